"""A generated province whose truth is known: its people in their households, and what a list shows of somebody.

Every number belongs to one person. Nothing here knows how the service tells people apart. Seeded: the same seed and
size give the same people.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from app.sample.numbers import BankShape, Numbers
from app.sample.province import COMMUNES, WEIGHTS
from benchmarks import population_names as names
from benchmarks.population_names import Name

FIRST_YEAR, LAST_YEAR = 1935, 2005
LAST_OLD_NUMBER_YEAR = 2001
"""Whoever was born later had a CCCD first and never a CMND."""

HOME_CARD, HOME_OLD = "058", "264"
OTHER_PROVINCES = {
    "056": ("225",), "060": ("260", "261"), "068": ("250", "251"), "052": ("215",), "054": ("221",), "051": ("212",),
    "079": ("022", "023", "024", "025"), "001": ("011", "012", "013"), "038": ("171", "172"), "040": ("183", "186"),
}  # fmt: skip
"""Provinces by their place in a CCCD, and what their CMND began with."""

NATIVE, OLD_FROM_ELSEWHERE, EMPLOYED, EMPLOYEES = 0.91, 0.04, 0.24, 60
COMMUNE_CODES = tuple(commune.code for commune in COMMUNES)
COMMUNE_BOUNDS = tuple(accumulate(WEIGHTS[commune.district_code] for commune in COMMUNES))
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
YEAR_BOUNDS = tuple(accumulate(min(year - 1925, 60) for year in YEARS))
HOUSEHOLD_BOUNDS = (0.25, 0.6, 0.8, 1.0)
"""So many live alone, by two, three, four."""


class Person(NamedTuple):
    """Somebody, with every number they were ever known by."""

    name: Name
    sex: str
    born: date
    year_only: bool  # no paper of theirs has the day
    commune: str
    citizen_id: str
    old_identity: str  # "" where they never had one
    insurance_number: str
    phone: str
    bank: BankShape
    account: str
    employer: str  # the tax code, "" where nobody employs them


class Shown(NamedTuple):
    """What one list shows of somebody."""

    full_name: str
    born: date | int
    sex: str
    commune: str | None
    citizen_id: str | None
    old_identity: str | None
    insurance_number: str | None
    phone: str | None
    bank: BankShape
    account: str | None
    employer: str | None  # the list is an employer's


class Maker:
    """Makes people one after the other, no number twice."""

    def __init__(self, rng: Random, employers: int) -> None:
        self.rng = rng
        self.numbers = Numbers(rng)
        self.employers = [self.numbers.tax_code() for _ in range(employers)]
        self.people: list[Person] = []
        """Who is on record."""
        self.called = Counter[str]()
        self.called_most = 1

    def settle(self, count: int) -> None:
        """So many people on record, household by household."""
        while len(self.people) < count:
            self.people += self.household()
        del self.people[count:]
        self.called.update(person.name.full for person in self.people)
        self.called_most = max(self.called.values())

    def meets_namesakes(self, person: Person) -> bool:
        """Chance gives namesakes to those with frequent names, in the measure in which they are frequent."""
        return self.rng.random() < self.called[person.name.full] / self.called_most

    def household(self) -> list[Person]:
        """Somebody, with a spouse and children as it may be; who lives together shares a phone and an account often."""
        rng = self.rng
        size = rng.choices((1, 2, 3, 4), cum_weights=HOUSEHOLD_BOUNDS)[0]
        members = [self.person()]
        if size > 1:
            members.append(self.spouse(members[0]))
        members += [child for _ in range(size - 2) if (child := self.child(members[0], members[1]))]
        return members

    def person(self, sex: str = "", born: date | None = None, name: Name | None = None, commune: str = "") -> Person:
        """A new person; what is not said is drawn."""
        rng = self.rng
        sex = sex or ("male" if rng.random() < 0.49 else "female")
        born = born or day_of(rng, rng.choices(YEARS, cum_weights=YEAR_BOUNDS)[0])
        province = HOME_CARD if rng.random() < NATIVE else rng.choice(tuple(OTHER_PROVINCES))
        bank = self.numbers.bank()
        return Person(
            name or names.draw(rng, sex),
            sex,
            born,
            rng.random() < year_only_share(born.year),
            commune or rng.choices(COMMUNE_CODES, cum_weights=COMMUNE_BOUNDS)[0],
            self.card(province, sex, born.year),
            self.old_number(province) if born.year <= LAST_OLD_NUMBER_YEAR else "",
            self.numbers.insurance_number(),
            self.numbers.phone(),
            bank,
            self.numbers.account(bank),
            rng.choice(self.employers) if rng.random() < EMPLOYED else "",
        )

    def spouse(self, person: Person) -> Person:
        """Whom they are married to."""
        sex = "female" if person.sex == "male" else "male"
        apart = self.rng.randint(-6, 6)
        year = person.born.year + (apart if FIRST_YEAR <= person.born.year + apart <= LAST_YEAR else -apart)
        other = self.person(sex, day_of(self.rng, year), commune=person.commune)
        return self.sharing(other, person, phone=0.4, account=0.25)

    def child(self, one: Person, other: Person) -> Person | None:
        """A grown child of two, named for the father; None where there can be none yet."""
        father, mother = (one, other) if one.sex == "male" else (other, one)
        year = mother.born.year + self.rng.randint(19, 38)
        if year > LAST_YEAR:
            return None
        sex = self.rng.choice(("male", "female"))
        drawn = names.draw(self.rng, sex)
        middle = father.name.middle if sex == "male" and self.rng.random() < 0.4 else drawn.middle
        name = Name(father.name.family or drawn.family, middle, drawn.given)
        made = self.person(sex, day_of(self.rng, year), name, father.commune)
        return self.sharing(made, father, phone=0.3, account=0.1)

    def sharing(self, person: Person, other: Person, *, phone: float, account: float) -> Person:
        """A person who may have no phone or account of their own."""
        if self.rng.random() < phone:
            person = person._replace(phone=other.phone)
        if self.rng.random() < account:
            person = person._replace(bank=other.bank, account=other.account)
        return person

    def card(self, province: str, sex: str, year: int) -> str:
        """A CCCD (Circular 07/2016/TT-BCA art. 7): province, century and sex, year, six digits."""
        head = f"{province}{2 * (year // 100 - 19) + (sex == 'female')}{year % 100:02d}"
        return self._free(lambda: f"{head}{self.rng.randrange(1, 1_000_000):06d}")

    def old_number(self, province: str) -> str:
        """A CMND, of the home province or of the one that the CCCD names."""
        own = (HOME_OLD,) if province == HOME_CARD else (*OTHER_PROVINCES[province], HOME_OLD)
        heads = (
            OTHER_PROVINCES[self.rng.choice(tuple(OTHER_PROVINCES))] if self.rng.random() < OLD_FROM_ELSEWHERE else own
        )
        return self._free(lambda: f"{self.rng.choice(heads)}{self.rng.randrange(1_000_000):06d}")

    def _free(self, draw: Callable[[], str]) -> str:
        while (number := draw()) in self.numbers.taken:
            pass
        self.numbers.taken.add(number)
        return number


def day_of(rng: Random, year: int) -> date:
    """A day of a year."""
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def year_only_share(year: int) -> float:
    """How many of a year have no day on their papers: the old often."""
    return 0.16 if year < 1955 else 0.05 if year < 1970 else 0.007
