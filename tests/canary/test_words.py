"""Free words are kept in plain, so nobody's number is taken in them; days, amounts and paper numbers are."""

import pytest
from pydantic import TypeAdapter, ValidationError

from app.routers.shapes import Text

WORDS: TypeAdapter[str] = TypeAdapter(Text)


@pytest.mark.parametrize(
    "said",
    [
        "CCCD 058188734519", "058.188.734.519", "gọi 0911 734 501", "số 264734527", "tài khoản 4901734500011",
        "0911.734.501 nhé", "ngày 01/02/2021 058188734519", "1.500.000 đồng vào 4901734500011",
    ],
)  # fmt: skip
def test_a_number_of_somebodys_is_refused(said: str) -> None:
    with pytest.raises(ValidationError, match="nobody's identity") as refused:
        WORDS.validate_python(said)
    assert refused.value.errors()[0]["type"] == "number_in_words"


@pytest.mark.parametrize(
    "said",
    [
        "Đủ điều kiện", "Quyết định 301/QĐ-UBND ngày 15/11/2021", "từ 01-07-2021 đến 31-07-2021", "1.500.000.000 đồng",
        "2021-08-10, 2021-08-11", "hồ sơ 12345678",
        "HS-2021-000123", "01.07.2021 31.07.2021", "dòng 12, 13, 14, 15, 16",
    ],
)  # fmt: skip
def test_days_amounts_and_papers_are_taken(said: str) -> None:
    assert WORDS.validate_python(said) == said
