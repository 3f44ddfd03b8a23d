"""What the self-check of the law found wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Where, and what, in both languages."""

    where: str
    vi: str
    en: str
