"""The style sheet and the script: read once, named by their content, so that a browser may keep them."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of ours that pages refer to."""

    data: bytes = field(repr=False)
    media_type: str
    digest: str


def _read(name: str, media_type: str) -> StaticFile:
    data = (FOLDER / name).read_bytes()
    return StaticFile(data, media_type, hashlib.sha256(data).hexdigest()[:16])


FILES = {
    "console.css": _read("console.css", "text/css; charset=utf-8"),
    "console.js": _read("console.js", "text/javascript; charset=utf-8"),
}


def address(name: str) -> str:
    """Where a page finds the file; another content has another address."""
    return f"/console/static/{name}?v={FILES[name].digest}"
