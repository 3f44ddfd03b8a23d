"""A file as somebody sent it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SentFile:
    """The name is for showing, and for the unit whose folder it lies in; what the bytes are, they say themselves."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
