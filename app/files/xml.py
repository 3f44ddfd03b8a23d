"""The one reader of XML from outside: lxml with every door shut, and what it leaves open shut by ourselves.

lxml cuts a text at a comment (`E000<!-- x -->123` reads as E000), passes entities through as they stand, and
nests without end: a bank's file could so be turned to another's payment. Such files are refused whole.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from lxml import etree

MIB = 1024 * 1024
BYTES_MAX = 100 * MIB
DEPTH_MAX = 32

Element = etree._Element  # noqa: SLF001 – lxml's only name for its element type

REFUSALS = {
    "XML_TOO_LARGE": ("Tệp XML quá lớn.", "The XML file is too large."),
    "XML_NOT_UTF8": ("Tệp XML không phải UTF-8.", "The XML file is not UTF-8."),
    "XML_DTD": ("Tệp XML có DTD hoặc thực thể: không nhận.", "The XML file has a DTD or entities: refused."),
    "XML_SPLIT_TEXT": (
        "Tệp XML có chú thích hoặc phần tử lạ nằm giữa một giá trị: không nhận.",
        "The XML file has a comment or an element inside a value: refused.",
    ),
    "XML_BROKEN": ("Tệp không phải XML đúng dạng.", "The file is not well-formed XML."),
    "XML_TOO_DEEP": ("Tệp XML lồng quá sâu.", "The XML file is nested too deeply."),
    "XML_OTHER_MESSAGE": (
        "Tệp XML không phải loại thông điệp được nhận.",
        "The XML file is not a message that is taken here.",
    ),
}


@dataclass(frozen=True, slots=True)
class NotReadable:
    """Why a whole file is refused."""

    code: str
    vi: str
    en: str


class Refused(Exception):  # noqa: N818 – an answer to bad data, caught inside files
    """A file that is not trusted; `why` says it to the user."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.why = NotReadable(code, *REFUSALS[code])


_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[^#\s&;<]+;")
_SPLIT = re.compile(rb"[^>\s](?:<!--|<\?)|(?:-->|\?>)\s*[^<\s]")
_BOM = b"\xef\xbb\xbf"
_TOO_DEEP = etree.XPath("boolean(" + "/".join("*" * DEPTH_MAX) + ")")


def parse(data: bytes, bytes_max: int = BYTES_MAX) -> Element:
    """The root of a file. Raises Refused."""
    data = _guarded(data, bytes_max)
    shut = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, shut)
    except etree.XMLSyntaxError:
        raise Refused("XML_BROKEN") from None
    return _shallow(root)


def stream(data: bytes, name: str, namespaces: Collection[str], bytes_max: int = BYTES_MAX) -> Iterator[Element]:
    """Each element called `name`, then the root with what stands around them; memory stays small.

    An element is empty when the next is asked for. Raises Refused, also midway: book nothing before the end.
    """
    events = etree.iterparse(
        BytesIO(_guarded(data, bytes_max)), events=("end",),
        tag=[f"{{{space}}}{name}" for space in namespaces],
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        for _, element in events:
            yield _shallow(element)
            element.clear()
            _forget_before(element)
    except etree.XMLSyntaxError:
        raise Refused("XML_BROKEN") from None
    if namespace(events.root) not in namespaces:
        raise Refused("XML_OTHER_MESSAGE")
    yield _shallow(events.root)


def namespace(element: Element) -> str:
    """The namespace of an element, which says its message and version."""
    return etree.QName(element).namespace or ""


def text(element: Element, path: str) -> str:
    """The trimmed text at a path of local names in the element's own namespace, `""` where there is none."""
    found = find(element, path)
    return "" if found is None else value(found)


def children(element: Element, once: Collection[str]) -> dict[str, Element]:
    """The children in the element's own namespace by local name, the first of each: one pass for many.

    Raises Refused where one of `once` stands twice: nobody can say which of them counts.
    """
    prefix = element.tag.partition("}")[0] + "}"
    found: dict[str, Element] = {}
    for child in element:
        if child.tag.startswith(prefix):
            name = child.tag[len(prefix) :]
            if found.setdefault(name, child) is not child and name in once:
                raise Refused("XML_OTHER_MESSAGE")
    return found


def find(element: Element, path: str) -> Element | None:
    """The first element at a path of local names in the element's own namespace."""
    found: Element | None = element
    for tag in _tags(element.tag.partition("}")[0] + "}", path):
        found = next(found.iterchildren(tag), None) if found is not None else None
    return found


def value(element: Element) -> str:
    """The trimmed text of an element without children. Raises Refused where something splits it."""
    if len(element):
        raise Refused("XML_SPLIT_TEXT")
    return (element.text or "").strip()


@lru_cache(maxsize=256)
def _tags(prefix: str, path: str) -> tuple[str, ...]:
    return tuple(prefix + step for step in path.split("/"))


def _guarded(data: bytes, bytes_max: int) -> bytes:
    """The bytes without BOM, if they hold nothing that a bank has no reason to send."""
    if len(data) > bytes_max:
        raise Refused("XML_TOO_LARGE")
    data = data.removeprefix(_BOM)
    if not _is_utf8(data):
        raise Refused("XML_NOT_UTF8")
    if _DTD.search(data) or _ENTITY.search(data):
        raise Refused("XML_DTD")
    # The search is slow, and hardly any file has comments or instructions after its declaration.
    if (b"<!--" in data or b"<?" in data[1:]) and _SPLIT.search(data):
        raise Refused("XML_SPLIT_TEXT")
    return data


def _is_utf8(data: bytes) -> bool:
    declared = _DECLARED.match(data[:200])
    if b"\0" in data or (declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _shallow(element: Element) -> Element:
    if _TOO_DEEP(element):
        raise Refused("XML_TOO_DEEP")
    return element


def _forget_before(element: Element) -> None:
    parent = element.getparent()
    before = element.getprevious()
    if parent is not None and before is not None and before.tag == element.tag:
        parent.remove(before)
