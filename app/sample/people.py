"""The people of the sample: no two are likely to be one, unless a fault is to be planted.

None share a folded name and a year of birth, nor a family name, a day and all or nothing but the first letter of a
given name: one letter is a slip.
"""

import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from app.sample.names import NAMINGS, Naming
from app.sample.numbers import BankShape, Numbers

YEAR_ONLY_PERCENT = 3.0
FIRST_BIRTH = date(1952, 1, 1)
LAST_BIRTH = date(2002, 12, 31)  # nobody whose age a round could ask about, though only the year be known
SHARES = tuple(naming.share for naming in NAMINGS)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the province, with every number they were ever known by; a list shows some of them."""

    people: str
    full_name: str
    sex: str
    birth_date: date | int
    citizen_id: str
    old_identity: str
    phone: str
    bank: BankShape
    account: str

    @property
    def birth_year(self) -> int:
        return self.birth_date if isinstance(self.birth_date, int) else self.birth_date.year


@dataclass(slots=True)
class Population:
    """Draws people, nobody twice."""

    rng: Random
    numbers: Numbers
    known: set[tuple[object, ...]] = field(default_factory=set)

    def person(self, first: date = FIRST_BIRTH, last: date = LAST_BIRTH, *, with_day: bool = False) -> Person:
        """A new person born between two days; of a few only the year is known, unless the day must be."""
        rng = self.rng
        sex = "male" if rng.random() < 0.46 else "female"
        born = first + timedelta(days=rng.randrange((last - first).days + 1))
        naming, full_name = self._name(sex, born)
        bank = self.numbers.bank()
        return Person(
            naming.people,
            full_name,
            sex,
            born.year if rng.random() * 100 < YEAR_ONLY_PERCENT and not with_day else born,
            self.numbers.citizen_id(born.year, sex),
            self.numbers.old_identity(),
            self.numbers.phone(),
            bank,
            self.numbers.account(bank),
        )

    def namesake(self, person: Person) -> Person:
        """Somebody with the same name, sex and birth and quite other numbers: likely the same, never surely."""
        bank = self.numbers.bank()
        return replace(
            person,
            citizen_id=self.numbers.citizen_id(person.birth_year, person.sex),
            old_identity=self.numbers.old_identity(),
            phone=self.numbers.phone(),
            bank=bank,
            account=self.numbers.account(bank),
        )

    def child_name(self, parent: Person) -> str:
        """A name for a child of somebody; children are known by their certificates, so names may recur."""
        naming = next(naming for naming in NAMINGS if naming.people == parent.people)
        return compose(self.rng, naming, self.rng.choice(("male", "female")))

    def _name(self, sex: str, born: date) -> tuple[Naming, str]:
        while True:
            naming = self.rng.choices(NAMINGS, SHARES)[0]
            full_name = compose(self.rng, naming, sex)
            keys = {(folded(full_name), born.year), *_near(full_name, born)}
            if self.known.isdisjoint(keys):
                self.known |= keys
                return naming, full_name


def _near(full_name: str, born: date) -> set[tuple[object, ...]]:
    """What somebody whose name differs by a letter has too; day and month change places on many a list."""
    family, given = folded(full_name.split(maxsplit=1)[0]), folded(full_name.rsplit(maxsplit=1)[-1])
    day = (family, born.year, *sorted((born.day, born.month)))
    return {(*day, "first", given[:1]), (*day, "rest", given[1:])}


def compose(rng: Random, naming: Naming, sex: str) -> str:
    """A name of a people: family, middle and given name, or the shorter forms some peoples use."""
    given = rng.choice(naming.givens[sex])
    if rng.random() * 100 < naming.single_word_percent:
        return given
    if naming.initials and rng.random() < 0.4:
        return f"{rng.choice(naming.initials)}{given}"
    family = rng.choices(naming.families, naming.weights)[0]
    middle = rng.choice(naming.middles[sex])
    if naming.people == "kinh" and rng.random() < 0.15:
        return f"{family} {middle} {rng.choice(naming.givens[sex])} {given}"
    return f"{family} {middle}{given}" if middle.endswith(("’", "'")) else f"{family} {middle} {given}"


def folded(name: str) -> str:
    """A name without marks, case, apostrophes and spaces: two that fold alike might be taken for one."""
    marks_off = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return marks_off.replace("đ", "d").replace("’", "").replace("'", "").replace(" ", "")
