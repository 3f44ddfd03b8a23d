"""How well old fonts are told: over the names of the province's peoples, in Unicode and written for each font."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from app.files.legacy_fonts import legacy, legacy_text
from app.sample.names import NAMINGS
from app.sample.people import compose
from tests.bad_input import old_fonts

NAMES = 50_000
FONTS: Mapping[str, Callable[[str], str]] = {"TCVN3": old_fonts.in_tcvn3, "VNI": old_fonts.in_vni}


@dataclass(frozen=True, slots=True)
class Recall:
    """Names whose letters a font changes, those told, and those whose proposal reads right."""

    names: int
    told: int
    right: int

    @property
    def percent(self) -> float:
        """Told and read right, of a hundred."""
        return round(100 * self.right / self.names, 3)


@cache
def names() -> tuple[str, ...]:
    """So many names, by the peoples' shares."""
    rng = Random(2021)
    share = NAMES // 100
    drawn = [compose(rng, each, rng.choice(("male", "female"))) for each in NAMINGS for _ in range(share * each.share)]
    return tuple(unicodedata.normalize("NFC", name) for name in drawn)


def false_alarms() -> int:
    """Names in Unicode that are taken for an old font's, as a name or as a text, as they are or in capitals."""
    return sum(any(legacy(each) or legacy_text(each) for each in (name, name.upper())) for name in names())


def recall(font: str) -> Recall:
    """Over the different names that the font can write and does not leave as they are."""
    written = {name: FONTS[font](name) for name in names()}
    changed = {name: old for name, old in written.items() if old != name and all(ord(letter) < 0x100 for letter in old)}
    found = {name: legacy(old) for name, old in changed.items()}
    told = {name: each[1] for name, each in found.items() if each}
    right = sum(proposed.casefold() == name.casefold() for name, proposed in told.items())  # TCVN3 has few capitals
    return Recall(len(changed), len(told), right)
