"""Determining a policy again by a signed order: a preview that writes nothing, then step by step, resumable.

The new determinations stand beside the old. Who was refused and is owed now, or cannot be refused any more, is
open again; who is owed a further line is open for that line. Who is owed more on a line already entitled, or
was overpaid, keeps what was decided and stands in the order's rows, for a decision to adjust or recover.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import audit, comparing, db, law_words, reopening, rules
from app.access import Actor, NoSuchRecord, find, visible
from app.access.duties import refuse_same_hands, require_event
from app.comparing import Compared, Effect, Scope, Summary
from app.determining import INSERT_STAGED, determine, keep, reserve
from app.errors import Conflict, Invalid
from app.models import Redetermination
from app.redetermining import cases_of
from app.rules import drafting
from app.rules.drafting import DraftWrong
from app.rules.law import law_of
from app.settings import settings

COLUMNS = (
    "act_id", "redetermination_id", "application_id", "district_id", "before_id", "after_id", "entitled_vnd", "effect",
    "change_vnd",
)  # fmt: skip


class OrderDiffers(Conflict):
    """Lệnh ghi {rows} hồ sơ được hỗ trợ thêm với {amount} đồng, xét lại hôm nay thì có {found_rows} hồ sơ với
    {found_amount} đồng; hãy lập lại bản xem trước.

    The order says that {rows} applications become eligible with {amount} đồng; determined today they are
    {found_rows} with {found_amount} đồng: draw the preview up anew.
    """


class OrderInFuture(Invalid):
    """Ngày ký lệnh ({signed_on}) sau ngày hôm nay.
    The order's day ({signed_on}) is after today.
    """


class OrderBeforeLaw(Invalid):
    """Lệnh ký ngày {signed_on}, trước ngày áp dụng luật {law_on}: không thể xét theo luật của ngày chưa đến.
    The order was signed on {signed_on}, before the law day {law_on}: the law of a day to come cannot be applied.
    """


class DraftUnreadable(Invalid):
    """Không đọc được dự thảo sửa đổi: {what}
    The draft amendment cannot be read: {what_en}
    """


@dataclass(frozen=True, slots=True)
class Order:
    """What a signed order says, with the figures of the preview that stands on it."""

    policy: str
    law_on: date
    everything: bool
    number: str
    signed_on: date
    signer: str
    rows: int  # who becomes eligible
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Step:
    """How far a step has brought an order."""

    redetermination: Redetermination
    rows: int
    effects: dict[str, dict[str, int]]


def preview(tx: Session, actor: Actor, policy: str, law_on: date, *, everything: bool) -> Summary:
    """What the law of a day would change for the stored applications of the actor's districts. Writes nothing."""
    law = law_of(law_on, law_words.current(tx))
    return comparing.summary(tx, Scope(policy, actor.districts, everything), law)


def what_if(
    tx: Session, actor: Actor, policy: str, law_on: date, drafts: Sequence[dict[str, object]], *, everything: bool
) -> tuple[Summary, Summary]:
    """What a draft amendment would change beside the law as it is, and what that law alone would. Writes nothing.

    Raises DraftUnreadable.
    """
    try:
        drafted = drafting.drafted(rules.POLICIES[policy], drafts)
    except DraftWrong as error:
        raise DraftUnreadable(what=error.vi, what_en=error.en) from error
    words = law_words.current(tx)
    scope = Scope(policy, actor.districts, everything)
    with_draft = comparing.summary(tx, scope, drafting.law_with(law_on, words, drafted))
    return with_draft, comparing.summary(tx, scope, law_of(law_on, words))


def order(tx: Session, actor: Actor, said: Order) -> Redetermination:
    """Record a signed order; its figures must be those that the preview gives now. Raises OrderDiffers."""
    if said.signed_on > settings().today():
        raise OrderInFuture(signed_on=said.signed_on)
    if said.signed_on < said.law_on:
        raise OrderBeforeLaw(signed_on=said.signed_on, law_on=said.law_on)
    expected = preview(tx, actor, said.policy, said.law_on, everything=said.everything).total()
    found = expected.get(Effect.BECOMES_ELIGIBLE.value, {"applications": 0, "change_vnd": 0})
    if (said.rows, said.amount_vnd) != (found["applications"], found["change_vnd"]):
        raise OrderDiffers(
            rows=said.rows, amount=said.amount_vnd, found_rows=found["applications"], found_amount=found["change_vnd"]
        )
    kept = Redetermination(
        policy=said.policy, law_on=said.law_on, everything=said.everything, number=said.number,
        signed_on=said.signed_on, signer=said.signer, state="ordered", expected=expected, district_id=actor.unit_id,
        ordered_by_person_id=actor.person_id,
    )  # fmt: skip
    tx.add(kept)
    tx.flush()  # for its id; a number used before is refused here
    audit.append(
        tx, "redetermination.ordered", f"redetermination/{kept.id}", policy=said.policy, law_on=said.law_on,
        everything=said.everything, number=said.number, signed_on=said.signed_on, expected=expected,
    )  # fmt: skip
    return kept


def void(tx: Session, actor: Actor, redetermination_id: int, reason: str) -> Redetermination:
    """Give an order up that nobody has begun to carry out."""
    one = find(tx, actor, Redetermination, redetermination_id, lock=True)
    require_event("redetermination", one.state, "void")
    one.state = "void"
    audit.append(tx, "redetermination.void", f"redetermination/{one.id}", reason=reason)
    return one


def step(tx: Session, actor: Actor, redetermination_id: int, rows_max: int) -> Step:
    """Determine the next applications of an order: what was cut off goes on where it stood.

    Its reach is the ordering unit's, so it is that unit's to carry out. Raises NoSuchRecord, WrongState, SameHands.
    """
    law_words.hold(tx)  # before any application is locked: whoever says a word meanwhile waits
    one = find(tx, actor, Redetermination, redetermination_id, lock=True)
    if one.district_id != actor.unit_id:
        raise NoSuchRecord
    require_event("redetermination", one.state, "run")
    refuse_same_hands(one.ordered_by_person_id, actor.person_id)
    scope = Scope(one.policy, actor.districts, one.everything)
    rows = comparing.candidates(tx, scope, one.last_application_id, rows_max, lock=True)
    counted = Summary()
    for each in _determined(tx, one, rows):
        counted.add(each)
    one.state = "running" if len(rows) == rows_max else "done"
    one.started_by_person_id = one.started_by_person_id or actor.person_id
    one.rows += len(rows)
    one.last_application_id = rows[-1].application_id if rows else one.last_application_id
    effects = counted.total()
    audit.append(
        tx, "redetermination.step", f"redetermination/{one.id}", rows=len(rows), effects=effects,
        last_application_id=one.last_application_id, rules_version=rules.RULES_VERSION,
    )  # fmt: skip
    return Step(one, len(rows), effects)


def _determined(tx: Session, one: Redetermination, rows: Sequence[Any]) -> Sequence[Compared]:
    """Determine and keep; move on who is open again."""
    ids = reserve(tx, determination=len(rows))["determination"]
    determined, bodies = determine(cases_of(tx, rows, ids), one.law_on, law_words.current(tx))
    keep(tx, determined, bodies)
    found = [comparing.compared(row, each.determination) for row, each in zip(rows, determined, strict=True)]
    if found:
        db.stage(tx, "staged_redetermination", COLUMNS, _records(tx, one, ids, found))
        for statement in (INSERT_STAGED, KEEP, SETTLE):
            tx.execute(statement, {"act": db.act_id(tx)})
    return found


def _records(
    tx: Session, one: Redetermination, ids: Sequence[int], found: Sequence[Compared]
) -> Iterator[tuple[object, ...]]:
    act_id = db.act_id(tx)
    for id_, each in zip(ids, found, strict=True):
        row = each.row
        yield (
            act_id, one.id, row.application_id, row.district_id, row.determination_id, id_, row.entitled_vnd,
            each.effect.value, each.change_vnd,
        )  # fmt: skip


KEEP = text("""
    INSERT INTO redetermination_row (redetermination_id, application_id, district_id, before_id, after_id,
                                     entitled_vnd, effect, change_vnd, act_id)
    SELECT redetermination_id, application_id, district_id, before_id, after_id, entitled_vnd, effect, change_vnd,
           act_id
    FROM staged_redetermination WHERE act_id = :act
""")

# A refused application whose person asks anew meanwhile stays refused: there is one live application only.
_SETTLE = """
    UPDATE application a SET determination_id = s.id, submission_id = NULL, decision_id = NULL,
        state = CASE s.outcome WHEN 'undetermined' THEN 'received' ELSE 'determined' END
    FROM staged_determination s
    WHERE s.act_id = :act AND a.id = s.application_id AND (
        a.state IN ('received', 'determined', 'returned')
        OR a.state = 'refused' AND s.outcome <> 'ineligible' AND NOT {asked_anew}
        OR a.state = 'decided' AND s.outcome = 'eligible' AND EXISTS (
            SELECT FROM explanation x CROSS JOIN LATERAL jsonb_to_recordset(x.lines)
                AS l(component text, child text, amount_vnd bigint, held boolean, gives text)
            WHERE x.digest = s.explanation AND NOT l.held AND l.amount_vnd > 0 AND l.gives = 'cash' AND NOT EXISTS (
                SELECT FROM entitlement e WHERE e.application_id = a.id AND e.component = l.component
                AND e.child_key = CASE l.child WHEN 'own' THEN 'own/' || a.person_id
                                  ELSE coalesce(l.child, '') END)))
"""
SETTLE = text(_SETTLE.replace("{asked_anew}", reopening.ASKED_ANEW.format(a="a")))


ROWS = text("""
    SELECT r.application_id AS id, r.application_id, r.district_id, r.effect, r.change_vnd, r.entitled_vnd,
           b.outcome AS outcome_before, b.amount_vnd AS before_vnd, b.law_on AS law_before, b.reason AS reason_before,
           n.outcome AS outcome_after, n.amount_vnd AS after_vnd, n.law_on AS law_after, n.reason AS reason_after
    FROM redetermination_row r
    JOIN determination b ON b.id = r.before_id JOIN determination n ON n.id = r.after_id
    WHERE r.redetermination_id = :id AND r.district_id = ANY (:districts) AND r.application_id > :after
      AND (CAST(:effect AS text) IS NULL OR r.effect = :effect)
    ORDER BY r.application_id LIMIT :limit
""")

EFFECTS = text("""
    SELECT district_id, effect, count(*) AS applications, sum(change_vnd)::bigint AS change_vnd
    FROM redetermination_row WHERE redetermination_id = :id AND district_id = ANY (:districts)
    GROUP BY district_id, effect ORDER BY district_id, effect
""")

STANDING = text("""
    SELECT stood.district_id, stood.outcome, count(*) AS applications, sum(stood.amount_vnd)::bigint AS amount_vnd
    FROM (SELECT DISTINCT ON (d.application_id) a.district_id, d.outcome, d.amount_vnd
          FROM determination d JOIN act ON act.id = d.act_id JOIN application a ON a.id = d.application_id
          WHERE a.policy = :policy AND a.district_id = ANY (:districts) AND act.at <= :as_of
          ORDER BY d.application_id, d.id DESC) stood
    GROUP BY stood.district_id, stood.outcome ORDER BY stood.district_id, stood.outcome
""")


def rows_of(
    tx: Session, actor: Actor, redetermination_id: int, *, effect: str | None, after: int, limit: int
) -> list[dict[str, Any]]:
    """A page of what an order found, application by application: before and after. Raises NoSuchRecord."""
    one = find(tx, actor, Redetermination, redetermination_id)
    given = {"id": one.id, "effect": effect, "after": after, "limit": limit}
    return [dict(row) for row in tx.execute(ROWS, {**given, "districts": sorted(actor.districts)}).mappings()]


def effects_of(tx: Session, actor: Actor, redetermination_id: int) -> list[dict[str, Any]]:
    """What an order has found so far, by district and effect, with the money."""
    found = tx.execute(EFFECTS, {"id": redetermination_id, "districts": sorted(actor.districts)})
    return [dict(row) for row in found.mappings()]


def standing(tx: Session, actor: Actor, policy: str, as_of: object) -> list[dict[str, Any]]:
    """How a policy's applications stood at an instant, by district and outcome: the newest word of the rules then."""
    found = tx.execute(STANDING, {"policy": policy, "districts": sorted(actor.districts), "as_of": as_of})
    return [dict(row) for row in found.mappings()]


def orders(tx: Session, actor: Actor, *, after: int, limit: int) -> Sequence[Redetermination]:
    """A page of orders."""
    columns = Redetermination.__table__.c
    return tx.scalars(visible(actor, Redetermination).where(columns.id > after).order_by(columns.id).limit(limit)).all()
