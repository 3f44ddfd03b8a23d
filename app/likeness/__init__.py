"""PURE: how alike two records of people are. No database, no HTTP; scores are sums of named reasons."""

from app.likeness.reasons import REASONS, Reason
from app.likeness.scoring import Likeness, at_most, likeness
from app.likeness.sides import Side

__all__ = ["REASONS", "Likeness", "Reason", "Side", "at_most", "likeness"]
