"""A sent file as a list read, whatever form it has; what it may cost comes from the settings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.files import lists, xlsx_out
from app.files.declared import JSON_TYPE, declared, with_source_font
from app.files.lists import Limits, ReadList
from app.files.sent_file import SentFile
from app.rules.fact import Fact
from app.settings import settings


def read_file(
    file: SentFile, facts: Sequence[Fact], *, partial: bool = False, received_on: date | None = None
) -> ReadList:
    """The list in a file: XLSX or CSV by its bytes, JSON by its media type.

    `partial`: mended rows alone, which need not say again what stands above their table. `received_on`: the day on
    which the paper came, after which nobody in it was born.
    """
    return lists.read(file.data, file.media_type, facts, limits(), partial=partial, received_on=received_on)


def media_type_of(file: SentFile) -> str:
    """What a readable list is kept as, with what was declared of it: it is read so again."""
    said = declared(file.media_type)
    told = xlsx_out.MEDIA_TYPE if file.data.startswith(b"PK") else "text/csv"
    kind = JSON_TYPE if said.is_json else told
    if said.windows_1258:
        kind = f"{kind}; charset=windows-1258"
    return with_source_font(kind, said.source_font) if said.source_font else kind


def limits() -> Limits:
    """What a file may cost, from the settings."""
    given = settings()
    return Limits(
        rows_max=given.rows_max, cells_max=given.sheet_cells_max, unzipped_max=given.unzipped_max,
        members_max=given.zip_members_max, seconds_max=given.parse_seconds_max, memory_max=given.parse_memory_max,
    )  # fmt: skip


def form_limits() -> Limits:
    """The same for a form of ours that comes back filled: it has as many sheets as we gave it."""
    return replace(limits(), parts_max=settings().form_parts_max)
