"""The forms of policy 8 (Mẫu số 08a, 08b): a facility's or a commune's list of the treated and of the isolated.

The printed columns of both forms could not be read at their source.
"""

from app.rules.fact import BIRTH_CERTIFICATE, CLOSING, PERSON, RESIDENCE, Choice, Fact, Kind, Place

TREATMENT_PLACES = (
    Choice("facility", "Tại cơ sở điều trị", "In a treatment facility", ("Cơ sở điều trị", "Bệnh viện")),
    Choice("home", "Tại nhà", "At home", ("Ở nhà", "Nơi cư trú")),
)
ISOLATION_PLACES = (
    Choice(
        "facility",
        "Tại cơ sở cách ly tập trung",
        "In an isolation facility",
        ("Cách ly tập trung", "Cơ sở cách ly", "Tập trung"),
    ),
    Choice("home", "Tại nhà", "At home", ("Ở nhà", "Nơi cư trú", "Cách ly tại nhà")),
)
MEAL_PAPERS = (
    Choice("receipt", "Phiếu thu tiền ăn", "Receipt for meal money", ("Có phiếu thu", "Biên lai", "Phiếu thu")),
    Choice(
        "none_charged",
        "Cơ sở xác nhận không thu tiền ăn",
        "The facility confirms that none was charged",
        ("Trẻ ăn theo mẹ", "Không thu tiền ăn"),
    ),
    Choice("none", "Không có", "None", ("Không",)),
)
DISABILITIES = (
    Choice("very_severe", "Đặc biệt nặng", "Very severe"),
    Choice("severe", "Nặng", "Severe"),
    Choice("mild", "Nhẹ", "Mild"),
    Choice("none", "Không khuyết tật", "Not disabled", ("Không",)),
)

MEAL_PAPER = Fact(
    "meal_paper",
    Kind.CHOICE,
    "Giấy tờ về tiền ăn",
    "Paper on meal money",
    for_rule=True,
    choices=MEAL_PAPERS,
    aliases=("Phiếu thu tiền ăn",),
    example="Phiếu thu tiền ăn",
    help="cần khi đã kết thúc điều trị hoặc rời cơ sở cách ly trước ngày quyết định có hiệu lực",
)
ELDERLY = Fact(
    "elderly",
    Kind.YES_NO,
    "Người cao tuổi thuộc khoản 5 Điều 5 Nghị định 20/2021",
    "Elderly person under Decree 20/2021, Article 5, clause 5",
    for_rule=True,
    supplement=True,
    empty_says=True,
    aliases=("Người cao tuổi",),
    help="Có khi đã nộp giấy tờ chứng minh; để trống nếu không thuộc diện này",
)
DISABILITY = Fact(
    "disability",
    Kind.CHOICE,
    "Mức độ khuyết tật",
    "Degree of disability",
    for_rule=True,
    supplement=True,
    empty_says=True,
    choices=DISABILITIES,
    aliases=("Khuyết tật", "Người khuyết tật"),
    example="Nặng",
    help="theo giấy xác nhận khuyết tật; để trống nếu không khuyết tật",
)


def _decided(name: str, vi: str, en: str, *aliases: str) -> Fact:
    return Fact(name, Kind.YES_NO, vi, en, required=True, for_rule=True, aliases=aliases, example="Có")


def _moment(name: str, vi: str, en: str, example: str, *aliases: str) -> Fact:
    return Fact(name, Kind.DATE, vi, en, required=True, for_rule=True, aliases=aliases, example=example)


def _place(name: str, vi: str, en: str, choices: tuple[Choice, ...], *aliases: str) -> Fact:
    return Fact(
        name, Kind.CHOICE, vi, en, required=True, for_rule=True, choices=choices, aliases=aliases,
        example=choices[0].vi,
    )  # fmt: skip


F0_PLACE = _place("treatment_place", "Nơi điều trị", "Place of treatment", TREATMENT_PLACES, "Hình thức điều trị")
F0_FROM = _moment(
    "treated_from",
    "Điều trị từ ngày",
    "Treated from",
    "17/07/2021",
    "Ngày bắt đầu điều trị",
    "Ngày vào viện",
    "Từ ngày",
)
F0_TO = _moment(
    "treated_to", "Điều trị đến ngày", "Treated to (last day)", "06/08/2021", "Ngày kết thúc điều trị", "Ngày ra viện",
    "Đến ngày",
)  # fmt: skip
F0_DECIDED = _decided(
    "treated_by_decision",
    "Điều trị theo quyết định của cơ quan có thẩm quyền",
    "Treated by decision of the authority",
    "Có quyết định điều trị",
    "Có giấy tờ điều trị",
)
F1_PLACE = _place("isolation_place", "Nơi cách ly", "Place of isolation", ISOLATION_PLACES, "Hình thức cách ly")
F1_FROM = _moment("isolated_from", "Cách ly từ ngày", "Isolated from", "17/07/2021", "Ngày bắt đầu cách ly", "Từ ngày")
F1_TO = _moment(
    "isolated_to", "Cách ly đến ngày", "Isolated to (last day)", "30/07/2021", "Ngày hoàn thành cách ly",
    "Ngày kết thúc cách ly", "Đến ngày",
)  # fmt: skip
F1_DECIDED = _decided(
    "isolated_by_decision",
    "Cách ly theo quyết định của cơ quan có thẩm quyền",
    "Isolated by decision of the authority",
    "Có quyết định cách ly",
)


def _form(place: Fact, first: Fact, last: Fact, decided: Fact, paper: Fact) -> tuple[Fact, ...]:
    return (
        Fact(
            "facility_name",
            Kind.TEXT,
            "Cơ sở điều trị, cách ly hoặc UBND cấp xã",
            "Facility or commune",
            Place.HEADER,
            required=True,
            aliases=("Tên cơ sở", "Cơ sở", "Đơn vị", "Xã, phường, thị trấn", "Cơ sở điều trị", "Cơ sở cách ly"),
            example="Bệnh viện dã chiến số 1",
        ),
        *PERSON,
        BIRTH_CERTIFICATE,
        RESIDENCE,
        place,
        first,
        last,
        decided,
        paper,
        MEAL_PAPER,
        ELDERLY,
        DISABILITY,
        *CLOSING,
    )


F0_FACTS = _form(
    F0_PLACE,
    F0_FROM,
    F0_TO,
    F0_DECIDED,
    Fact(
        "treatment_paper",
        Kind.TEXT,
        "Giấy tờ điều trị (số, ngày)",
        "Paper on the treatment (number, day)",
        aliases=("Số giấy ra viện", "Giấy ra viện", "Số quyết định"),
        example="125/GRV ngày 06/08/2021",
        help="giấy ra viện, giấy báo tử hoặc giấy xác nhận của cơ sở; ở nhà: giấy của UBND hoặc cơ quan y tế",
    ),
)
F1_FACTS = _form(
    F1_PLACE,
    F1_FROM,
    F1_TO,
    F1_DECIDED,
    Fact(
        "isolation_paper",
        Kind.TEXT,
        "Quyết định cách ly (số, ngày)",
        "Isolation decision (number, day)",
        aliases=("Số quyết định cách ly", "Số quyết định"),
        example="318/QĐ-UBND ngày 17/07/2021",
    ),
)
