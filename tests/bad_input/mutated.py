"""A mutated row, with what must be answered; and the odd letters and digits that mutators share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.bad_input.form import person

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Mutated:
    """A row, and the faults that it must come back with; none where it must be taken."""

    mutator: str
    row: Row
    expected: frozenset[tuple[str, str]]  # field and code
    values: Mapping[str, object] | None = None  # of a row that must be taken
    notes: tuple[str, ...] = ()
    hidden: bool = False  # the sheet hides its row


Mutator = Callable[[Random, int], Mutated]
LOOK_ALIKES = dict(zip("aeocpxyAEOCPXBHKMT", "аеосрхуАЕОСРХВНКМТ", strict=True))
UNSEEN = "\u200b\u200c\u200d\u2060\u202a\u202e\u2066\u2069\ufeff\u061c\ue000\uf8ff\U000e0041"
SIGNS = '=@#$%^*_|~<>/\\{}[]!?;:"0123456789😀★€中あ'
OTHER_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
COMMUNES = {"22738": "Phường Đô Vinh", "22759": "Phường Kinh Dinh"}


def bad(name: str, number: int, field: str, cell: object, code: str, **more: object) -> Mutated:
    return Mutated(name, {**person(number), **more, field: cell}, frozenset({(field, code)}))


def with_letter(text: str, rng: Random, letter: str) -> str:
    at = rng.randrange(1, len(text))
    return text[:at] + letter + text[at:]


def digits(rng: Random, length: int) -> str:
    return f"{rng.randrange(1, 10)}" + "".join(str(rng.randrange(10)) for _ in range(length - 1))


def in_other_digits(rng: Random, text: str) -> str:
    return text.translate(str.maketrans("0123456789", rng.choice(OTHER_DIGITS)))


def name_of(number: int) -> str:
    return str(person(number)["full_name"])
