"""The public posting of a list (niêm yết): who, born when, from where, how much; no number, no account, no health.

What is posted is fixed as JSON when it is made; PDF and XLSX are made from that, the same bytes every time.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import orjson

from app.files import printed_page, xlsx_out
from app.files.printed_sheet import PrintedSheet, thousands
from app.files.words import vnd_in_words
from app.files.xlsx_styles import Style


@dataclass(frozen=True, slots=True)
class PostedRow:
    """One person."""

    full_name: str
    birth_year: int | None
    group: str  # the commune, or the employer
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class PostingList:
    """What hangs on the wall."""

    issuer: tuple[str, ...]
    title: str
    policy: str
    place: str
    posted_from: date
    posted_to: date
    objections_to: str  # where one says what is wrong
    rows: tuple[PostedRow, ...] = field(repr=False)

    @property
    def amount_vnd(self) -> int:
        """The sum of all."""
        return sum(row.amount_vnd for row in self.rows)


TITLES = ("STT", "Họ và tên", "Năm sinh", "Xã, phường, thị trấn / Đơn vị", "Số tiền đề nghị (đồng)")
COLUMNS = ((7, Style.NUMBER), (34, Style.WORDS), (10, Style.NUMBER), (44, Style.WORDS), (22, Style.MONEY))


def kept(posting: PostingList) -> bytes:
    """What a posting says, to be kept."""
    return orjson.dumps(asdict(posting), option=orjson.OPT_SORT_KEYS)


def read(data: bytes) -> PostingList:
    """A posting that was kept."""
    said: dict[str, Any] = orjson.loads(data)
    days = {name: date.fromisoformat(said[name]) for name in ("posted_from", "posted_to")}
    rows = tuple(PostedRow(**row) for row in said["rows"])
    return PostingList(**{**said, **days, "issuer": tuple(said["issuer"]), "rows": rows})


def days_of(posting: PostingList) -> str:
    """How long it hangs, and where."""
    return (
        f"Niêm yết từ ngày {posting.posted_from:%d/%m/%Y} đến hết ngày {posting.posted_to:%d/%m/%Y} tại {posting.place}"
    )


def pdf(posting: PostingList) -> bytes:
    """For the wall."""
    rows = [
        [str(number), row.full_name, str(row.birth_year or ""), row.group, thousands(row.amount_vnd)]
        for number, row in enumerate(posting.rows, start=1)
    ]
    return printed_page.pdf(
        "posting",
        {
            "issuer": posting.issuer,
            "title": posting.title,
            "policy": posting.policy,
            "days": days_of(posting),
            "objections": _objections(posting),
            "titles": TITLES,
            "rows": rows,
            "total": _total(posting),
            "words": f"Bằng chữ: {vnd_in_words(posting.amount_vnd)}",
        },
    )


def xlsx(posting: PostingList) -> bytes:
    """The same as a workbook."""
    sheet = PrintedSheet("Niêm yết", [width for width, _ in COLUMNS])
    sheet.add_heading(" ".join(posting.issuer), posting.title, posting.policy, days_of(posting))
    sheet.page(posting.title, "", f"{len(posting.rows)} người, {thousands(posting.amount_vnd)} đồng")
    sheet.add_titles(TITLES)
    styles = tuple(style for _, style in COLUMNS)
    for number, row in enumerate(posting.rows, start=1):
        sheet.add((number, row.full_name, row.birth_year, row.group, row.amount_vnd), styles)
    sheet.add_total(f"Tổng cộng: {len(posting.rows)} người", len(COLUMNS) - 1, posting.amount_vnd)
    sheet.add_words(posting.amount_vnd)
    sheet.add_merged(_objections(posting))
    sheet.add_signatures(("Người lập", "Thủ trưởng cơ quan"))
    return xlsx_out.write([sheet])


def _total(posting: PostingList) -> str:
    return f"Tổng cộng: {len(posting.rows)} người, {thousands(posting.amount_vnd)} đồng"


def _objections(posting: PostingList) -> str:
    return f"Ý kiến, phản ánh xin gửi về {posting.objections_to} trong thời gian niêm yết."
