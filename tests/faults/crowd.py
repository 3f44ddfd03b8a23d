"""Any number of people, each with a name and a number of their own."""

from tests.acts.province import LETTERS, WORKER


def crowd(number: int, first: int = 0, **same: object) -> list[dict[str, object]]:
    """So many freelance workers, counted from a first."""
    return [
        {**WORKER, "full_name": f"Phạm Thị {called(nth)}", "citizen_id": f"058188{nth:06d}"} | same
        for nth in range(first + 1, first + number + 1)
    ]


def called(nth: int) -> str:
    """A name for a number below 2.5 million."""
    size = len(LETTERS)
    return " ".join(LETTERS[nth // size**power % size] for power in (3, 2, 1, 0))
