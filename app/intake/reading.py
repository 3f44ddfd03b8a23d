"""Sent files as lists read: archives opened, each file read by what its bytes are; what cannot be read says why."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from app import rules
from app.errors import Invalid
from app.files import archive
from app.files.declared import SOURCE_FONT, declared, with_source_font
from app.files.lists import Fault, ReadList
from app.files.sent_file import SentFile
from app.reading import limits, media_type_of, read_file
from app.rules.fact import Fact


class PolicyUnknown(Invalid):
    """Không có chính sách "{policy}". Các chính sách: {known}.
    There is no policy "{policy}". The policies are: {known}.
    """


class ArchiveRefused(Invalid):
    """Không nhận tệp nén này: {what}
    The archive is not accepted: {what_en}
    """


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came and as it was read."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    read: ReadList
    sha256: bytes  # of the bytes; where an old font was declared, of these and of what was declared

    @property
    def broken(self) -> list[Fault]:
        """What is wrong with the file as a whole: such a file is not kept."""
        return list(self.read.whole_faults)


def read_all(
    policy: str, files: Sequence[SentFile], *, partial: bool = False, received_on: date | None = None
) -> list[Upload]:
    """Every list of the files, archives opened; a partial list may leave its header to the list that it mends.

    Raises PolicyUnknown, ArchiveRefused.
    """
    if policy not in rules.POLICIES:
        raise PolicyUnknown(policy=policy, known=", ".join(rules.POLICIES))
    facts = rules.POLICIES[policy].facts
    members = [file for sent in files for file in _members(sent)]
    return [_read(file, facts, partial=partial, received_on=received_on) for file in members]


def _members(sent: SentFile) -> Iterator[SentFile]:
    """The files of an archive; any other file by itself."""
    if not archive.is_archive(sent.data):
        yield sent
        return
    font = declared(sent.media_type).source_font
    found = archive.members(sent.data, limits())
    if isinstance(found, Fault):
        raise ArchiveRefused(what=found.vi, what_en=found.en, extra={"fault": found.code})
    for name, data in found:
        yield SentFile(name, with_source_font("", font) if font else "", data)


def _read(file: SentFile, facts: Sequence[Fact], *, partial: bool, received_on: date | None) -> Upload:
    read = read_file(file, facts, partial=partial, received_on=received_on)
    return Upload(file.name, media_type_of(file), file.data, read, digest(file))


def digest(file: SentFile) -> bytes:
    """By which a file is known again. The same bytes, to be read in another font, are another version of a list."""
    font = declared(file.media_type).source_font
    return hashlib.sha256(file.data + (f"\n{SOURCE_FONT}={font}".encode() if font else b"")).digest()
