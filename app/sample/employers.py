"""The employers of the sample: name, tax code, address, kind. None of them exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random

from app.sample.names import words
from app.sample.numbers import Numbers

LINES = {
    "enterprise": (
        "Công ty TNHH Du lịch", "Công ty TNHH May mặc", "Công ty TNHH Thương mại Dịch vụ", "Công ty Cổ phần Khách sạn",
        "Công ty TNHH Xây dựng", "Công ty TNHH Vận tải", "Công ty Cổ phần Thủy sản", "Công ty TNHH Ăn uống",
        "Doanh nghiệp tư nhân", "Công ty TNHH Một thành viên", "Công ty Cổ phần Muối", "Công ty TNHH Thêu đan",
    ),
    "cooperative": ("Hợp tác xã Nông nghiệp", "Hợp tác xã Vận tải", "Hợp tác xã Dịch vụ"),
    "self_financing_unit": ("Trung tâm Dịch vụ công", "Ban Quản lý chợ", "Nhà Văn hóa"),
    "private_school": ("Trường Mầm non tư thục", "Trường Tiểu học tư thục", "Trung tâm dạy nghề tư thục"),
    "household_business": ("Hộ kinh doanh", "Hộ kinh doanh nhà nghỉ", "Hộ kinh doanh quán ăn"),
}  # fmt: skip
FIRST = words("Nắng Gió Biển Cát Sóng Đồi Suối Tháp Vườn Nho Muối Hoa Đá Làng Trăng Mây Rừng Bến Cánh Ruộng")
SECOND = words("Vàng Xanh Hồng Bạc Mới Lành Trong Ấm Rộng Sớm Hiền Vui Thơm Sáng Cao Đẹp Ngọt Dài Tươi Nhỏ")
STREETS = ("Thống Nhất", "Ngô Gia Tự", "Quang Trung", "16 Tháng 4", "Trần Phú", "Lê Lợi", "Hùng Vương", "Nguyễn Trãi")


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer; `kind` is a code of the form."""

    name: str
    tax_code: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Stoppage:
    """From which day an employer's work stood still, and what kept its workers away."""

    first: date
    worker_cause: str = "none"


def titles(rng: Random) -> dict[str, Iterator[str]]:
    """For each kind its possible names in a random order, each once."""
    found = {}
    for kind, lines in LINES.items():
        names = [f"{line} {first} {second}" for line, first, second in product(lines, FIRST, SECOND)]
        rng.shuffle(names)
        found[kind] = iter(names)
    return found


def employer(rng: Random, numbers: Numbers, names: dict[str, Iterator[str]], kind: str, commune: str) -> Employer:
    """An employer of a kind in a commune."""
    address = f"Số {rng.randrange(1, 400)} đường {rng.choice(STREETS)}, {commune}, tỉnh Ninh Thuận"
    return Employer(next(names[kind]), numbers.tax_code(), address, kind)
