"""What must always hold of the money and its evidence (I1 to I14), asked of the database itself, in SQL."""

from app.invariants.checking import INVARIANTS, check
from app.invariants.invariant import Breach, Invariant, Part, Result

__all__ = ["INVARIANTS", "Breach", "Invariant", "Part", "Result", "check"]
