"""The instruments that carry the policies of Resolution 68: since which day each holds, and how it is cited.

Decision 23 from 7 July 2021; widened by Resolution 126 from 8 October, whose conditions held before their
procedure came with Decision 33 on 6 November.
"""

from datetime import date

from app.rules.law import Citation

ORIGINAL = date(2021, 7, 7)
"""Resolution 68's own first day could not be confirmed (1 July, from signing); Decision 23 carries it out from here."""

WIDENED = date(2021, 10, 8)
PROCEDURE = date(2021, 11, 6)

DECISION_33 = Citation("33/2021/QĐ-TTg", "1")
"""The articles of Decision 23 that it replaces could not be read by number."""


def decision_23(unit: str) -> Citation:
    """An article of the decision that carries the resolution out."""
    return Citation("23/2021/QĐ-TTg", unit)


def resolution_126(clause: int) -> Citation:
    """What Resolution 126 made of a clause of Section II of Resolution 68."""
    return Citation("126/NQ-CP", f"1 (68/NQ-CP II.{clause})")
