"""Many lists in one ZIP: their names, for showing, and their bytes."""

from zipfile import BadZipFile, ZipInfo

from app.files.limits import Limits
from app.files.list_faults import Fault, file_fault
from app.files.list_grids import CONTENT_TYPES
from app.files.zip_directory import ENCRYPTED, MAGIC, entries, unpacked

NAME_CHARACTERS_MAX = 200
FIRST_NAME_AT = 30  # where the first file's name stands
FIRST_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"mimetype")
DOCUMENT_PARTS = (CONTENT_TYPES, "mimetype")  # of Office, of OpenDocument
UTF8_NAME = 0x800
NESTED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
SYSTEM_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def is_archive(data: bytes) -> bool:
    """Whether a file is an archive of lists (a workbook is a ZIP as well, and is none). A broken one is."""
    return data.startswith(MAGIC) and not _is_document(data)


def members(data: bytes, limits: Limits) -> list[tuple[str, bytes]] | Fault:
    """The files in an archive. Their names are for showing only; folders and what systems leave behind are none."""
    listed = entries(data)
    if listed is None:
        return file_fault("ARCHIVE_DAMAGED")
    wanted = [info for info in listed if not _is_beside(info)]
    if len(wanted) > limits.members_max:
        return file_fault("ARCHIVE_TOO_LARGE")
    found: list[tuple[str, bytes]] = []
    left = limits.unzipped_max
    for info in wanted:
        content = _content(data, info, left)
        if isinstance(content, Fault):
            return content
        if content.startswith(NESTED) or is_archive(content):
            return file_fault("ARCHIVE_NESTED")
        left -= len(content)
        found.append((_name(info), content))
    return found or file_fault("ARCHIVE_EMPTY")


def _is_document(data: bytes) -> bool:
    """Whether a ZIP is one document in parts; also one so broken that only its beginning tells."""
    listed = entries(data)
    if listed is None:
        return data[FIRST_NAME_AT:].startswith(FIRST_PARTS)
    return any(info.filename in DOCUMENT_PARTS for info in listed)


def _content(data: bytes, info: ZipInfo, most: int) -> bytes | Fault:
    """The real bytes of a member, whatever size it claims."""
    if info.flag_bits & ENCRYPTED:
        return file_fault("FILE_ENCRYPTED")
    pieces, size = [], 0
    try:
        for piece in unpacked(data, info):
            size += len(piece)
            if size > most:
                return file_fault("ARCHIVE_TOO_LARGE")
            pieces.append(piece)
    except BadZipFile:
        return file_fault("ARCHIVE_DAMAGED")
    return b"".join(pieces)


def _is_beside(info: ZipInfo) -> bool:
    parts = info.filename.replace("\\", "/").split("/")
    return not parts[-1] or "__MACOSX" in parts or parts[-1] in SYSTEM_FILES or parts[-1].startswith("._")


def _name(info: ZipInfo) -> str:
    """The name with the folder it lies in, which may be the unit's code; many tools write UTF-8 and do not say so."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    last = "/".join(parts[-2:])
    return "".join(letter for letter in last if letter.isprintable())[:NAME_CHARACTERS_MAX]
