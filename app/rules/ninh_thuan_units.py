"""Ninh Thuận as it was in 2021: the province, its 7 districts, its 65 communes, by code and period; and offices.

Codes are used again: by March 2025 the city had 13 communes, and 22750 named Phường Phủ Hà where in 2021 it
named Phường Thanh Sơn. So a unit is known by its code and a day, never by the code alone.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit while its code named it; both days count."""

    kind: str  # province | district | commune | department | employment_centre
    code: str
    name: str  # with its kind: "Phường Đô Vinh"
    parent_code: str | None
    valid_from: date
    valid_to: date | None


PROVINCE = "58"
OUTSIDE = "00000"
"""What a form says of a place outside the province."""

FIRST = date(2021, 1, 1)
"""The lists that the codes were read from are of January 2021; an earlier beginning is not claimed."""

LAST = date(2025, 6, 30)
"""Districts ceased, and the province became part of Khánh Hòa, on 1 July 2025."""

RENAMED = date(2024, 12, 31)
"""The day 22750 passed to Phủ Hà could not be read: it lies before March 2025. Until here nothing is in doubt."""


def _commune(code: str, name: str, district_code: str, last: date = LAST) -> UnitRecord:
    return UnitRecord("commune", code, name, district_code, FIRST, last)


def _district(code: str, name: str) -> UnitRecord:
    return UnitRecord("district", code, name, PROVINCE, FIRST, LAST)


LABOUR_DEPARTMENT, CULTURE_DEPARTMENT, EMPLOYMENT_CENTRE = "SLDTBXH", "SVHTTDL", "TTDVVL"
"""Offices of the province bear codes of our own; when they were merged into others is not claimed."""

UNITS: tuple[UnitRecord, ...] = (
    UnitRecord("province", PROVINCE, "Tỉnh Ninh Thuận", None, FIRST, LAST),
    UnitRecord("department", LABOUR_DEPARTMENT, "Sở Lao động - Thương binh và Xã hội", PROVINCE, FIRST, LAST),
    UnitRecord("department", CULTURE_DEPARTMENT, "Sở Văn hóa, Thể thao và Du lịch", PROVINCE, FIRST, LAST),
    UnitRecord("employment_centre", EMPLOYMENT_CENTRE, "Trung tâm Dịch vụ việc làm", LABOUR_DEPARTMENT, FIRST, LAST),
    _district("582", "Thành phố Phan Rang-Tháp Chàm"),
    _district("584", "Huyện Bác Ái"),
    _district("585", "Huyện Ninh Sơn"),
    _district("586", "Huyện Ninh Hải"),
    _district("587", "Huyện Ninh Phước"),
    _district("588", "Huyện Thuận Bắc"),
    _district("589", "Huyện Thuận Nam"),
    _commune("22738", "Phường Đô Vinh", "582"),
    _commune("22741", "Phường Phước Mỹ", "582"),
    _commune("22744", "Phường Bảo An", "582"),
    _commune("22747", "Phường Phủ Hà", "582"),
    _commune("22750", "Phường Thanh Sơn", "582", RENAMED),
    _commune("22753", "Phường Mỹ Hương", "582"),
    _commune("22756", "Phường Tấn Tài", "582"),
    _commune("22759", "Phường Kinh Dinh", "582"),
    _commune("22762", "Phường Đạo Long", "582"),
    _commune("22765", "Phường Đài Sơn", "582"),
    _commune("22768", "Phường Đông Hải", "582"),
    _commune("22771", "Phường Mỹ Đông", "582"),
    _commune("22774", "Xã Thành Hải", "582"),
    _commune("22777", "Phường Văn Hải", "582"),
    _commune("22779", "Phường Mỹ Bình", "582"),
    _commune("22780", "Phường Mỹ Hải", "582"),
    _commune("22783", "Xã Phước Bình", "584"),
    _commune("22786", "Xã Phước Hòa", "584"),
    _commune("22789", "Xã Phước Tân", "584"),
    _commune("22792", "Xã Phước Tiến", "584"),
    _commune("22795", "Xã Phước Thắng", "584"),
    _commune("22798", "Xã Phước Thành", "584"),
    _commune("22801", "Xã Phước Đại", "584"),
    _commune("22804", "Xã Phước Chính", "584"),
    _commune("22807", "Xã Phước Trung", "584"),
    _commune("22810", "Thị trấn Tân Sơn", "585"),
    _commune("22813", "Xã Lâm Sơn", "585"),
    _commune("22816", "Xã Lương Sơn", "585"),
    _commune("22819", "Xã Quảng Sơn", "585"),
    _commune("22822", "Xã Mỹ Sơn", "585"),
    _commune("22825", "Xã Hòa Sơn", "585"),
    _commune("22828", "Xã Ma Nới", "585"),
    _commune("22831", "Xã Nhơn Sơn", "585"),
    _commune("22834", "Thị trấn Khánh Hải", "586"),
    _commune("22846", "Xã Vĩnh Hải", "586"),
    _commune("22852", "Xã Phương Hải", "586"),
    _commune("22855", "Xã Tân Hải", "586"),
    _commune("22858", "Xã Xuân Hải", "586"),
    _commune("22861", "Xã Hộ Hải", "586"),
    _commune("22864", "Xã Tri Hải", "586"),
    _commune("22867", "Xã Nhơn Hải", "586"),
    _commune("22868", "Xã Thanh Hải", "586"),
    _commune("22870", "Thị trấn Phước Dân", "587"),
    _commune("22873", "Xã Phước Sơn", "587"),
    _commune("22876", "Xã Phước Thái", "587"),
    _commune("22879", "Xã Phước Hậu", "587"),
    _commune("22882", "Xã Phước Thuận", "587"),
    _commune("22888", "Xã An Hải", "587"),
    _commune("22891", "Xã Phước Hữu", "587"),
    _commune("22894", "Xã Phước Hải", "587"),
    _commune("22912", "Xã Phước Vinh", "587"),
    _commune("22837", "Xã Phước Chiến", "588"),
    _commune("22840", "Xã Công Hải", "588"),
    _commune("22843", "Xã Phước Kháng", "588"),
    _commune("22849", "Xã Lợi Hải", "588"),
    _commune("22853", "Xã Bắc Sơn", "588"),
    _commune("22856", "Xã Bắc Phong", "588"),
    _commune("22885", "Xã Phước Hà", "589"),
    _commune("22897", "Xã Phước Nam", "589"),
    _commune("22898", "Xã Phước Ninh", "589"),
    _commune("22900", "Xã Nhị Hà", "589"),
    _commune("22903", "Xã Phước Dinh", "589"),
    _commune("22906", "Xã Phước Minh", "589"),
    _commune("22909", "Xã Phước Diêm", "589"),
    _commune("22910", "Xã Cà Ná", "589"),
)

COMMUNES = {unit.code: unit.name for unit in UNITS if unit.kind == "commune"} | {OUTSIDE: "ngoài tỉnh"}
"""What a form may name as a place, by code."""
