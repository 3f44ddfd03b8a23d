"""The shapes of funds, what is allotted to them, and which of them pay."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.routers.shapes import Amount, Body, Day, Id, Instant, PolicyCode, Shape, Text

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9.-]{0,39}$")]
TreasuryCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z.]{1,30}$")]
Source = Literal["central", "province", "district", "social_insurance", "unemployment_insurance", "social"]
Year = Annotated[int, Field(strict=True, ge=2020, le=2100)]
Positive = Annotated[int, Field(strict=True, ge=1, le=10**15)]


class TreasuryCodes(Body):
    """What the State Treasury's forms ask of a fund; its account is where the money lies."""

    spending_unit_code: Annotated[TreasuryCode | None, Field(description="mã ĐVQHNS")] = None
    chapter_code: Annotated[TreasuryCode | None, Field(description="mã chương")] = None
    sector_code: Annotated[TreasuryCode | None, Field(description="mã ngành kinh tế (khoản)")] = None
    item_code: Annotated[TreasuryCode | None, Field(description="mã NDKT (tiểu mục)")] = None
    source_code: Annotated[TreasuryCode | None, Field(description="mã nguồn")] = None
    programme_code: Annotated[TreasuryCode | None, Field(description="mã CTMT, dự án")] = None
    budget_level_code: Annotated[TreasuryCode | None, Field(description="mã cấp ngân sách")] = None
    treasury_code: Annotated[TreasuryCode | None, Field(description="mã KBNN")] = None
    treasury_account: Annotated[TreasuryCode | None, Field(description="số tài khoản tại KBNN")] = None


class NewFund(Body):
    """A fund (nguồn kinh phí) of the actor's unit."""

    code: Code
    name: Text
    source: Source
    programme: Annotated[Code, Field(description="chương trình, e.g. NQ68")] = "NQ68"
    budget_year: Year
    treasury: TreasuryCodes = TreasuryCodes()

    def columns(self) -> dict[str, object]:
        """As the fund keeps them."""
        return {**self.model_dump(exclude={"treasury"}), **self.treasury.model_dump()}


class FundShape(Shape):
    """A fund with its codes and what stands on its accounts, in đồng."""

    id: int
    code: str
    name: str
    source: str
    programme: str
    budget_year: int
    district_id: int
    treasury: TreasuryCodes
    allotted_vnd: int
    available_vnd: int
    committed_vnd: int
    in_transit_vnd: int
    paid_vnd: int
    balances_vnd: Mapping[str, int]


class NewAllotment(Body):
    """A decision that gives a fund money, raises it, or takes some back."""

    kind: Literal["allot", "raise", "cut"]
    number: Text
    signed_on: Day
    signer: Text
    amount_vnd: Positive


class AllotmentFigures(Body):
    """What the second person reads off the paper."""

    number: Text
    signed_on: Day
    amount_vnd: Amount


class AllotmentShape(Shape):
    """A decision on a fund's money."""

    id: int
    fund_id: int
    kind: str
    number: str
    signed_on: date
    signer: str
    amount_vnd: int
    state: str


class Part(Body):
    """A fund's weight: 80 beside another's 20, say."""

    fund: Id
    weight: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]


class NewFunding(Body):
    """Which funds pay from a day on: of a policy or of all, for a unit's decisions or for all."""

    policy: PolicyCode | None = None
    unit: Annotated[str | None, Field(max_length=10, description="mã đơn vị quyết định / the deciding unit")] = None
    since: Day
    paper: Text
    parts: Annotated[list[Part], Field(min_length=1, max_length=20)]


class PartShape(Shape):
    """A fund's weight."""

    fund_id: int
    weight: int


class FundingShape(Shape):
    """Which funds pay."""

    id: int
    policy: str | None
    unit_id: int | None
    since: date
    paper: str
    state: str
    parts: Sequence[PartShape]


class LineShape(Shape):
    """A transfer of the ledger, from the credited account to the debited one."""

    id: int
    code: str
    credit: str
    debit: str
    amount_vnd: int
    policy: str | None
    unit: str | None
    effective_on: date
    at: Instant
    act_id: int


class PositionShape(Shape):
    """What is committed and paid of a policy's decisions, for the people of a district."""

    policy: str
    district: str
    entitlements: int
    decided_vnd: int
    open_vnd: int
    reserved_vnd: int
    paid_vnd: int
    returned_vnd: int
    cancelled_vnd: int
    taken_back_vnd: int
