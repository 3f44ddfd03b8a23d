"""Pages for paper: the same bytes for the same data, whole Vietnamese, and nothing that was written becomes markup."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pypdf
import pytest

from app.files import open_points_sheet
from app.files.open_points_sheet import Answer, OpenPointLine, in_words

LETTERS = "ăâđêôơưàảãạằẳẵặầẩẫậèẻẽẹềểễệìỉĩịòỏõọồổỗộờởỡợùủũụừửữựỳỷỹỵ"
ON = date(2021, 11, 15)
SAID_AT = datetime(2021, 11, 14, 18, 30, tzinfo=UTC)  # the 15th already in Viet Nam


def line(question: str, answer: Answer | None = None, kind: str = "yes_no") -> OpenPointLine:
    """A point of the sheet."""
    return OpenPointLine("freelance.a_point", question, kind, ("freelance",), "68/NQ-CP II.12", 1234, 5_678_900, answer)


def read(data: bytes) -> str:
    """The text of all pages, spaces as one."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def printed(*lines: OpenPointLine) -> str:
    """The text of a sheet with these points."""
    return read(open_points_sheet.write("Tỉnh Ninh Thuận", ON, lines))


def test_the_same_data_gives_the_same_bytes_and_other_data_others() -> None:
    one, again, other = (open_points_sheet.write("Tỉnh", ON, [line(said)]) for said in ("Có?", "Có?", "Không?"))
    assert one == again != other


def test_a_page_says_nothing_of_when_and_where_it_was_printed() -> None:
    told: Any = pypdf.PdfReader(io.BytesIO(open_points_sheet.write("Tỉnh", ON, []))).metadata
    assert told["/CreationDate"] == told["/ModDate"] == "D:20210101000000Z"
    assert told["/Title"] == "Phiếu xác nhận các điểm luật chưa rõ"


def test_every_vietnamese_letter_is_printed() -> None:
    found = printed(line(f"{LETTERS} {LETTERS.upper()}"))
    assert set(LETTERS + LETTERS.upper()) <= set(found)


def test_the_font_comes_with_the_page() -> None:
    page = pypdf.PdfReader(io.BytesIO(open_points_sheet.write("Tỉnh", ON, [line("Có?")]))).pages[0]
    fonts: Any = page["/Resources"]
    names = {font["/BaseFont"] for font in fonts["/Font"].values()}
    assert names and all("LibertinusSerif" in name or "DejaVuSansMono" in name for name in names)
    assert {"/FontFile3", "/FontFile2"} & {
        key for font in fonts["/Font"].values() for key in font["/DescendantFonts"][0]["/FontDescriptor"]
    }


@pytest.mark.parametrize(
    "said", ['#read("/etc/hostname")', "*đậm* _nghiêng_ $x^2$", "#panic()", '] #import "@preview/x:1.0.0": *', "<a> @b"]
)
def test_what_somebody_wrote_is_shown_and_not_run(said: str) -> None:
    assert said in printed(line(said))


def test_a_point_without_an_answer_has_room_for_one() -> None:
    found = printed(line("Một?"), line("Hai?", kind="date"), line("Ba?", kind="money"), line("Bốn?", kind="integer"))
    assert "Có Không" in found and "Ngày ……… tháng ……… năm …………" in found
    assert "Số tiền: ………………………… đồng" in found and "Số: …………………" in found
    assert "1.234 hồ sơ" in found and "5.678.900 đồng" in found
    assert "(12) Hỗ trợ người lao động không có giao kết hợp đồng" in found and "Các điểm đã xác nhận" not in found


def test_an_answered_point_stands_with_its_source_and_the_day_in_viet_nam() -> None:
    found = printed(line("Một?", Answer(value=True, citation="Công văn 1 điểm 2", person="Lê Thị Luật", at=SAID_AT)))
    assert "Không còn điểm luật nào chưa được xác nhận." in found
    assert "Có Công văn 1 điểm 2 Lê Thị Luật, 15/11/2021" in found


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("yes_no", True, "Có"),
        ("yes_no", False, "Không"),
        ("date", "2022-02-01", "01/02/2022"),
        ("integer", 15, "15"),
        ("money", 1_500_000, "1.500.000 đồng"),
    ],
)
def test_an_answer_is_written_as_a_person_writes_it(kind: str, value: object, words: str) -> None:
    assert in_words(kind, value) == words
