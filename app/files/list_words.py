"""Cells that name one of several things: choices, yes and no, communes, banks."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from app.files import banks
from app.files.grid import Cell, text_of
from app.files.latin import folded
from app.files.list_faults import Problem
from app.rules.fact import Choice
from app.rules.ninh_thuan_units import OUTSIDE, UNITS

SHOWN_MAX = 4
YES = frozenset({"co", "x", "yes", "y", "true", "dung"})
NO = frozenset({"khong", "no", "n", "false", "sai", "k"})
OUTSIDE_WORDS = frozenset({"ngoai tinh", "tinh khac", "ngoai tinh ninh thuan"})
_CODE = re.compile(r"([0-9]{5})\s*(?:[-–—.:,]*\s*(.+))?")
_UNIT_KIND = re.compile(r"^(?:phuong|xa|thi tran|p|x|tt)[. ]+")


def choice_reader(choices: tuple[Choice, ...]) -> Callable[[Cell], object]:
    """Reads one of the choices by its word, another spelling of it, or its code."""
    codes = _unambiguous(
        (folded(spelling), choice.code) for choice in choices for spelling in (choice.vi, choice.code, *choice.aliases)
    )
    shown = "; ".join(choice.vi for choice in choices[:SHOWN_MAX]) + ("; …" if len(choices) > SHOWN_MAX else "")

    def read(cell: Cell) -> object:
        word = folded(text_of(cell))
        return codes.get(word) or (Problem("CHOICE_UNKNOWN", detail=shown) if word else None)

    return read


def read_yes_no(cell: Cell) -> object:
    """Có or Không, or the like."""
    word = folded(text_of(cell))
    if not word or word in YES or word in NO:
        return word in YES if word else None
    return Problem("CHOICE_UNKNOWN", detail="Có; Không")


def read_commune(cell: Cell) -> object:
    """A commune's code from `22738 - Phường Đô Vinh`, from the code alone, or from a name that only one bears."""
    text = text_of(cell).strip()
    given = _CODE.fullmatch(text)
    if given:
        return _by_code(given[1], folded(given[2] or ""))
    word = folded(text)
    if word in OUTSIDE_WORDS:
        return OUTSIDE
    found = _codes().get(word) or _codes().get(_bare(word))
    return found or (Problem("COMMUNE_UNKNOWN") if word else None)


def _by_code(code: str, name: str) -> object:
    if code == OUTSIDE and (not name or name in OUTSIDE_WORDS):
        return code
    known = _names().get(code)
    if known is None:
        return Problem("COMMUNE_UNKNOWN")
    if name and _bare(name) != _bare(folded(known)):
        return Problem("COMMUNE_MISMATCH", detail=known)
    return code


@cache
def _names() -> dict[str, str]:
    return {unit.code: unit.name for unit in UNITS if unit.kind == "commune"}


@cache
def _codes() -> dict[str, str]:
    """The code of every name that is one commune's alone, with its kind or without."""
    whole = [(folded(name), code) for code, name in _names().items()]
    return _unambiguous([*whole, *((_bare(name), code) for name, code in whole)])


def _bare(word: str) -> str:
    return _UNIT_KIND.sub("", word)


def read_bank(cell: Cell) -> object:
    """A bank's BIN, from whatever the form calls it."""
    text = " ".join(text_of(cell).split())
    found = banks.find(text) if text.isprintable() else None  # nothing unseen between the letters
    return found or (Problem("BANK_UNKNOWN") if text else None)


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    kept = dict.fromkeys(pairs)
    bearers = Counter(word for word, _ in kept)
    return {word: code for word, code in kept if bearers[word] == 1}
