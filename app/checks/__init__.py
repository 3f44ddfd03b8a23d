"""The named checks: each asks one question of applications, and is set by the province."""

from app.checks import accounts, deaths, elsewhere, phones, twice
from app.checks.check import Check, Effect, Moment

__all__ = ["ASK", "CHECKS", "Check", "Effect", "Moment"]

CHECKS: dict[str, Check] = {
    check.code: check
    for module in (accounts, phones, deaths, elsewhere, twice)
    for check in module.CHECKS
}  # fmt: skip

ASK = (
    "Hãy hỏi Sở Lao động - Thương binh và Xã hội tỉnh.",
    "Ask the province's Department of Labour.",
)
"""Whom to ask about what lies outside the reader's scope, of which no more is told."""
