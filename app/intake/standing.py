"""The rows of a list as they stand, and which of them a sent row is.

By its numbers first, all of the file; then what is left by name and birth, where those leave no choice: a wrong
number put right is the same row, and not another beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.files.lists import ERROR, NOTE, Fault
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
    attempt: bool  # faulty, and sent to put right the number of an accepted row, which stands for it

    def renumbered(self, each: Staged) -> bool:
        """Whether a sent row has other numbers, or none that could be read, in the place of some of its own."""
        numbers = {number.index for number in each.numbers}
        return bool(self.number_indexes - numbers) and (not numbers or bool(numbers - self.number_indexes))


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """Which rows of the list the sent ones are, by ordinal, and what steps aside with them."""

    rows: Mapping[int, Standing]
    stale: Sequence[Standing] = field(default=())


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
        self._named: dict[str, list[Standing]] = {}
        for row in rows:
            if row.name_key:
                self._named.setdefault(row.name_key, []).append(row)
        self._line = {row.line: row for row in faulty} if whole else {}

    def find(self, staged: Sequence[Staged]) -> FoundAgain:
        """The rows that sent rows are, taken out of what is left: all by number, and then the rest by name."""
        found = {each.ordinal: row for each in staged if (row := self._take(self._by_number(each)))}
        stale = [row for each in staged for row in self._twins(each)]
        rest = [each for each in staged if each.ordinal not in found]
        named: dict[str, list[Staged]] = {}
        for each in rest:
            named.setdefault(each.name_key, []).append(each)
        same = {each.ordinal: row for each in rest if (row := self._put_right(each, named[each.name_key]))}
        for each in rest:
            row = self._take((same.get(each.ordinal), *self._by_name(each)))
            if row:
                found[each.ordinal] = row
                stale += self._attempts(each)
        return FoundAgain(found, stale)

    def beside(self, each: Staged) -> list[Standing]:
        """The accepted rows still left that may be a sent one's under another number."""
        return [row for row in self._namesakes(each) if row.state == "accepted"]

    def rest(self) -> Iterable[Standing]:
        """What the file does not hold."""
        return self._rows.values()

    def _take(self, likenesses: Iterable[Standing | None]) -> Standing | None:
        """The first of a row's likenesses that is still there."""
        found = next((row for row in likenesses if row and row.id in self._rows), None)
        return self._rows.pop(found.id) if found else None

    def _by_number(self, each: Staged) -> Iterator[Standing | None]:
        same = self._content.get(each.content_index)
        yield None if same and same.attempt else same
        yield from (self._number.get(number.index) for number in each.numbers)
        yield from (row for row in self._failed_of(each) if not row.attempt)

    def _by_name(self, each: Staged) -> Iterator[Standing | None]:
        yield from self._failed_of(each)
        yield from reversed([row for row in self._named.get(each.name_key, ()) if row.state == "faulty"])
        yield self._line.get(each.row.number)

    def _twins(self, each: Staged) -> list[Standing]:
        """What was sent of the same person before and was not right: it steps aside for what comes now."""
        twins = [row for row in self._failed_of(each) if row.name_key == each.name_key and not row.attempt]
        return self._aside(twins)

    def _attempts(self, each: Staged) -> list[Standing]:
        return self._aside([row for row in self._named.get(each.name_key, ()) if row.attempt])

    def _aside(self, rows: Iterable[Standing]) -> list[Standing]:
        return [self._rows.pop(row.id) for row in rows if row.id in self._rows]

    def _failed_of(self, each: Staged) -> Iterator[Standing]:
        return (row for number in each.numbers for row in self._failed.get(number.index, ()))

    def _put_right(self, each: Staged, others: Sequence[Staged]) -> Standing | None:
        """The one row with its name and birth, where its numbers are nobody's here and no other sent row may be it."""
        if next(filter(None, self._by_number(each)), None):
            return None
        namesakes = [row for row in self._namesakes(each) if not row.attempt]
        if len(namesakes) != 1 or namesakes[0].state != "accepted":
            return None
        birth = _birth(each)
        alone = not any(_is_rival(other, each) for other in others)
        return namesakes[0] if alone and _agree(birth, namesakes[0].facts.get("birth_date")) else None

    def _namesakes(self, each: Staged) -> list[Standing]:
        """The rows left with its name whose birth is not another."""
        birth = _birth(each)
        return [
            row
            for row in self._named.get(each.name_key, ())
            if row.id in self._rows and _may_agree(birth, row.facts.get("birth_date"))
        ]


def _birth(each: Staged) -> object:
    """A sent row's birth as JSON has it: a day, or a year."""
    born = each.facts.get("birth_date")
    return born.isoformat() if isinstance(born, date) else born


def _is_rival(other: Staged, each: Staged) -> bool:
    """Whether another sent row of that name, with no number in common, may have the same birth."""
    if other is each or not _may_agree(_birth(other), _birth(each)):
        return False
    return not {number.index for number in other.numbers} & {number.index for number in each.numbers}


def _agree(one: object, other: object) -> bool:
    """Whether two births are one: by the day, or by the year where one of them is no more."""
    if one is None or other is None:
        return False
    days = isinstance(one, str) and isinstance(other, str)
    return one == other if days else str(one)[:4] == str(other)[:4]


def _may_agree(one: object, other: object) -> bool:
    return one is None or other is None or _agree(one, other)


PUTS_RIGHT = "NUMBER_REPLACED"
TEXTS = {
    "ROW_GONE_FORWARD": (
        "Dòng này đã đưa vào tờ trình hoặc đã quyết định, không sửa ở đây được; hãy xin trả lại hồ sơ.",
        "This row is in a submission or decided and cannot be changed here; ask for it to be returned.",
    ),
    "ROW_DECLINED": (
        "Người này đã từ chối nhận hỗ trợ bằng văn bản; chỉ chính người đó rút lại được, bằng văn bản sau.",
        "This person has declined in writing; only they can take it back, by a later paper of their own.",
    ),
    PUTS_RIGHT: (
        "Được hiểu là sửa số giấy tờ của dòng {lines}; khi nhận, số cũ thôi dùng. Nếu là hai người: gửi cả hai dòng.",
        "Taken to put right a number of row {lines}; once accepted, the old one ends. If two people: send both rows.",
    ),
    "ROW_STANDS_BESIDE": (
        "Dòng {lines} cùng họ tên, khác số vẫn còn và vẫn được chi. Nếu là một người: gửi cả danh sách với whole=true.",
        "Row {lines}, same name, other number, still stands and is paid. If one person: send all rows with whole=true.",
    ),
}


def told(code: str, row: int, lines: Iterable[int] = ()) -> Fault:
    """What is said of a sent row and the rows that stand: `lines` as they stood in their files."""
    vi, en = (text.format(lines=", ".join(map(str, lines))) for text in TEXTS[code])
    return Fault(row, None, None, code, vi, en, ERROR if code in ("ROW_GONE_FORWARD", "ROW_DECLINED") else NOTE)
