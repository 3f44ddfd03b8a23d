"""The named checks, how they are set, and what they found."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from app import check_settings, findings
from app.access import Action, Actor, masking
from app.checks import Effect, Moment
from app.models import CheckSetting
from app.routers.door import ActRoute, ReadTx, StrictRoute, Tx, may
from app.routers.shapes import (
    ID_MAX,
    After,
    Body,
    Day,
    Flag,
    Id,
    Limit,
    OfAPaidPolicy,
    OfPolicy,
    Page,
    Shape,
    Text,
    page,
)

router = APIRouter(prefix="/api", tags=["checks"], route_class=StrictRoute)
acts = APIRouter(prefix="/api", tags=["checks"], route_class=ActRoute)

Reader = Annotated[Actor, may(Action.READ_FINDINGS)]
CheckCode = Annotated[str, Field(max_length=40, pattern=r"^[a-z0-9_]+$")]
InAState = Annotated[Literal["open", "cleared", "confirmed"] | None, Query()]


class NewSetting(Body):
    """How a check is set from a day on, and why."""

    valid_from: Annotated[Day, Field(alias="from")]
    effect: Effect
    threshold: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = None
    reason: Text


class Word(Body):
    """A person's word on findings: cleared, or confirmed."""

    findings: Annotated[list[Id], Field(min_length=1, max_length=5_000)]
    cleared: Flag
    why: Text


class SettingShape(Shape):
    """A setting as it was made."""

    id: int
    check_code: str
    valid_from: date
    effect: Effect
    threshold: int | None
    reason: str


class CheckShape(Shape):
    """A check, and how it is set today."""

    code: str
    vi: str
    en: str
    about_vi: str
    about_en: str
    moments: Sequence[Moment]
    register_kind: str | None
    effect: Effect
    threshold: int | None
    default_effect: Effect
    default_threshold: int | None
    settings: Sequence[SettingShape]


class OfRegister(Shape):
    """What another agency's list says; told to whoever may see the list."""

    register_title: str
    register_as_of: date
    paid_policy: str | None
    paid_vnd: int | None
    paid_on: date | None
    agency: str | None


class FindingShape(OfPolicy):
    """What a check found. Of what lies outside the reader's scope: that there is something, and whom to ask.

    `people` counts those of the reader's districts; where there are others, `elsewhere` says so.
    """

    id: int
    check: str
    vi: str
    en: str
    about_vi: str
    about_en: str
    state: str
    effect: Effect
    moment: Moment
    standing: Literal["undecided", "owed", "paid"]
    found_at: datetime
    district_id: int
    application_id: int | None
    application_state: str | None
    entitlement_id: int | None
    beneficiary_id: int
    amount_vnd: int
    people: int | None
    died_on: date | None
    register_id: int | None
    of_register: OfRegister | None
    with_applications: Sequence[int]
    elsewhere: bool
    ask: str | None
    ask_en: str | None
    proposed_cleared: bool | None
    proposed_why: str | None
    why: str | None


class DecidedShape(Shape):
    """Which findings are decided, and which wait for a second person."""

    decided: Sequence[int]
    proposed: Sequence[int]


@router.get("/checks")
def checks(tx: ReadTx, _actor: Reader) -> dict[Literal["items"], list[CheckShape]]:
    """Every named check, and how it is set."""
    return {"items": [CheckShape.model_validate(each) for each in check_settings.checks(tx)]}


@acts.post("/checks/{code}/settings", status_code=201, response_model=SettingShape)
def set_(tx: Tx, actor: Annotated[Actor, may(Action.SET_CHECK)], code: CheckCode, new: NewSetting) -> CheckSetting:
    """Set a check from a day on; what was found before keeps what it stops, or stops more at the next look."""
    wanted = check_settings.Wanted(new.valid_from, new.effect, new.threshold, new.reason)
    return check_settings.set_(tx, actor, code, wanted)


@router.get("/findings", response_model=Page[FindingShape])
def listed(
    tx: ReadTx,
    actor: Reader,
    check: Annotated[CheckCode | None, Query()] = None,
    state: InAState = None,
    district: Annotated[int | None, Query(ge=1, le=ID_MAX)] = None,
    policy: OfAPaidPolicy = None,
    after: After = 0,
    limit: Limit = 200,
) -> Mapping[str, object]:
    """What the checks found in the actor's districts."""
    meant = masking.policies_meant(actor.role, policy) if policy else None
    return page(findings.page_of(tx, actor, findings.Asked(check, state, district, meant), after, limit), limit)


@router.get("/checks/{code}/findings", response_model=Page[FindingShape])
def of_check(
    tx: ReadTx, actor: Reader, code: CheckCode, state: InAState = None, after: After = 0, limit: Limit = 200
) -> Mapping[str, object]:
    """What one check found."""
    return page(findings.page_of(tx, actor, findings.Asked(code, state), after, limit), limit)


@acts.post("/findings/decisions", response_model=DecidedShape)
def decide(tx: Tx, actor: Annotated[Actor, may(Action.DECIDE_FINDING)], word: Word) -> findings.Decided:
    """Clear findings, or confirm them, one or many; where money is approved a second person has to say the same."""
    return findings.decide(tx, actor, word.findings, cleared=word.cleared, why=word.why)
