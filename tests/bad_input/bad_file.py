"""A file that must come back, with what is answered."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file, made when it is wanted."""

    make: Callable[[], bytes]
    code: str
    status: int = 422
    media_type: str = ""
