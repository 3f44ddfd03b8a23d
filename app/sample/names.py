"""Syllables that the sample's names are put together from, by people. Nobody in particular is meant.

The minorities' names carry what a Vietnamese-alphabet filter would refuse: apostrophes of two kinds,
clan names of several words, letters such as č, ñ, ŭ, and single-word names.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Naming:
    """How a people's names are built: weighted family names, middle and given names by sex."""

    people: str
    share: int  # per cent of the province
    families: tuple[str, ...]
    weights: tuple[int, ...]
    middles: dict[str, tuple[str, ...]]
    givens: dict[str, tuple[str, ...]]
    single_word_percent: int = 0
    initials: tuple[str, ...] = ()  # K'Ho and Raglai: one of these before the given name, no family name


def words(text: str) -> tuple[str, ...]:
    """The words of a line; an underscore keeps two syllables together."""
    return tuple(word.replace("_", " ") for word in text.split())


_KINH_MALE = words(
    "An Bảo Bình Chánh Chiến Công Cường Danh Dũng Duy Đại Đạt Điền Đông Đức Giang Hải Hào Hậu Hiển Hiếu Hòa Hoàng "
    "Hùng Huy Hưng Khang Khánh Khoa Kiên Kiệt Lâm Lộc Long Luân Lực Minh Nam Nghĩa Nhân Nhật Phát Phong Phú Phúc "
    "Phước Quang Quân Quý Sang Sinh Sơn Tài Tâm Tân Thái Thành Thắng Thiện Thịnh Thông Thuận Tiến Toàn Trí Trung "
    "Trường Tú Tuấn Tùng Vinh Vũ Vương"
)
_KINH_FEMALE = words(
    "Ánh Bích Châu Chi Cúc Diễm Diệp Diệu Dung Đào Giang Hà Hạnh Hằng Hiền Hoa Hoài Hồng Huệ Hương Kiều Lan Lành Lệ "
    "Liên Liễu Linh Loan Ly Mai Mận Mỹ Nga Ngân Ngọc Nguyệt Nhàn Nhi Như Nhung Nữ Oanh Phương Phượng Quyên Sương "
    "Tâm Thảo Thắm Thơ Thu Thúy Thủy Thương Tiên Trang Trâm Trinh Trúc Tuyết Uyên Vân Vi Xuân Yến"
)
_CHAM_MALE = words(
    "Bạo Bộ Cảnh Chất Dân Diễn Đài Đặng Đô Đượng Hiệu Hoá Khuê Lập Lưỡng Mãnh Ngân Ngói Nhuận Nở Phận Quốc Rạng "
    "Sử Sơn Tảo Thập Thế Thoại Thư Tiểu Tràng Trị Trọng Tuyển Viết Xê Ý"
)
_CHAM_FEMALE = words(
    "Bung Cải Chước Dạm Diên Đàm Đẹp Đôi Giỏi Hoan Hởi Khách Lèo Lược Mạn Mùi Nang Ngỡ Nhiển Nọn Phông Quyền Sanh "
    "Sính Thảnh Thiểm Thuyền Tím Trầm Trượt Út Vạn Xướng Yên"
)
_RAGLAI_MALE = words(
    "Bảo Bênh Chiêu Diêng Dút Đền Giang Hiên Hương Khiêm Lâu Lem Liêu Ngọt Nhiêu Nghiệp Phiếu Quyên Sia Soan Tân "
    "Tèm Thia Thôn Thuyên Tiếp Tỉnh Trắc Xuyên Y"
)
_RAGLAI_FEMALE = words(
    "Bé Bính Chút Dậm Dim Duyên Gái Hem Hiếm Hoẻn Kiêng Lân Lĩa Mai Mên Nem Ngang Nhơn Nhiễm Phơm Riêng Siêng Thệp "
    "Thiêm Tiêng Trang Triêm Ưng Vấn Xanh"
)
_KHO_MALE = words("Brêu Brìn Bŭ Brồi Čuê Dịu Èn Glơh Hạnh Hiếu Jang Kràng Lâm Ñim Oanh Phiang Sáu Srôñ Tèo Tim Văn Yệu")
_KHO_FEMALE = words(
    "Biên Brẹo Čih Diễm Gùng Hên Jiêng Kơ Liêng Mỡm Mpol Ngôñ Nhiêm Nhờm Pơi Răng Rŭt Siu Thuyên Tuyết Xuân"
)

NAMINGS = (
    Naming(
        "kinh",
        76,
        words("Nguyễn Trần Lê Phạm Huỳnh Võ Phan Trương Bùi Đặng Đỗ Ngô Hồ Dương Đinh Mai Lý Đoàn Cao Tôn_Nữ Châu Lâm"),
        (31, 11, 9, 7, 6, 5, 5, 4, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1),
        {
            "male": words(
                "Văn Văn Văn Hữu Đức Minh Quốc Thanh Ngọc Xuân Công Đình Tấn Anh Gia Hoài Nhật Trọng Thành Trung "
                "Bá Viết Quang"
            ),
            "female": words(
                "Thị Thị Thị Thị Thị_Ngọc Thị_Thu Thị_Kim Thị_Mỹ Ngọc Thanh Kim Thùy Bích Mỹ Như "
                "Thị_Thanh Thị_Hồng Thị_Tuyết"
            ),
        },
        {"male": _KINH_MALE, "female": _KINH_FEMALE},
    ),
    Naming(
        "cham",
        12,
        words(
            "Đàng Quảng Thành Hán Bá Lưu Não Thiên Kiều Từ Phú Báo Đạo Trượng Châu Hứa Lộ Miêu Nại Tài Thập "
            "Đổng Vạn Trà Ức"
        ),
        (8, 6, 6, 5, 5, 5, 2, 4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 1),
        {
            "male": words("Văn Năng Ngọc Xuân Thanh Minh Quốc Đại Thái Tấn Sinh Hồng"),
            "female": words("Thị Thị Thị Nữ Nữ_Thanh Thị_Kim Thị_Mỹ Nữ_Hoàng"),
        },
        {"male": _CHAM_MALE, "female": _CHAM_FEMALE},
    ),
    Naming(
        "raglai",
        10,
        words("Chamaléa Katơ Pi_Năng Pinăng Pupur Patâu_Axá Tà_In Tain Mấu Tro Bo_Bo Cao Ba_Râu Đá_Mài Chà_Panh Taing"),
        (10, 9, 8, 5, 4, 4, 3, 4, 3, 3, 2, 4, 1, 1, 1, 2),
        {"male": words("Văn Minh Quốc Xuân Thành Hồng"), "female": words("Thị Thị Thị Thị_Kim Thị_Hồng")},
        {"male": _RAGLAI_MALE, "female": _RAGLAI_FEMALE},
        single_word_percent=3,
    ),
    Naming(
        "kho",
        2,
        words("Bon_Niêng Rơ_Ông Kơ_Să Čil Liêng_Hót Cil Păng_Ting Ksor Lơ_Mu"),
        (4, 3, 3, 2, 3, 4, 2, 1, 1),
        {"male": words("K’ K' K’ Ha"), "female": words("Ka Ka K’ K' H’")},
        {"male": _KHO_MALE, "female": _KHO_FEMALE},
        single_word_percent=5,
        initials=("K’", "K'", "Ka ", "Ha ", "H’"),
    ),
)
"""The peoples and about their shares of the province (Kinh, Chăm, Raglai, K'Ho)."""
