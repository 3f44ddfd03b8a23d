"""Who a row is where it is an employer: it is known by its tax code, and no person stands in it."""

from app.rules.fact import DECLINED, NOTE, RECEIVED_ON, Fact, Kind

EMPLOYER = (
    Fact(
        "employer_name",
        Kind.TEXT,
        "Tên đơn vị",
        "Employer",
        required=True,
        aliases=("Tên doanh nghiệp", "Đơn vị sử dụng lao động", "Tên người sử dụng lao động"),
        example="Công ty TNHH May Phan Rang",
    ),
    Fact(
        "employer_tax_code",
        Kind.TAX_CODE,
        "Mã số thuế",
        "Tax code",
        required=True,
        aliases=("Mã số doanh nghiệp", "MST"),
    ),
    Fact("employer_address", Kind.TEXT, "Địa chỉ", "Address", aliases=("Địa chỉ trụ sở",)),
)

CLOSING = (DECLINED, *NOTE, RECEIVED_ON)
"""What an employer's form ends with where no money goes to its account, before other bodies' words."""


def count(name: str, vi: str, en: str, help_: str = "", *, aliases: tuple[str, ...] = ()) -> Fact:
    """A number of workers or of months that the rules read."""
    return Fact(name, Kind.INTEGER, vi, en, for_rule=True, help=help_, aliases=aliases)


def money(name: str, vi: str, en: str, help_: str = "") -> Fact:
    """A sum in đồng that the rules read."""
    return Fact(name, Kind.MONEY, vi, en, for_rule=True, help=help_)


def moment(name: str, vi: str, en: str, help_: str) -> Fact:
    """A day that the rules read."""
    return Fact(name, Kind.DATE, vi, en, for_rule=True, help=help_)


def yes_no(name: str, vi: str, en: str, help_: str = "") -> Fact:
    """A yes or no that the rules read."""
    return Fact(name, Kind.YES_NO, vi, en, for_rule=True, help=help_)
