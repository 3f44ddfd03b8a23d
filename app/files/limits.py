"""What one file may take before it is refused; the figures stand in settings.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of rows, cells, bytes, time and memory one file gets."""

    rows_max: int  # of one list
    cells_max: int  # of one sheet, empty ones between used ones included
    unzipped_max: int  # bytes, really unpacked
    members_max: int  # files in one archive
    seconds_max: int  # of processor time for one spreadsheet
    memory_max: int  # bytes, for one spreadsheet
    parts_max: int = 200  # of one workbook: its sheets, and what it is made of beside them
