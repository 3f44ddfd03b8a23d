"""Other people who look alike: rows that must not be called anybody who is there already."""

from collections.abc import Callable
from datetime import date

from benchmarks import population_names as names
from benchmarks.population import LAST_YEAR, Maker, Person, Shown, day_of
from benchmarks.population_names import Name
from benchmarks.population_same import Pair, show

SAME_KIND_OF_NUMBER = 0.8
Likeness = Callable[[Maker, Person], Pair | None]


def twin(maker: Maker, person: Person) -> Pair | None:
    """Born together, called alike, numbers one after the other."""
    rng = maker.rng
    if not person.name.family:
        return None
    sex = person.sex if rng.random() < 0.7 else _other(person.sex)
    middle = person.name.middle if sex == person.sex else names.draw(rng, sex).middle
    given = _alike(maker, person.name.given, sex)
    other = maker.person(sex, person.born, Name(person.name.family, middle, given), person.commune)
    other = maker.sharing(other._replace(year_only=person.year_only), person, phone=0.5, account=0.1)
    return _shown(maker, person, _next_numbers(maker, person, other))


def _alike(maker: Maker, given: str, sex: str) -> str:
    """Another given name; twins' begin with the same letter often."""
    wanted = maker.rng.random() < 0.4
    for _ in range(200):
        other = names.given(maker.rng, sex)
        if other != given and (not wanted or other[0] == given[0]):
            return other
    return f"{given} Em"


def _next_numbers(maker: Maker, person: Person, other: Person) -> Person:
    """Cards that were made on one day have numbers that follow each other."""
    card, old = other.citizen_id, other.old_identity
    if other.sex == person.sex and other.born.year == person.born.year:
        card = _after(maker, person.citizen_id) or card
    if old and person.old_identity:
        old = _after(maker, person.old_identity) or old
    return other._replace(citizen_id=card, old_identity=old)


def _after(maker: Maker, number: str) -> str | None:
    for step in (1, 2, 3, -1, -2):
        near = f"{int(number) + step:0{len(number)}d}"
        if near[:6] == number[:6] and near not in maker.numbers.taken:
            maker.numbers.taken.add(near)
            return near
    return None


def brother_or_sister(maker: Maker, person: Person) -> Pair | None:
    """Of the same house, a few years apart."""
    rng = maker.rng
    year = person.born.year + rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))
    if not person.name.family or year > LAST_YEAR:
        return None
    sex = rng.choice(("male", "female"))
    middle = person.name.middle if sex == person.sex else names.draw(rng, sex).middle
    name = Name(person.name.family, middle, _alike(maker, person.name.given, sex))
    other = maker.person(sex, day_of(rng, year), name, person.commune)
    return _shown(maker, person, maker.sharing(other, person, phone=0.4, account=0.1))


def namesake_of_the_day(maker: Maker, person: Person) -> Pair | None:
    """The same name, born on the same day, somewhere else in the province."""
    if person.year_only or not maker.meets_namesakes(person):
        return None
    other = maker.person(person.sex, person.born, person.name)._replace(year_only=False)
    return _shown(maker, person, other)


def namesake_of_the_year(maker: Maker, person: Person) -> Pair | None:
    """The same name and year, another day, in the same commune as likely as not."""
    if person.year_only or not maker.meets_namesakes(person):
        return None
    commune = person.commune if maker.rng.random() < 0.5 else ""
    other = maker.person(person.sex, _another_day(maker, person.born), person.name, commune)
    return _shown(maker, person, other._replace(year_only=False))


def father_and_son(maker: Maker, person: Person) -> Pair | None:
    """A son, named for the father, in the same house."""
    if person.sex != "male" or not person.name.family:
        return None
    year = person.born.year + maker.rng.randint(20, 40)
    if year > LAST_YEAR:
        return None
    middle = person.name.middle if maker.rng.random() < 0.6 else names.draw(maker.rng, "male").middle
    name = Name(person.name.family, middle, _alike(maker, person.name.given, "male"))
    son = maker.person("male", day_of(maker.rng, year), name, person.commune)
    return _shown(maker, person, maker.sharing(son, person, phone=0.6, account=0.4))


def spouse(maker: Maker, person: Person) -> Pair | None:
    """Husband and wife, with one account and one phone."""
    other = maker.spouse(person)._replace(phone=person.phone, bank=person.bank, account=person.account)
    stored, incoming = _pair(maker, person, other)
    return (
        stored._replace(phone=person.phone, account=person.account),
        incoming._replace(phone=person.phone, account=person.account),
    )


def colleague(maker: Maker, person: Person) -> Pair | None:
    """Of the same employer."""
    return _employed(maker, person, maker.person())


def colleague_and_namesake(maker: Maker, person: Person) -> Pair | None:
    """Of the same employer, with the same name, born in the same year."""
    if person.year_only:
        return None
    born = _another_day(maker, person.born)
    return _employed(maker, person, maker.person(person.sex, born, person.name)._replace(year_only=False))


def _employed(maker: Maker, person: Person, other: Person) -> Pair | None:
    if not person.employer:
        return None
    stored, incoming = _pair(maker, person, other)
    return (
        stored._replace(employer=person.employer, insurance_number=person.insurance_number, commune=None),
        incoming._replace(employer=person.employer, insurance_number=other.insurance_number, commune=None),
    )


def one_account_of_many(maker: Maker, person: Person) -> Pair | None:
    """A neighbour whose money goes to the same account and phone: whoever has one in the hamlet lends it."""
    other = maker.person(commune=person.commune)._replace(bank=person.bank, account=person.account, phone=person.phone)
    stored, incoming = _pair(maker, person, other)
    return stored._replace(account=person.account), incoming._replace(account=person.account)


def number_beside(maker: Maker, person: Person) -> Pair | None:
    """Somebody of the commune whose number follows: they stood in one queue."""
    sex, year = person.sex, person.born.year
    other = maker.person(sex, day_of(maker.rng, year), commune=person.commune)
    return _shown(maker, person, _next_numbers(maker, person, other))


LIKENESSES: dict[str, Likeness] = {
    "twins": twin,
    "brothers and sisters": brother_or_sister,
    "namesakes of one day": namesake_of_the_day,
    "namesakes of one year": namesake_of_the_year,
    "father and son": father_and_son,
    "husband and wife, one account": spouse,
    "colleagues": colleague,
    "colleagues of one name and year": colleague_and_namesake,
    "one account and phone of many": one_account_of_many,
    "numbers beside each other": number_beside,
}


def number_of_another(maker: Maker, person: Person) -> Pair | None:
    """A newcomer whose number was mistyped and became that of somebody who is there."""
    rng = maker.rng
    sex, numbers = person.sex, rng.choice(("card", "old")) if person.old_identity else "card"
    year = person.born.year if numbers == "card" else rng.randint(1940, 2000)
    other = maker.person(sex, day_of(rng, year))
    other = other._replace(citizen_id=person.citizen_id, old_identity=person.old_identity or other.old_identity)
    stored, incoming = show(rng, person, numbers), show(rng, other, numbers)
    return stored, incoming


def _shown(maker: Maker, person: Person, other: Person) -> Pair | None:
    stored, incoming = _pair(maker, person, other)
    return None if _in_common(stored, incoming) else (stored, incoming)


def _in_common(stored: Shown, incoming: Shown) -> bool:
    return any(
        one is not None and one == another
        for one, another in (
            (stored.citizen_id, incoming.citizen_id),
            (stored.old_identity, incoming.old_identity),
            (stored.insurance_number, incoming.insurance_number),
        )
    )


def _pair(maker: Maker, person: Person, other: Person) -> Pair:
    """Two people, known by the same kind of number mostly."""
    first = maker.rng.choice(("card", "old"))
    second = first if maker.rng.random() < SAME_KIND_OF_NUMBER else "old" if first == "card" else "card"
    return show(maker.rng, person, first), show(maker.rng, other, second)


def _another_day(maker: Maker, born: date) -> date:
    while (other := day_of(maker.rng, born.year)) == born:
        pass
    return other


def _other(sex: str) -> str:
    return "female" if sex == "male" else "male"
