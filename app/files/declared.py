"""What a sender declares of a file beside it: its kind, its encoding, the old font that its texts are written for.

It travels as parameters of the media type, which is kept with the file: so it is read the same way ever after.
"""

from dataclasses import dataclass

JSON_TYPE = "application/json"
SOURCE_FONT = "source-font"
_WINDOWS_1258 = frozenset({"windows-1258", "cp1258", "x-cp1258"})


@dataclass(frozen=True, slots=True)
class Declared:
    """The kind of a file as `type/subtype`, and what is said of its texts; empty where nothing is."""

    kind: str = ""
    windows_1258: bool = False
    source_font: str = ""  # TCVN3, VNI, or UNICODE: not to be asked whether it is one of the others

    @property
    def is_json(self) -> bool:
        """JSON is told by its media type, everything else by its bytes."""
        return self.kind == JSON_TYPE


def declared(media_type: str) -> Declared:
    """What a media type says. A parameter that says nothing here is passed over."""
    kind, *parameters = media_type.split(";")
    said = {}
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        said[name.strip().lower()] = value.strip().strip('"')
    charset = said.get("charset", "").lower()
    return Declared(kind.strip().lower(), charset in _WINDOWS_1258, said.get(SOURCE_FONT, "").upper())


def with_source_font(media_type: str, font: str) -> str:
    """The media type of a file whose texts are written for an old font."""
    return f"{media_type or 'application/octet-stream'}; {SOURCE_FONT}={font}"
