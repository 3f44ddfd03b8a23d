"""A draft amendment as JSON: which value of a policy, from which day, to what. Only for asking what if.

    {"value": "longer_vnd", "since": "2021-11-15", "to": 4000000, "instrument": "Dự thảo", "unit": "1"}

A draft has the form that the value has had so far, so that the rules can read it: a number stays a number, a
window of days stays one, a list of codes a list of codes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from app.rules.law import Amendment, Citation, Drafted, LawOfDay, Standing, Word
from app.rules.open_points import iso_day
from app.rules.policy import Policy, Value

SMALL_MAX, MONEY_MAX = 100_000, 10**13
NAMES = frozenset({"value", "since", "to", "instrument", "unit"})
DRAFT = Citation("dự thảo", "–")


class DraftWrong(ValueError):  # noqa: N818 – said in words to whoever drafted it
    """A draft that cannot be read: what is wrong with it, in Vietnamese and English."""

    def __init__(self, vi: str, en: str) -> None:
        """Both languages."""
        super().__init__(f"{vi} / {en}")
        self.vi, self.en = vi, en


def drafted(policy: Policy, given: Sequence[Mapping[str, object]]) -> tuple[Drafted, ...]:
    """The drafts on a policy's values. Raises DraftWrong."""
    if not given:
        raise DraftWrong("chưa có sửa đổi nào", "there is no amendment")
    return tuple(_drafted(policy, each) for each in given)


def law_with(on: date, words: tuple[Word, ...], drafts: tuple[Drafted, ...]) -> LawOfDay:
    """The law of a day as if the drafts were law."""
    return LawOfDay(on, words, drafts)


def _drafted(policy: Policy, given: Mapping[str, object]) -> Drafted:
    unknown = given.keys() - NAMES
    if unknown or not {"value", "since", "to"} <= given.keys():
        known = ", ".join(sorted(NAMES))
        raise DraftWrong(f"mỗi sửa đổi gồm: {known}", f"an amendment has: {known}")
    value = _value(policy, given["value"])
    since = _day(given["since"])
    to = _like(_sample(value), given["to"], value.name)
    cited = Citation(str(given.get("instrument") or DRAFT.instrument), str(given.get("unit") or DRAFT.unit))
    if any(each.since == since for each in value.amendments):
        raise DraftWrong(
            f"{value.name}: ngày {since.isoformat()} đã có một văn bản", f"{value.name}: that day has its amendment"
        )
    return Drafted(value.amendments, Amendment(since, to, cited, Standing.DERIVED))


def _value(policy: Policy, name: object) -> Value:
    for value in policy.values:
        if value.name == name:
            return value
    known = ", ".join(value.name for value in policy.values)
    raise DraftWrong(f"không có giá trị {name!r}; có: {known}", f"there is no value {name!r}; there are: {known}")


def _sample(value: Value) -> object:
    """What the value has been, for its form."""
    said = [each.value for each in value.amendments if each.value is not None]
    if not said:
        raise DraftWrong(
            f"{value.name}: giá trị này chưa đọc được ở văn bản nào", f"{value.name}: no source says what it is"
        )
    return said[0]


def _like(sample: object, given: object, name: str) -> object:
    """What was given, in the form of a sample. Raises DraftWrong."""
    for kind, read in READ:
        if isinstance(sample, kind):
            found = read(sample, given, name)
            return _refuse(name, sample) if found is None else found
    return _fields_like(sample, given, name)


def _same_kind(sample: object, given: object, _name: str) -> object | None:
    return given if type(given) is type(sample) else None


def _whole(sample: object, given: object, _name: str) -> int | None:
    """Days, months, people and shares are small numbers, money is not: nobody drafts a term of a million years."""
    most = SMALL_MAX if isinstance(sample, int) and sample < SMALL_MAX else MONEY_MAX
    return given if type(given) is int and 0 <= given <= most else None


def _codes(_sample: object, given: object, _name: str) -> frozenset[str] | None:
    every = isinstance(given, list) and all(isinstance(each, str) for each in given)
    return frozenset(given) if every and isinstance(given, list) else None


def _list(sample: object, given: object, name: str) -> tuple[object, ...] | None:
    """Each part in the form of the sample's part at its place; further ones in that of the last."""
    if not isinstance(given, list) or not isinstance(sample, tuple) or not sample:
        return None
    return tuple(_like(sample[min(nth, len(sample) - 1)], each, name) for nth, each in enumerate(given))


READ: tuple[tuple[type, Callable[[object, object, str], object | None]], ...] = (
    (bool, _same_kind),
    (str, _same_kind),
    (int, _whole),
    (date, lambda _sample, given, _name: _day(given)),
    (frozenset, _codes),
    (tuple, _list),
)
"""How a draft of each kind of value is read; a bool stands before the int that it is, too."""


def _fields_like(sample: object, given: object, name: str) -> object:
    if not is_dataclass(sample) or isinstance(sample, type):
        return _refuse(name, sample)
    names = [field.name for field in fields(sample)]
    if not isinstance(given, dict) or set(given) != set(names):
        return _refuse(name, sample)
    read = {each: _like(getattr(sample, each), given[each], f"{name}.{each}") for each in names}
    return type(sample)(**read)


def _refuse(name: str, sample: object) -> object:
    form = {int: "số nguyên / whole number", frozenset: "danh sách mã / list of codes", tuple: "danh sách / list"}
    wanted = next((words for kind, words in form.items() if isinstance(sample, kind)), None)
    if wanted is None and is_dataclass(sample):
        wanted = "{" + ", ".join(field.name for field in fields(sample)) + "}"
    vi_en = wanted or type(sample).__name__
    raise DraftWrong(f"{name}: cần {vi_en}", f"{name}: {vi_en} is expected")


def _day(given: object) -> date:
    found = iso_day(given)
    if found is None:
        raise DraftWrong("ngày viết YYYY-MM-DD", "a day is written YYYY-MM-DD")
    return found
