"""ZIP archives as hostile as they may be: what they list, and their real bytes whatever the headers claim."""

import stat
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MAGIC = b"PK\x03\x04"
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES, _COMMENT_MAX, _ENTRY_BYTES_MAX = 22, 65_535, 1024
_COUNT_MAX = 0xFFFE  # one more would say that the number stands elsewhere
_HEADER_BYTES = 30
_SLICE = 16 * 1024  # packed bytes at a time: no slice unpacks to more than about a thousand times as much
ENCRYPTED = 0x1


def entries(data: bytes) -> list[ZipInfo] | None:
    """What an archive lists; None where it is no archive, is broken, or lists more than the format can count.

    An archive begins at its first byte and ends with its last: what hides another file before, between or behind
    its own parts is read in one way by one program and in another by the next.
    """
    end = data.rfind(_END, max(0, len(data) - _END_BYTES - _COMMENT_MAX))
    if not data.startswith(MAGIC) or end < 0 or len(data) - end < _END_BYTES or data[end - 20 : end - 16] == _END_64:
        return None
    count, size, offset, comment = struct.unpack_from("<HIIH", data, end + 10)
    if offset + size != end or end + _END_BYTES + comment != len(data):
        return None
    if count > _COUNT_MAX or size > count * _ENTRY_BYTES_MAX:  # before anything is made of them
        return None
    try:
        with ZipFile(BytesIO(data)) as archive:
            listed = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        return None
    return listed if len(listed) == count else None


def is_link(info: ZipInfo) -> bool:
    """Whether an entry is a symbolic link."""
    return stat.S_ISLNK(info.external_attr >> 16)


def unpacked(data: bytes, info: ZipInfo) -> Iterator[bytes]:
    """The real bytes of an entry, piece by piece. Raises BadZipFile where they cannot be had."""
    packed = _packed(data, info)
    if info.compress_type == ZIP_STORED:
        yield from (bytes(packed[at : at + _SLICE]) for at in range(0, len(packed), _SLICE))
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _SLICE):
            yield inflater.decompress(packed[at : at + _SLICE])
        yield inflater.flush()
    except zlib.error as error:
        raise BadZipFile from error
    if not inflater.eof:
        raise BadZipFile


def _packed(data: bytes, info: ZipInfo) -> memoryview:
    start = info.header_offset
    if start < 0 or data[start : start + 4] != MAGIC or len(data) < start + _HEADER_BYTES:
        raise BadZipFile
    if info.flag_bits & ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile
    name, extra = struct.unpack_from("<HH", data, start + 26)
    first = start + _HEADER_BYTES + name + extra
    return memoryview(data)[first : first + info.compress_size]
