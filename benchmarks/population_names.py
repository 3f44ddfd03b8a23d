"""How the people of the generated province are called: shares of names as they are met, not evenly drawn.

The majority's names are this table's own; the minorities' are put together from the sample province's syllables.
"""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from app.sample.names import NAMINGS

KINH_PER_CENT = 80
MINORITIES = tuple(naming for naming in NAMINGS if naming.people != "kinh")
MINORITY_SHARES = tuple(naming.share for naming in MINORITIES)
SECOND_GIVEN = 0.12
INITIAL_ALONE = 0.4


class Name(NamedTuple):
    """A name in its parts; a part that somebody does not have is empty."""

    family: str
    middle: str
    given: str

    @property
    def full(self) -> str:
        """As it stands on the card."""
        return " ".join(part for part in self if part)


class Weighted(NamedTuple):
    """Words, and how often they are met beside each other."""

    words: tuple[str, ...]
    bounds: tuple[float, ...]

    def draw(self, rng: Random) -> str:
        """One of them."""
        return rng.choices(self.words, cum_weights=self.bounds)[0]


def weighted(text: str) -> Weighted:
    """`Nguyễn 31 Trần 11 …`; an underscore keeps two syllables together."""
    parts = text.split()
    return _of(parts[::2], [float(part) for part in parts[1::2]])


def ranked(text: str) -> Weighted:
    """Words from the most frequent to the least: the tenth is met about a third as often as the first."""
    words = text.split()
    return _of(words, [1 / (place + 5) for place in range(len(words))])


def _of(words: Sequence[str], weights: Sequence[float]) -> Weighted:
    return Weighted(tuple(word.replace("_", " ") for word in words), tuple(accumulate(weights)))


FAMILIES = weighted(
    "Nguyễn 31 Trần 10.9 Lê 8.9 Phạm 5.9 Huỳnh 4.6 Võ 3.6 Phan 3.3 Trương 2.4 Đặng 2.2 Bùi 2.2 Hồ 1.8 Đỗ 1.8 Ngô 1.5 "
    "Dương 1.4 Đinh 1.2 Lý 1.1 Hoàng 1.1 Lương 0.9 Trịnh 0.9 Đoàn 0.9 Mai 0.9 Cao 0.8 Đào 0.8 Vũ 0.8 Lâm 0.8 Châu 0.6 "
    "Tô 0.6 Hà 0.6 Thái 0.5 Tạ 0.5 Lưu 0.5 Phùng 0.5 Tôn_Nữ 0.1 Kiều 0.4 La 0.3 Quách 0.3 Trà 0.2 Văn 0.2 Từ 0.2 "
    "Nghiêm 0.2 Tống 0.3 Giang 0.2 Âu 0.1 Thân 0.2 Ông 0.1 Ung 0.1"
)
MIDDLES = {
    "male": weighted(
        "Văn 36 Minh 5 Ngọc 5 Thanh 5 Đức 5 Hữu 5 Quốc 4 Xuân 4 Công 3 Đình 3 Hoàng 3 Tấn 3 Anh 2 Trọng 2 Thành 2 "
        "Nhật 2 Gia 2 Hoài 1.5 Trung 1.5 Bá 1 Viết 1 Quang 2 Kim 1 Duy 2 Phước 1 Thế 1 Tuấn 1.5 Trường 0.8 Sĩ 0.5 Chí 1"
    ),
    "female": weighted(
        "Thị 46 Thị_Ngọc 4 Thị_Thu 4 Thị_Kim 4 Thị_Mỹ 3 Thị_Thanh 4 Thị_Hồng 2.5 Thị_Tuyết 2 Thị_Bích 2 Thị_Minh 1.5 "
        "Thị_Thùy 2 Ngọc 5 Thanh 3 Kim 3 Thùy 2.5 Bích 2 Mỹ 2 Như 1.5 Minh 1 Hoàng 1 Phương 1.5 Quỳnh 1 Thị_Phương 1.5"
    ),
}
GIVENS = {
    "male": ranked(
        "Hùng Dũng Tuấn Minh Hải Sơn Thành Nam Cường Long Phúc Quang Tâm Hòa Bình Tài Thắng Đức Huy Trung Khánh Lâm "
        "Phong Tùng Vinh Hiếu Tú Anh Tiến Toàn Phước Thanh Duy Hoàng Vũ Kiệt Lộc Nghĩa An Sang Trường Công Việt Khoa "
        "Phát Thịnh Hậu Đạt Nhân Tân Đông Danh Hưng Lợi Thọ Quý Bảo Trí Hào Ngọc Chiến Thông Thuận Sáu Bảy Tư Hai Năm "
        "Lực Khang Thiện Châu Chính Cảnh Dương Giang Hiền Điền Khương Kỳ Luân Mạnh Nguyên Quân Quyền Tấn Thái Thạch "
        "Thương Tín Trọng Tỵ Xuân Ý Hoan Đủ Của Út Rê Mười Chín Tám"
    ),
    "female": ranked(
        "Hoa Lan Hương Hồng Mai Hà Thảo Trang Linh Ngọc Phương Nga Thủy Hạnh Liên Tuyết Loan Yến Thúy Hiền Vân Dung "
        "Oanh Nhung Hằng Anh Thu Xuân Trinh Thanh Bích Nguyệt Huệ Cúc Ánh Kiều Trâm Vy Nhi Ngân My Diễm Thơ Hòa Tâm "
        "Lệ Mỹ Trúc Quyên Đào Ly Phượng Sương Thoa Lý Lành Bông Gái Út Chi Châu Diệu Duyên Giang Hậu Hiệp Hoài Huyền "
        "Khánh Kim Lài Lựu Mận Minh Nữ Phúc Phụng Quý Quỳnh Sen Tám Thắm Thân Thi Thuận Thương Tiên Trà Tươi Uyên Xinh "
        "Chín Bảy Sáu Năm Tư Ba Hai Mười Nở Đẹp Điệp Được"
    ),
}


def draw(rng: Random, sex: str) -> Name:
    """Somebody's name, of the majority or of a minority."""
    if rng.random() * 100 < KINH_PER_CENT:
        return Name(FAMILIES.draw(rng), MIDDLES[sex].draw(rng), given(rng, sex))
    naming = rng.choices(MINORITIES, MINORITY_SHARES)[0]
    own = rng.choice(naming.givens[sex])
    if rng.random() * 100 < naming.single_word_percent:
        return Name("", "", own)
    if naming.initials and rng.random() < INITIAL_ALONE:
        return Name("", "", f"{rng.choice(naming.initials)}{own}")
    middle = rng.choice(naming.middles[sex])
    family = rng.choices(naming.families, naming.weights)[0]
    return Name(family, "", f"{middle}{own}") if middle.endswith(("’", "'")) else Name(family, middle, own)


def given(rng: Random, sex: str) -> str:
    """A given name of the majority, of two syllables now and then."""
    own = GIVENS[sex].draw(rng)
    return f"{GIVENS[sex].draw(rng)} {own}" if rng.random() < SECOND_GIVEN else own
