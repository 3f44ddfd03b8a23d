"""A policy as a value: its facts, its conditions, its money, and the route its papers take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from app.rules.fact import Fact, Kind
from app.rules.law import Amendment, AmountLine, Circumstances, Condition, Facts, Gives


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a route: what is done, the kind of unit that does it, the working days it may take."""

    act: str  # list | confirm | appraise | decide | pay
    unit_kind: str  # of UNIT_KINDS
    working_days: int | None  # None: no term is laid down, or none could be read
    vi: str
    en: str
    office: str = ""  # of OFFICES: which of the units of that kind; "": whichever


UNIT_KINDS = {
    "employer": ("người sử dụng lao động", "employer"),
    "worker": ("người lao động", "worker"),
    "facility": ("cơ sở điều trị, cách ly", "treatment or isolation facility"),
    "arts_unit": ("đơn vị nghệ thuật công lập", "public performing-arts unit"),
    "commune": ("UBND cấp xã", "commune"),
    "district": ("UBND cấp huyện", "district"),
    "department": ("sở", "provincial department"),
    "province": ("UBND cấp tỉnh", "province"),
    "insurance_agency": ("cơ quan BHXH", "social insurance agency"),
    "tax_branch": ("chi cục thuế", "tax branch"),
    "employment_centre": ("trung tâm dịch vụ việc làm", "employment service centre"),
    "policy_bank": ("Ngân hàng Chính sách xã hội", "Bank for Social Policies"),
}
"""Who takes part in a route: words in Vietnamese and English by kind."""


@dataclass(frozen=True, slots=True)
class Office:
    """What a provincial department is for. One department may be several offices: culture and tourism are one here."""

    vi: str
    en: str
    units: frozenset[str]  # by code: the department itself, and who lists for it


OFFICES = {
    "labour": Office("Sở Lao động - Thương binh và Xã hội", "department of labour", frozenset({"SLDTBXH", "TTDVVL"})),
    "culture": Office("Sở Văn hóa, Thể thao và Du lịch", "department of culture", frozenset({"SVHTTDL"})),
    "tourism": Office(
        "sở quản lý du lịch (Sở Văn hóa, Thể thao và Du lịch)", "department of tourism", frozenset({"SVHTTDL"})
    ),
}
"""The offices that routes name, and which units they are."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure or a list of the law under its name, with everything it has been."""

    name: str
    vi: str
    en: str
    amendments: tuple[Amendment[object], ...]


LAST_DAY = "last_application_day"


def last_application_day(law: tuple[Amendment[date], ...]) -> Value:
    """The last day of application as a value, under the name by which `Policy.last_day` finds it."""
    return Value(LAST_DAY, "Ngày cuối nhận hồ sơ", "Last day of application", law)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A point of law that no source settles: it neither pays nor refuses until a legal officer confirms it."""

    code: str  # "meals.last_application_day"
    vi: str  # the question as a province would answer it
    en: str
    kind: Kind  # of the answer: YES_NO, DATE, INTEGER or MONEY
    law: tuple[Amendment[object], ...]  # the amendments that wait for it, each with this point's code
    province: str = ""  # whose rounds it is of, by code; "": every province's to settle


Lines = Callable[[Facts, Circumstances], tuple[AmountLine, ...]]
"""The money that a policy gives in a case."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One support: who gets it, how much, and who says so."""

    code: str
    number: str  # its clause in Section II of Resolution 68, or the sister scheme's short name
    vi: str
    en: str
    gives_vi: str
    gives_en: str
    occasion: str
    facts: tuple[Fact, ...]
    conditions: tuple[Condition, ...]
    line_conditions: tuple[Condition, ...]  # these bear on a line of money, not on the application
    lines: Lines
    values: tuple[Value, ...]
    route: tuple[Amendment[tuple[Step, ...]], ...]
    gives: Gives = Gives.CASH
    points: tuple[OpenPoint, ...] = ()
    scheme: str = "68/NQ-CP"  # or the sister scheme's instrument
    by_round: bool = False  # given in rounds by local decision: a list without its round cannot be judged

    @property
    def last_day(self) -> tuple[Amendment[date], ...]:
        """The last day of application, with all that it has been; none: none is laid down or read."""
        found = next((value.amendments for value in self.values if value.name == LAST_DAY), ())
        return cast("tuple[Amendment[date], ...]", found)
