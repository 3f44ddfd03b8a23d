"""Old fonts: told nearly always where a name is written for one, and hardly ever where it is not."""

import shutil
import subprocess
import unicodedata

import pytest

from app.files.legacy_fonts import converted, legacy_text
from app.files.syllables import is_vietnamese
from tests.bad_input.fonts import FONTS, NAMES, false_alarms, names, recall


def test_false_alarms_over_normal_names_are_fewer_than_one_in_a_thousand() -> None:
    assert len(names()) == NAMES
    assert false_alarms() <= NAMES // 1_000


@pytest.mark.parametrize("font", FONTS)
def test_of_names_in_an_old_font_ninety_nine_in_a_hundred_are_told_and_read_right(font: str) -> None:
    found = recall(font)
    assert found.names > 10_000
    assert found.right >= found.names * 0.99


@pytest.mark.parametrize("font", FONTS)
def test_what_is_declared_is_read_back_letter_by_letter(font: str) -> None:
    for name in names()[:2_000]:
        old = FONTS[font](name)
        if all(ord(letter) < 0x100 for letter in old) and "ñ" not in name.casefold():  # a letter of both
            assert converted(old, font).casefold() == name.casefold()  # TCVN3 has few capitals


@pytest.mark.skipif(shutil.which("iconv") is None, reason="the C library's converter is not here")
def test_tcvn3_is_read_as_the_c_library_reads_it() -> None:
    for number in range(0xA1, 0xFF):
        done = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=bytes([number]), capture_output=True, check=False
        )
        if done.returncode == 0:
            assert converted(chr(number), "TCVN3") == unicodedata.normalize("NFC", done.stdout.decode())


@pytest.mark.parametrize(
    "word", ["nguyễn", "Quyền", "gì", "giếng", "Nghiêng", "khuya", "OÁCH", "ước", "y", "quýt", "thuở", "hoà", "Đắk"]
)
def test_syllables_of_vietnamese_are_known(word: str) -> None:
    assert is_vietnamese(word) == (word != "Đắk")


@pytest.mark.parametrize("word", ["Brêu", "Srôñ", "cat", "các̀", "tèt", "Kràng", "nguyeãn", "§µo", "", "wá", "Bŭ"])
def test_others_are_not(word: str) -> None:
    assert not is_vietnamese(word)


@pytest.mark.parametrize(
    "text", ["Coca-Cola®", "25 m²", "½ ngày", "Số 5 – Lê Lợi", "«Tân»", "© 2021", "Hà Nam", "café", "Zürich", "10°C"]
)
def test_signs_that_stand_for_themselves_are_no_old_font(text: str) -> None:
    assert legacy_text(text) is None
