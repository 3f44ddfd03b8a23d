"""The province of the sample: Ninh Thuận as it was in 2021."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune with its kind in its name ("Phường Đô Vinh")."""

    code: str
    name: str
    district_code: str


COMMUNES = (
    Commune("22738", "Phường Đô Vinh", "582"),
    Commune("22741", "Phường Phước Mỹ", "582"),
    Commune("22744", "Phường Bảo An", "582"),
    Commune("22747", "Phường Phủ Hà", "582"),
    Commune("22750", "Phường Thanh Sơn", "582"),
    Commune("22753", "Phường Mỹ Hương", "582"),
    Commune("22756", "Phường Tấn Tài", "582"),
    Commune("22759", "Phường Kinh Dinh", "582"),
    Commune("22762", "Phường Đạo Long", "582"),
    Commune("22765", "Phường Đài Sơn", "582"),
    Commune("22768", "Phường Đông Hải", "582"),
    Commune("22771", "Phường Mỹ Đông", "582"),
    Commune("22774", "Xã Thành Hải", "582"),
    Commune("22777", "Phường Văn Hải", "582"),
    Commune("22779", "Phường Mỹ Bình", "582"),
    Commune("22780", "Phường Mỹ Hải", "582"),
    Commune("22783", "Xã Phước Bình", "584"),
    Commune("22786", "Xã Phước Hòa", "584"),
    Commune("22789", "Xã Phước Tân", "584"),
    Commune("22792", "Xã Phước Tiến", "584"),
    Commune("22795", "Xã Phước Thắng", "584"),
    Commune("22798", "Xã Phước Thành", "584"),
    Commune("22801", "Xã Phước Đại", "584"),
    Commune("22804", "Xã Phước Chính", "584"),
    Commune("22807", "Xã Phước Trung", "584"),
    Commune("22810", "Thị trấn Tân Sơn", "585"),
    Commune("22813", "Xã Lâm Sơn", "585"),
    Commune("22816", "Xã Lương Sơn", "585"),
    Commune("22819", "Xã Quảng Sơn", "585"),
    Commune("22822", "Xã Mỹ Sơn", "585"),
    Commune("22825", "Xã Hòa Sơn", "585"),
    Commune("22828", "Xã Ma Nới", "585"),
    Commune("22831", "Xã Nhơn Sơn", "585"),
    Commune("22834", "Thị trấn Khánh Hải", "586"),
    Commune("22846", "Xã Vĩnh Hải", "586"),
    Commune("22852", "Xã Phương Hải", "586"),
    Commune("22855", "Xã Tân Hải", "586"),
    Commune("22858", "Xã Xuân Hải", "586"),
    Commune("22861", "Xã Hộ Hải", "586"),
    Commune("22864", "Xã Tri Hải", "586"),
    Commune("22867", "Xã Nhơn Hải", "586"),
    Commune("22868", "Xã Thanh Hải", "586"),
    Commune("22870", "Thị trấn Phước Dân", "587"),
    Commune("22873", "Xã Phước Sơn", "587"),
    Commune("22876", "Xã Phước Thái", "587"),
    Commune("22879", "Xã Phước Hậu", "587"),
    Commune("22882", "Xã Phước Thuận", "587"),
    Commune("22888", "Xã An Hải", "587"),
    Commune("22891", "Xã Phước Hữu", "587"),
    Commune("22894", "Xã Phước Hải", "587"),
    Commune("22912", "Xã Phước Vinh", "587"),
    Commune("22837", "Xã Phước Chiến", "588"),
    Commune("22840", "Xã Công Hải", "588"),
    Commune("22843", "Xã Phước Kháng", "588"),
    Commune("22849", "Xã Lợi Hải", "588"),
    Commune("22853", "Xã Bắc Sơn", "588"),
    Commune("22856", "Xã Bắc Phong", "588"),
    Commune("22885", "Xã Phước Hà", "589"),
    Commune("22897", "Xã Phước Nam", "589"),
    Commune("22898", "Xã Phước Ninh", "589"),
    Commune("22900", "Xã Nhị Hà", "589"),
    Commune("22903", "Xã Phước Dinh", "589"),
    Commune("22906", "Xã Phước Minh", "589"),
    Commune("22909", "Xã Phước Diêm", "589"),
    Commune("22910", "Xã Cà Ná", "589"),
)

DISTRICTS = {
    "582": "Thành phố Phan Rang-Tháp Chàm", "584": "Huyện Bác Ái", "585": "Huyện Ninh Sơn", "586": "Huyện Ninh Hải",
    "587": "Huyện Ninh Phước", "588": "Huyện Thuận Bắc", "589": "Huyện Thuận Nam",
}  # fmt: skip
LABOUR_DEPARTMENT, CULTURE_DEPARTMENT, EMPLOYMENT_CENTRE = "SLDTBXH", "SVHTTDL", "TTDVVL"
OFFICES = {
    LABOUR_DEPARTMENT: "Sở Lao động - Thương binh và Xã hội", CULTURE_DEPARTMENT: "Sở Văn hóa, Thể thao và Du lịch",
    EMPLOYMENT_CENTRE: "Trung tâm Dịch vụ việc làm",
}  # fmt: skip
"""Offices of the province; the service gives them codes of its own."""

WEIGHTS = {"582": 1.6, "584": 0.5, "585": 0.9, "586": 1.1, "587": 1.5, "588": 0.7, "589": 0.8}
"""How many freelance workers a commune of a district lists, against the mean."""

NAMES = {commune.code: commune.name for commune in COMMUNES} | {"00000": "Ngoài tỉnh"}
