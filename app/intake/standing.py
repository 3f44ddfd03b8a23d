"""The rows of a list as they stand, and which of them a sent row is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.staging import Staged


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the list as it stands."""

    id: int
    line: int
    state: str
    content_index: bytes
    number_indexes: frozenset[bytes]
    name_key: str
    application_id: int | None
    open: bool  # its application has not gone forward
    declined: bool  # its person has said so, and only the person may take it back
    decided: bool  # its application is decided: supplements may be added
    refused: bool  # its application is refused: changed facts open it again
    facts: Mapping[str, object]  # as they were judged, as JSON has them


class Left:
    """The list's rows not yet found again, by what finds them."""

    def __init__(self, rows: Sequence[Standing], *, whole: bool) -> None:
        faulty = [row for row in rows if row.state == "faulty"]
        self._rows = {row.id: row for row in rows}
        # An unchanged row is the accepted one, not its faulty twin: so that comes last.
        self._content = {row.content_index: row for row in sorted(rows, key=lambda row: row.state == "accepted")}
        self._number = {number: row for row in rows for number in row.number_indexes if row.state != "faulty"}
        self._failed: dict[bytes, list[Standing]] = {}
        for row in faulty:
            for number in row.number_indexes:
                self._failed.setdefault(number, []).append(row)
        self._name = {row.name_key: row for row in faulty if row.name_key}
        self._line = {row.line: row for row in faulty} if whole else {}

    def take(self, each: Staged) -> Standing | None:
        """The row that a sent row is, taken out of what is left: the first of its likenesses still there."""
        likenesses = (
            self._content.get(each.content_index),
            *(self._number.get(number.index) for number in each.numbers),
            *self._failed_of(each),
            self._name.get(each.name_key),
            self._line.get(each.row.number),
        )
        found = next((row for row in likenesses if row and row.id in self._rows), None)
        return self._rows.pop(found.id) if found else None

    def failed(self, each: Staged) -> list[Standing]:
        """What was sent of the same person before and was not right: it steps aside for what comes now."""
        twins = [row for row in self._failed_of(each) if row.name_key == each.name_key]
        return [self._rows.pop(row.id) for row in twins if row.id in self._rows]

    def _failed_of(self, each: Staged) -> Iterator[Standing]:
        return (row for number in each.numbers for row in self._failed.get(number.index, ()))

    def rest(self) -> Iterable[Standing]:
        """What the file does not hold."""
        return self._rows.values()
