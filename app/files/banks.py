"""The banks and their BINs, found by whatever a form calls them.

BINs and names: letter 1589/NHNN-TT of 5 March 2024 (assigned up to 31 December 2023). BICs are second hand
and to be confirmed with the bank; other_names holds old and new names, since banks are renamed and merged.
The Bank for Social Policies and the State Treasury have no BIN there.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from app.files.latin import folded

_HEAD = re.compile(
    r"(?:(?:ngan hang|nh|nhtm|nhtmcp|thuong mai|tm|tmcp|co phan|cp|tnhh|mtv|mot thanh vien|lien doanh"
    r"|cong ty tai chinh) )+"
)
"""Words before a name that tell no bank from another."""

LED_LETTERS_MIN = 4
_WORD = re.compile(r"[a-z0-9]+")
_PARTS = re.compile(r"[()\[\],;/–—|]|\s-|-\s|\b(?:chi nhanh|cn|pgd|phong giao dich|hoac)\b")


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank. `bin` has 6 digits (NAPAS); `bic` is unconfirmed, None where not known."""

    bin: str
    short_name: str
    name: str
    bic: str | None


@lru_cache(maxsize=4096)
def find(text: str) -> str | None:
    """The BIN of the bank that `text` names: BIN, short, full or usual name, with or without diacritics.

    None where nothing, or more than one bank, is named: a bank is never guessed.
    """
    plain = folded(text)
    whole = _named(plain)
    if whole:
        return whole
    named = {found for part in _PARTS.split(plain) if (found := _named(part) or _led(part))}
    return named.pop() if len(named) == 1 else None


def by_bin(bin_: str) -> Bank | None:
    """The bank of a BIN."""
    return banks().get(bin_)


@cache
def banks() -> dict[str, Bank]:
    """All banks, by BIN."""
    return {row["bin"]: Bank(row["bin"], row["short_name"], row["name"], row["bic"] or None) for row in _rows()}


@cache
def names() -> dict[str, str]:
    """The key of every name, and its BIN. Raises ValueError where banks.csv gives two banks one name."""
    found: dict[str, str] = {}
    for row in _rows():
        spellings = (row["bin"], row["short_name"], row["name"], *row["other_names"].split("|"))
        for key in filter(None, (_key(folded(spelling)) for spelling in spellings)):
            if found.setdefault(key, row["bin"]) != row["bin"]:
                raise ValueError(f"banks.csv: two banks are called {key}")
    return found


def _rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("banks.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _key(plain: str) -> str:
    """The words that tell the bank, run together: `MB Bank` and `MBBank` are one."""
    words = " ".join(word for word in _WORD.findall(plain) if word != "va")
    head = _HEAD.match(words)
    name = words[head.end() :] if head else words
    return name.removesuffix(" viet nam").removesuffix(" vn").replace(" ", "")


def _named(plain: str) -> str | None:
    key = _key(plain)
    return names().get(key) or names().get(key.removesuffix("bank"))


def _led(plain: str) -> str | None:
    """`Agribank Ninh Thuận`: a name of one word, too long for a chance abbreviation, then a place."""
    named = [names().get(word) if len(word) >= LED_LETTERS_MIN else None for word in _WORD.findall(plain)]
    return named[0] if named and set(named) <= {named[0], None} else None
