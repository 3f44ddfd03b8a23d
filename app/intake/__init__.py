"""Intake: lists taken in, and lists mended."""

from app.intake.mending import MendedReceipt, mend
from app.intake.taking import Order, Receipt, Upload, rule_facts, take

__all__ = ["MendedReceipt", "Order", "Receipt", "Upload", "mend", "rule_facts", "take"]
