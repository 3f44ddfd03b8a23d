"""The clock of the service, which can jump while it runs: libfaketime stands before it and reads a file of ours.

Only the time of day jumps. What counts seconds since the machine started is left alone, as a wrong clock leaves it.
It makes every wait for Python's lock dear, so it stands there only while the clock is to jump.
"""

import importlib.util
from collections.abc import Mapping
from pathlib import Path

LIBRARY = Path("vendor/libfaketime/src/libfaketime.so.1")
JUMPS = ("-400d", "-1h", "-1s", "+1h", "+45d", "+120d", "+366d")
TRUE = "+0"


class Clock:
    """A file that says how wrong the clock is."""

    def __init__(self, file: Path) -> None:
        self.file = file.absolute()
        self.library = _library()
        self.set(TRUE)

    @property
    def environment(self) -> Mapping[str, str]:
        """What puts it before a process."""
        if self.library is None:
            return {}
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, offset: str) -> None:
        """From now on it is wrong by so much."""
        self.file.write_text(offset + "\n", "ascii")


def _library() -> Path | None:
    spec = importlib.util.find_spec("libfaketime")
    found = [Path(place) / LIBRARY for place in (spec.submodule_search_locations if spec else None) or ()]
    return next((path.resolve() for path in found if path.exists()), None)
