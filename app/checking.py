"""Named checks at work: each is one statement over all of an act's applications, and finds a thing once.

What a check finds is raised as a finding, and what the finding stops is stopped in the same act: an application is
held, an entitlement is blocked. The check's setting of the day says which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from app import db, holding
from app.checks import CHECKS, Check, Effect, Moment
from app.files.lists import NOTE, Fault
from app.settings import settings

BLOCKED = "CHECK"
"""Why an entitlement may not be batched: a finding that is not cleared."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a check does now."""

    effect: Effect
    threshold: int | None


@dataclass(frozen=True, slots=True)
class Raised:
    """A finding of this act, or one that stops more than before."""

    id: int
    check: Check
    effect: Effect
    application_id: int | None
    entitlement_id: int | None
    district_id: int


IN_FORCE = text("""
    SELECT DISTINCT ON (check_code) check_code, effect, threshold FROM check_setting
    WHERE valid_from <= :on ORDER BY check_code, valid_from DESC, id DESC
""")
KINDS = text("""
    SELECT DISTINCT kind FROM register
    WHERE superseded_act_id IS NULL AND (CAST(:register AS bigint) IS NULL OR id = :register)
""")

# Raised before for the same ground, it stays as it is; unless it was cleared it may come to stop more, and never less.
RAISE = """
    INSERT INTO finding (check_code, moment, effect, state, application_id, entitlement_id, beneficiary_id,
                         district_id, register_entry_id, officer_person_id, people, ground, act_id)
    SELECT DISTINCT ON (f.application_id, f.entitlement_id, f.ground)
           :check, :moment, :effect, 'open', f.application_id, f.entitlement_id, f.beneficiary_id,
           f.district_id, f.register_entry_id, f.officer_person_id, f.people, f.ground, :act
    FROM ({found}) f ORDER BY f.application_id, f.entitlement_id, f.ground, f.register_entry_id
    ON CONFLICT (check_code, coalesce(application_id, 0), coalesce(entitlement_id, 0), ground)
    DO UPDATE SET effect = EXCLUDED.effect
    WHERE finding.state <> 'cleared'
      AND (finding.effect, EXCLUDED.effect) IN (('note', 'hold'), ('note', 'block'), ('hold', 'block'))
    RETURNING id, effect, application_id, entitlement_id, district_id
"""

STOPPING = """EXISTS (
    SELECT FROM finding f WHERE f.application_id = {application} AND f.state <> 'cleared' AND f.effect = 'block')"""
"""That a finding keeps what an application is owed from being paid."""

WAITING = "EXISTS (SELECT FROM waits_for_word w WHERE w.entitlement_id = e.id)"
"""That somebody's word on what is owed (`e`) waits for a second person: where it is paid, or what became of it."""

BLOCK = text(f"""
    UPDATE entitlement e SET blocked = CASE WHEN e.blocked IS NULL THEN '{BLOCKED}' END
    WHERE e.application_id = ANY (:ids) AND e.state = 'open' AND (e.blocked IS NULL OR e.blocked = '{BLOCKED}')
      AND (e.blocked IS NULL) = {STOPPING.format(application="e.application_id")}
""")  # noqa: S608 – ours


def in_force(tx: Session, on: date) -> Mapping[str, Setting]:
    """How every check is set on a day: as the province says, else by default."""
    said = {row.check_code: Setting(Effect(row.effect), row.threshold) for row in tx.execute(IN_FORCE, {"on": on})}
    return {code: said.get(code, Setting(check.effect, check.threshold)) for code, check in CHECKS.items()}


def run(tx: Session, moment: Moment, ids: Sequence[int] | None, register: int | None = None) -> list[Raised]:
    """Ask every check of a moment about some applications (None: about all, by one register); stop what they stop."""
    kinds = set(tx.scalars(KINDS, {"register": register}))
    wanted = [
        check for check in CHECKS.values()
        if moment in check.moments and (check.register is None or check.register in kinds)
    ]  # fmt: skip
    set_ = in_force(tx, settings().today())
    found: list[Raised] = []
    for check in wanted:
        found += _ask(tx, check, set_[check.code], moment, ids, register)
    refresh(tx, sorted({each.application_id for each in found if each.application_id is not None}))
    return found


def _ask(
    tx: Session, check: Check, said: Setting, moment: Moment, ids: Sequence[int] | None, register: int | None
) -> list[Raised]:
    about = {"check": check.code, "moment": moment.value, "effect": said.effect.value, "act": db.act_id(tx)}
    asked = {"ids": ids, "register": register, "kind": check.register, "threshold": said.threshold}
    return [
        Raised(row.id, check, Effect(row.effect), row.application_id, row.entitlement_id, row.district_id)
        for row in tx.execute(_statement(check.code), {**about, **asked})
    ]


@lru_cache
def _statement(code: str) -> TextClause:
    return text(RAISE.format(found=CHECKS[code].found))


def refresh(tx: Session, application_ids: Sequence[int]) -> None:
    """Hold and block, or let go, some applications by all that is found of them."""
    if application_ids:
        holding.refresh(tx, application_ids)
        tx.execute(BLOCK, {"ids": list(application_ids)})


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it is told beside a list's row, and whether the row waits for it."""

    note: Fault
    holds: bool


def at_intake(tx: Session, lines: Mapping[int, int]) -> dict[int, list[Found]]:
    """What is found of the rows of lists, by application; `lines`: where each application's row stands."""
    found: dict[int, list[Found]] = {}
    for each in run(tx, Moment.INTAKE, list(lines)):
        id_ = each.application_id or 0
        if id_ in lines:
            found.setdefault(id_, []).append(Found(_note(each, lines[id_]), each.effect is not Effect.NOTE))
    return found


WAITS = (" Hồ sơ chờ xác minh.", " The application waits until somebody has found out.")


def _note(each: Raised, line: int) -> Fault:
    check = each.check
    vi, en = ("", "") if each.effect is Effect.NOTE else WAITS
    return Fault(line, None, None, f"CHECK_{check.code.upper()}", check.about_vi + vi, check.about_en + en, NOTE)


SENT_UP = text("SELECT id FROM application WHERE submission_id = ANY (:submissions) ORDER BY id")
OF_DECISION = text("SELECT id FROM application WHERE decision_id = :decision ORDER BY id")
OF_BATCH = text("SELECT application_id FROM payout WHERE batch_id = :batch AND state = 'batched' ORDER BY id")


def submissions(tx: Session, submission_ids: Sequence[int]) -> list[Raised]:
    """Before a decision is drafted."""
    return run(tx, Moment.DECISION, list(tx.scalars(SENT_UP, {"submissions": list(submission_ids)})))


def decision(tx: Session, decision_id: int) -> list[Raised]:
    """Before a drafted decision is recorded, and before it comes into force."""
    return run(tx, Moment.DECISION, list(tx.scalars(OF_DECISION, {"decision": decision_id})))


def batch(tx: Session, batch_id: int) -> list[Raised]:
    """Before a batch is frozen."""
    return run(tx, Moment.BATCH, list(tx.scalars(OF_BATCH, {"batch": batch_id})))


def account_corrected(tx: Session, application_id: int) -> None:
    """After another account was given: what stops the application besides, stops it still."""
    run(tx, Moment.BATCH, [application_id])
    refresh(tx, [application_id])
