"""Any number of people, each with a name, a birth and a number of their own."""

from tests.acts.province import LETTERS, WORKER

YEARS, FIRST_YEAR = 41, 1948
"""One more than there are given names: whoever is called nearly alike, by one of them, is of another year."""


def crowd(number: int, first: int = 0, **same: object) -> list[dict[str, object]]:
    """So many freelance workers, counted from a first."""
    return [_worker(nth) | same for nth in range(first + 1, first + number + 1)]


def _worker(nth: int) -> dict[str, object]:
    born = FIRST_YEAR + nth % YEARS
    return {
        **WORKER,
        "full_name": f"Phạm Thị {called(nth)}",
        "birth_date": f"{born}-03-15",
        "citizen_id": number_of(nth),
    }


def number_of(nth: int) -> str:
    """The CCCD of one of them: of this province, a woman's, of the year of birth."""
    return f"0581{(FIRST_YEAR + nth % YEARS) % 100:02d}{nth:06d}"


def called(nth: int) -> str:
    """A name for a number below 2.5 million."""
    size = len(LETTERS)
    return " ".join(LETTERS[nth // size**power % size] for power in (3, 2, 1, 0))
