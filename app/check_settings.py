"""How the province sets its checks: from a day on, with a reason, and every setting stays on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, checking, db
from app.access import Actor
from app.checks import CHECKS, Effect
from app.errors import Forbidden, Invalid, NotFound
from app.models import CheckSetting
from app.settings import settings


class NoSuchCheck(NotFound):
    """Không có phép kiểm tra nào mang mã này.
    There is no check with this code.
    """


class NotTheProvincesUnit(Forbidden):
    """Thiết lập phép kiểm tra có hiệu lực cho cả tỉnh: chỉ đơn vị cấp tỉnh được thay đổi.
    How a check is set counts for the whole province: only the province's own unit changes it.
    """


class SetInThePast(Invalid):
    """Thiết lập chỉ có hiệu lực từ hôm nay ({today}) trở đi.
    A setting counts from today ({today}) on, not from a day in the past.
    """


class CountsNothing(Invalid):
    """Phép kiểm tra này không đếm số người; bỏ trống "threshold". Phép kiểm tra đếm số người thì phải ghi ngưỡng.
    Leave "threshold" empty for a check that counts nobody; a check that counts people needs one.
    """


class OnlyListed(Invalid):
    """Phép kiểm tra này chỉ liệt kê điều mà việc gộp đối tượng đã chặn; không có gì để thiết lập.
    This check lists what a link of people has stopped already; there is nothing to set.
    """


@dataclass(frozen=True, slots=True)
class Wanted:
    """A setting: from when, what it stops, beyond how many people, why."""

    valid_from: date
    effect: Effect
    threshold: int | None
    reason: str


def require_check(code: str) -> None:
    """That there is such a check. Raises NoSuchCheck."""
    if code not in CHECKS:
        raise NoSuchCheck


def set_(tx: Session, actor: Actor, code: str, wanted: Wanted) -> CheckSetting:
    """Set a check. Raises NoSuchCheck, NotTheProvincesUnit, OnlyListed, SetInThePast, CountsNothing."""
    require_check(code)
    if actor.unit_kind != "province":
        raise NotTheProvincesUnit
    check = CHECKS[code]
    if not check.found:
        raise OnlyListed
    if wanted.valid_from < settings().today():
        raise SetInThePast(today=settings().today())
    if (wanted.threshold is None) != (check.threshold is None):
        raise CountsNothing
    kept = CheckSetting(
        check_code=code, valid_from=wanted.valid_from, effect=wanted.effect.value, threshold=wanted.threshold,
        reason=wanted.reason, act_id=db.act_id(tx),
    )  # fmt: skip
    tx.add(kept)
    tx.flush()  # for its id
    audit.append(
        tx, "check.set", f"check/{code}", setting=kept.id, valid_from=wanted.valid_from, effect=kept.effect,
        threshold=kept.threshold, unit=actor.unit_id,
    )  # fmt: skip
    return kept


def checks(tx: Session) -> list[dict[str, object]]:
    """Every check: its words, when it runs, how it is set today, and all settings it ever had."""
    now = checking.in_force(tx, settings().today())
    said: dict[str, list[CheckSetting]] = {}
    for each in tx.scalars(select(CheckSetting).order_by(CheckSetting.id)):
        said.setdefault(each.check_code, []).append(each)
    return [
        {
            "code": code, "vi": check.vi, "en": check.en, "about_vi": check.about_vi, "about_en": check.about_en,
            "moments": sorted(check.moments), "register_kind": check.register,
            "effect": now[code].effect, "threshold": now[code].threshold,
            "default_effect": check.effect, "default_threshold": check.threshold, "settings": _of(said, code),
        }
        for code, check in CHECKS.items()
    ]  # fmt: skip


def _of(said: dict[str, list[CheckSetting]], code: str) -> Sequence[CheckSetting]:
    return said.get(code, [])
