"""A sent file as a list read, whatever form it has; what it may cost comes from the settings."""

from collections.abc import Sequence

from app.files import lists, xlsx_out
from app.files.lists import JSON_TYPE, Limits, ReadList
from app.files.sent_file import SentFile
from app.rules.fact import Fact
from app.settings import settings


def read_file(file: SentFile, facts: Sequence[Fact], *, partial: bool = False) -> ReadList:
    """The list in a file: XLSX or CSV by its bytes, JSON by its media type.

    `partial`: mended rows alone, which need not say again what stands above their table.
    """
    return lists.read(file.data, file.media_type, facts, limits(), partial=partial)


def media_type_of(file: SentFile) -> str:
    """What a readable list is kept as."""
    if file.media_type == JSON_TYPE:
        return JSON_TYPE
    return xlsx_out.MEDIA_TYPE if file.data.startswith(b"PK") else "text/csv"


def limits() -> Limits:
    """What a file may cost, from the settings."""
    given = settings()
    return Limits(
        rows_max=given.rows_max, cells_max=given.sheet_cells_max, unzipped_max=given.unzipped_max,
        members_max=given.zip_members_max, seconds_max=given.parse_seconds_max, memory_max=given.parse_memory_max,
    )  # fmt: skip
