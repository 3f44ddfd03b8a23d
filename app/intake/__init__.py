"""Intake: lists taken in, and lists mended."""

from app.intake.mending import Dates, MendedReceipt, mend
from app.intake.refusing import Order
from app.intake.taking import Receipt, rule_facts, take

__all__ = ["Dates", "MendedReceipt", "Order", "Receipt", "mend", "rule_facts", "take"]
