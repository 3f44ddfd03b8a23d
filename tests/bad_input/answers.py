"""What the reader answers of cases, and how that differs from what was expected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.files.lists import ERROR, ReadList

Answer = tuple[int | None, str | None, str]
"""Row as the sheet counts, title of the column, code; None for the whole row or file."""


@dataclass(slots=True)
class Tally:
    """What a run came to."""

    tried: int = 0
    wrongly_accepted: int = 0
    misjudged: int = 0  # refused, and not as expected
    errors: int = 0  # raised instead of answered
    right: int = 0
    right_accepted: int = 0
    told: list[str] | None = None  # the first differences, by name of the case; nothing that a row says

    def add(self, name: str, difference: str) -> None:
        """Note a difference."""
        self.told = self.told or []
        if difference and len(self.told) < 50:
            self.told.append(f"{name}: {difference}")

    def together(self, other: "Tally") -> None:
        """Add another run's."""
        for each in ("tried", "wrongly_accepted", "misjudged", "errors", "right", "right_accepted"):
            setattr(self, each, getattr(self, each) + getattr(other, each))
        for told in other.told or []:
            self.add("", told)

    @property
    def is_clean(self) -> bool:
        """Nothing was accepted wrongly, misjudged, raised, or refused though it was right."""
        return not (self.wrongly_accepted or self.misjudged or self.errors) and self.right == self.right_accepted


def answers(found: ReadList, severity: str = ERROR) -> set[Answer]:
    """The faults of a list, as far as a machine reads them."""
    return {(each.row, each.column, each.code) for each in found.faults if each.severity == severity}


def count_bad(tally: Tally, name: str, found: ReadList, row: int, expected: Iterable[Answer]) -> None:
    """One bad row: it must come back, and with exactly these faults."""
    tally.tried += 1
    told = {each for each in answers(found) if each[0] == row}
    if any(good.number == row for good in found.rows):
        tally.wrongly_accepted += 1
        tally.add(name, f"accepted instead of {sorted(expected, key=str)}")
    elif told != set(expected):
        tally.misjudged += 1
        tally.add(name, f"{sorted(told, key=str)} instead of {sorted(expected, key=str)}")


def count_file(tally: Tally, name: str, found: ReadList, code: str) -> None:
    """One bad file: no row of it is good, and it says why."""
    tally.tried += 1
    told = {each.code for each in found.whole_faults}
    if found.rows:
        tally.wrongly_accepted += 1
        tally.add(name, f"{len(found.rows)} rows accepted instead of {code}")
    elif code not in told:
        tally.misjudged += 1
        tally.add(name, f"{sorted(told)} instead of {code}")


def count_right(
    tally: Tally, name: str, found: ReadList, row: int, values: Mapping[str, object], notes: Sequence[str] = ()
) -> None:
    """One unusual but right row: it must be accepted, with exactly these values and these notes."""
    tally.right += 1
    good = next((each for each in found.rows if each.number == row), None)
    if good is None:
        tally.add(name, f"refused: {sorted(str(each) for each in answers(found) if each[0] in (row, None))}")
        return
    differing = [
        key for key, value in values.items() if good.values.get(key) != value or _kind(good.values.get(key), value)
    ]
    told = sorted(each.code for each in found.faults if each.row == row)
    if differing or told != sorted(notes):
        tally.add(name, f"other values in {differing}, notes {told}")
        return
    tally.right_accepted += 1


def _kind(found: object, expected: object) -> bool:
    """Whether the types differ: 1988 is a year, and True is none."""
    return type(found) is not type(expected)
