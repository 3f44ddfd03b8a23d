"""What a row's values say of each other, and rows of each other. What the law says of them is not asked here."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date

from app.files.latin import NotLatin, transliterate
from app.files.list_faults import Fault, Problem, cell_fault, row_fault
from app.rules.fact import Fact, Kind

PROVINCES = frozenset(
    {
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42),
        *(44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86),
        *(87, 89, 91, 92, 93, 94, 95, 96),
    }
)
"""The provinces' codes as citizen numbers begin with them; from 100 on stand the countries of birth."""

COUNTRIES_FROM = 100
IDENTITIES = ("citizen_id", "old_identity", "passport", "birth_certificate")
NUMBER_KINDS = frozenset({Kind.CITIZEN_ID, Kind.OLD_IDENTITY, Kind.PASSPORT, Kind.INSURANCE_NUMBER})
OTHER_NUMBERS = frozenset({"birth_certificate", "business_number", "tax_code"})
EMPLOYER_NUMBER = "employer_tax_code"
CHILDREN = tuple((f"child_{nth}_name", (f"child_{nth}_birth_date", f"child_{nth}_certificate")) for nth in (1, 2, 3))
TRANSFER = "transfer"
SHOWN_MAX = 5
Values = Mapping[str, object]
Texts = Mapping[str, str]


def row_faults(number: int, values: Values, texts: Texts, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    """What is wrong with one row beyond its single cells."""
    if "citizen_id" in facts and not any(name in texts for name in IDENTITIES):
        yield cell_fault(Problem("IDENTITY_MISSING"), number, facts["citizen_id"])
    if "citizen_id" in values:
        yield from _citizen_id(number, values, facts["citizen_id"])
    if values.get("declined") is True and "declined" in facts:
        yield cell_fault(Problem("DECLINED_BY_LIST"), number, facts["declined"])
    if values.get("pregnant") is True and values.get("sex") == "male":
        yield cell_fault(Problem("PREGNANT_MAN"), number, facts["pregnant"])
    for name in reversed_days(values):
        yield cell_fault(Problem("DAYS_REVERSED"), number, facts[name])
    yield from _children(number, texts, facts)
    if values.get("payment_method") == TRANSFER:
        for name, code in (("account_number", "ACCOUNT_MISSING"), ("bank", "BANK_MISSING")):
            if name in facts and name not in texts:
                yield cell_fault(Problem(code), number, facts[name])
        yield from _not_bankable(number, values, facts)


def _citizen_id(number: int, values: Values, fact: Fact) -> Iterator[Fault]:
    place = int(str(values["citizen_id"])[:3])
    if place >= COUNTRIES_FROM:
        yield cell_fault(Problem("CITIZEN_ID_ABROAD"), number, fact)
    elif place not in PROVINCES:
        yield cell_fault(Problem("CITIZEN_ID_PROVINCE"), number, fact)
    if _disagrees(values):
        yield cell_fault(Problem("CITIZEN_ID_DISAGREES"), number, fact)


def births_ahead(numbers: Sequence[int], born: Sequence[object], fact: Fact, latest: date) -> Iterator[Fault]:
    """The births of a column that lie after a day; of some only the year is known."""
    ahead = {one for one in set(born) if _is_after(one, latest)}
    if ahead:
        for number, one in zip(numbers, born, strict=True):
            if one in ahead:
                yield cell_fault(Problem("BIRTH_AHEAD"), number, fact)


def _is_after(born: object, latest: date) -> bool:
    return born > latest if isinstance(born, date) else isinstance(born, int) and born > latest.year


def reversed_days(values: Values) -> Iterator[str]:
    """The last days that lie before their first: whatever has both does not end before it begins."""
    for name, last in values.items():
        if name.endswith("_to") and isinstance(last, date):
            first = values.get(f"{name[:-3]}_from")
            if isinstance(first, date) and last < first:
                yield name


def _children(number: int, texts: Texts, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    """A child of whom only the name is said would bring its parent nothing, and nobody would know why."""
    for named, told in CHILDREN:
        if named in texts and named in facts and not any(name in texts for name in told):
            yield cell_fault(Problem("CHILD_INCOMPLETE"), number, facts[named])


def _not_bankable(number: int, values: Values, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    name = "account_name" if values.get("account_name") else _named_by(facts)
    written = transliterate(str(values[name])) if values.get(name) else ""
    if isinstance(written, NotLatin):
        yield cell_fault(Problem("NAME_NOT_BANKABLE", detail=", ".join(written.characters)), number, facts[name])
    elif written and not written[0].isalnum():  # a sign before a name makes a formula of it, and banks refuse it
        yield cell_fault(Problem("NAME_NOT_BANKABLE", detail=f"U+{ord(written[0]):04X}"), number, facts[name])


def _named_by(facts: Container[str]) -> str:
    """Which fact names whoever the row is: a person, or an employer where no person stands in it."""
    return "full_name" if "full_name" in facts else "employer_name"


def _tells_apart(fact: Fact, named_by: str) -> bool:
    """Whether two rows with the same value in it are the same person, household or employer."""
    of_employer = fact.name == EMPLOYER_NUMBER and named_by == "employer_name"
    return fact.kind in NUMBER_KINDS or fact.name in OTHER_NUMBERS or of_employer


def _disagrees(values: Values) -> bool:
    """Whether the number's own digits (Circular 07/2016/TT-BCA art. 7) tell another sex or year of birth."""
    digits, sex, born = str(values["citizen_id"]), values.get("sex"), values.get("birth_date")
    year = born.year if isinstance(born, date) else born
    if not isinstance(year, int):
        return False
    century, odd = divmod(int(digits[3]), 2)
    other_sex = sex is not None and (sex == "female") != bool(odd)
    return other_sex or 1900 + 100 * century + int(digits[4:6]) != year


def repeated(
    numbers: Sequence[int], values: Sequence[Values], contents: Sequence[Sequence[object]], facts: Sequence[Fact]
) -> list[Fault]:
    """Rows that stand there twice (the later ones), and rows that share an identity number and differ (all of them).

    `contents` by column: the values, and where one could not be read, the text.
    """
    seen: dict[tuple[object, ...], int] = {}
    found: list[Fault] = []
    different: list[int] = []
    for index, said in enumerate(zip(*contents, strict=True)):
        first = seen.setdefault(said, index)
        if first == index:
            different.append(index)
        else:
            found.append(row_fault("DUPLICATE_IN_LIST", numbers[index], str(numbers[first])))
    return found + _sharing(numbers, values, different, facts)


def _sharing(
    numbers: Sequence[int], values: Sequence[Values], different: Sequence[int], facts: Sequence[Fact]
) -> list[Fault]:
    told: dict[int, Fault] = {}
    parting = [fact.name for fact in facts if fact.parts]
    named_by = _named_by({fact.name for fact in facts})
    for fact in (fact for fact in facts if _tells_apart(fact, named_by)):
        numbers_said = [values[index].get(fact.name) for index in different]
        if len(set(numbers_said) - {None}) == len(numbers_said) - numbers_said.count(None):
            continue
        bearers: dict[object, list[int]] = {}
        for index, said in zip(different, numbers_said, strict=True):
            if said is not None:
                bearers.setdefault((said, *map(values[index].get, parting)), []).append(index)
        for group in bearers.values():
            for index in group if len(group) > 1 else ():
                others = [str(numbers[other]) for other in group if other != index]
                detail = ", ".join(others[:SHOWN_MAX]) + (", …" if len(others) > SHOWN_MAX else "")
                told.setdefault(index, row_fault("DUPLICATE_DIFFERS", numbers[index], detail, fact))
    return list(told.values())
