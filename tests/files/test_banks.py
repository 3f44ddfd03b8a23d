"""Banks are found by whatever a form calls them, and never guessed."""

import pytest

from app.files.banks import banks, by_bin, find, names

SPELLINGS = {
    "970405": ("Agribank", "NH Nông nghiệp", "NHNo&PTNT", "Ngân hàng NN&PTNT Việt Nam",
               "Agribank Ninh Thuận", "agribank - PGD Phan Rang", "970405",
               "NGÂN HÀNG NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN VIỆT NAM"),
    "970436": ("Vietcombank", "VCB", "Vietcombank (VCB)", "  vietcombank  ",
               "Ngân hàng TMCP Ngoại thương Việt Nam - CN Ninh Thuận",
               "Ngoai thuong"),
    "970415": ("VietinBank", "Công Thương", "NH TMCP Công thương VN", "Vietin Bank"),
    "970400": ("Saigonbank", "TMCP Sài Gòn Công Thương"),
    "970443": ("SHB", "NH TMCP Sài Gòn - Hà Nội", "Sài Gòn – Hà Nội"),
    "970429": ("SCB", "Ngân hàng TMCP Sài Gòn", "NH Sài Gòn CN Ninh Thuận"),
    "970422": ("MB", "MB Bank", "MBBank", "Quân đội", "Ngân hàng Thương mại Cổ phần Quân đội"),
    "970418": ("BIDV", "BIDV Ninh Thuận", "Đầu tư và Phát triển", "NH ĐT&PT Việt Nam"),
    "970426": ("MSB", "NH Hàng Hải"),
    "970446": ("Co-opBank", "NH Hợp tác xã Việt Nam"),
    "970449": ("LPBank", "LienVietPostBank", "Lộc Phát"),
    "970454": ("Bản Việt", "BVBank"),
    "970455": ("IBK - Chi nhánh Hà Nội",),
}  # fmt: skip


@pytest.mark.parametrize(("bin_", "text"), [(bin_, text) for bin_, texts in SPELLINGS.items() for text in texts])
def test_a_bank_is_found_by_its_usual_names(bin_: str, text: str) -> None:
    assert find(text) == bin_


@pytest.mark.parametrize(
    "text", ["", " ", "Ngân hàng", "VN", "bank", "Thương Tín", "Agribank, BIDV", "IBK", "970499",
             "Ngân hàng Chính sách xã hội", "Kho bạc Nhà nước", "Tín dụng"]
)  # fmt: skip
def test_what_names_no_bank_or_two_is_not_guessed(text: str) -> None:
    assert find(text) is None


def test_every_bank_is_found_by_its_bin_its_short_name_and_its_name() -> None:
    assert len(banks()) == 56
    for bank in banks().values():
        assert {find(bank.bin), find(bank.short_name), find(bank.name)} == {bank.bin}


def test_no_two_banks_share_a_name() -> None:
    assert len(set(names().values())) == len(banks())


def test_the_bins_that_published_guides_mix_up_are_right() -> None:
    bank = by_bin("970415")
    assert bank is not None
    assert (bank.short_name, bank.bic) == ("VietinBank", "ICBVVNVX")
    assert by_bin("970436") is not banks()["970415"]
    assert by_bin("000000") is None
