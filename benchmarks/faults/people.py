"""Everybody of a run, counted: a name, numbers and an account that nobody else has."""

import threading
from typing import Any

from tests.faults.crowd import crowd

BANK = "Agribank"
Row = dict[str, Any]


class People:
    """Hands out people who were not there before."""

    def __init__(self) -> None:
        self._next = 0
        self._lock = threading.Lock()

    def some(self, number: int, *, transfer: bool = True) -> list[Row]:
        """So many rows of new people, paid by the bank or in cash."""
        with self._lock:
            first, self._next = self._next, self._next + number
        rows = crowd(number, first=first)
        if not transfer:
            return rows
        paid = {"payment_method": "transfer", "bank": BANK}
        return [row | paid | {"account_number": account_of(first + nth)} for nth, row in enumerate(rows, start=1)]


def account_of(nth: int) -> str:
    """The account of one of them."""
    return f"49012{nth:08d}"
