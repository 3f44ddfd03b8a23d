"""Findings: listed for whoever may see them, and decided by a person; of money, by two.

What lies outside the reader's scope is not told: neither whose it is, nor where, nor how much; only whom to ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, RowMapping, text
from sqlalchemy.orm import Session

from app import audit, check_settings, checking, db, identity
from app.access import Action, Actor, NoSuchRecord
from app.access.duties import SameHands, WrongState
from app.checks import ASK, CHECKS


@dataclass(frozen=True, slots=True)
class Decided:
    """Findings that are decided now, and those for which a second person is awaited."""

    decided: list[int]
    proposed: list[int]


CHOSEN = text("""
    SELECT f.id, f.state, f.officer_person_id, f.proposed_by_person_id, f.proposed_cleared, f.application_id,
           f.two_needed OR f.entitlement_id IS NOT NULL OR f.moment IN ('decision', 'batch') OR f.state = 'confirmed'
           OR EXISTS (SELECT FROM application a WHERE a.id = f.application_id AND a.state IN ('appraised', 'decided'))
           OR EXISTS (SELECT FROM entitlement e WHERE e.application_id = f.application_id AND e.state <> 'cancelled')
               AS money
    FROM finding f WHERE f.id = ANY (:ids) AND f.district_id = ANY (:districts) ORDER BY f.id FOR UPDATE
""")
DECIDE = text("""
    UPDATE finding SET state = CASE WHEN :cleared THEN 'cleared' ELSE 'confirmed' END, why = :why,
        two_needed = two_needed OR id = ANY (:two), decided_by_person_id = :person, decided_act_id = :act
    WHERE id = ANY (:ids)
""")
REOPEN = text("UPDATE finding SET state = 'open', two_needed = true WHERE id = ANY (:ids) AND state = 'confirmed'")
PROPOSE = text("""
    UPDATE finding SET two_needed = true, proposed_cleared = :cleared, proposed_why = :why,
        proposed_by_person_id = :person
    WHERE id = ANY (:ids)
""")


def decide(tx: Session, actor: Actor, ids: Sequence[int], *, cleared: bool, why: str) -> Decided:
    """Clear findings, or confirm them. Where money is approved a first person proposes, and a second decides.

    One that was confirmed may be cleared after all, by two. Raises NoSuchRecord, WrongState, SameHands.
    """
    identity.lock_people(tx)  # nobody is decided or paid while what stops them is decided
    chosen = tx.execute(CHOSEN, {"ids": list(ids), "districts": sorted(actor.districts)}).all()
    if len(chosen) != len(set(ids)):
        raise NoSuchRecord
    for each in chosen:
        _require_free_hands(each, actor, cleared=cleared)
    two = [each.id for each in chosen if each.money]
    proposed = [each.id for each in chosen if each.money and not _is_second(each, cleared=cleared)]
    decided = sorted({each.id for each in chosen}.difference(proposed))
    said = {"cleared": cleared, "why": why, "person": actor.person_id}
    tx.execute(DECIDE, {**said, "ids": decided, "two": two, "act": db.act_id(tx)})
    tx.execute(REOPEN, {"ids": proposed})
    tx.execute(PROPOSE, {**said, "ids": proposed})
    checking.refresh(tx, sorted({each.application_id for each in chosen if each.application_id is not None}))
    audit.append(
        tx, "finding.decided" if decided else "finding.proposed", f"finding/{chosen[0].id}", cleared=cleared,
        decided=decided, proposed=proposed,
    )  # fmt: skip
    return Decided(decided, proposed)


def _require_free_hands(each: Row[tuple[object, ...]], actor: Actor, *, cleared: bool) -> None:
    if each.state == "cleared" or (each.state == "confirmed" and not cleared):
        raise WrongState(state="đã giải quyết", state_en="decided")
    own = each.proposed_by_person_id == actor.person_id and each.proposed_cleared == cleared and each.state == "open"
    if own or each.officer_person_id == actor.person_id:
        raise SameHands


def _is_second(each: Row[tuple[object, ...]], *, cleared: bool) -> bool:
    return each.state == "open" and each.proposed_by_person_id is not None and each.proposed_cleared == cleared


# Of who else shares an account or a phone: whom the reader knows by the application, counted with the finding's own
# person; of the rest that there are some, and not how many.
_SHOWN = """
    SELECT f.id, f.check_code AS check, f.state, f.effect, f.moment, f.district_id, f.application_id,
           f.entitlement_id, f.beneficiary_id, CASE WHEN f.people IS NOT NULL THEN 1 + others.people END AS people,
           f.proposed_cleared, f.proposed_why, f.why, act.at AS found_at,
           coalesce(a.policy, e.policy) AS policy, a.state AS application_state, money.standing, money.amount_vnd,
           r.died_on, g.id AS register_id, g.title AS register_title, g.as_of AS register_as_of,
           r.id IS NULL OR g.district_id = ANY (:districts) AS register_here, r.policy AS paid_policy,
           r.amount_vnd AS paid_vnd, r.paid_on, r.agency, others.here AS with_applications,
           coalesce(others.elsewhere, false) AS others_elsewhere
    FROM finding f JOIN act ON act.id = f.act_id
    LEFT JOIN application a ON a.id = f.application_id
    LEFT JOIN entitlement e ON e.id = f.entitlement_id
    LEFT JOIN register_entry r ON r.id = f.register_entry_id
    LEFT JOIN register g ON g.id = r.register_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN bool_or(m.state = 'paid') THEN 'paid' WHEN count(*) > 0 THEN 'owed' ELSE 'undecided' END
                   AS standing, coalesce(sum(m.amount_vnd), 0)::bigint AS amount_vnd
        FROM entitlement m
        WHERE m.state <> 'cancelled' AND (m.application_id = f.application_id OR m.id = f.entitlement_id)) money
    LEFT JOIN LATERAL (
        SELECT (array_agg(o.id ORDER BY o.id) FILTER (WHERE o.district_id = ANY (:districts)))[1:20] AS here,
               count(DISTINCT o.person_id) FILTER (
                   WHERE o.district_id = ANY (:districts) AND o.person_id <> a.person_id) AS people,
               bool_or(o.district_id <> ALL (:districts)) AS elsewhere
        FROM application o
        WHERE f.people IS NOT NULL AND o.id <> a.id AND o.state NOT IN ('refused', 'withdrawn', 'declined')
          AND (f.check_code = 'phone_shared' AND o.phone_index = a.phone_index OR f.check_code = 'account_shared'
               AND o.account_index = a.account_index AND o.bank_bin IS NOT DISTINCT FROM a.bank_bin)) others ON true
"""
PAGE = text(f"""{_SHOWN}
    WHERE f.id > :after AND f.district_id = ANY (:districts)
      AND (CAST(:check AS text) IS NULL OR f.check_code = :check)
      AND (CAST(:state AS text) IS NULL OR f.state = :state)
      AND (CAST(:district AS bigint) IS NULL OR f.district_id = :district)
      AND (CAST(:policies AS text[]) IS NULL OR coalesce(a.policy, e.policy) = ANY (CAST(:policies AS text[])))
    ORDER BY f.id LIMIT :limit
""")
TWICE = text("""
    SELECT e.id, 'entitled_twice' AS check, 'open' AS state, 'block' AS effect, 'decision' AS moment, e.district_id,
           e.application_id, e.id AS entitlement_id, e.beneficiary_id, CAST(NULL AS bigint) AS people,
           CAST(NULL AS boolean) AS proposed_cleared, NULL AS proposed_why, NULL AS why, act.at AS found_at,
           e.policy, a.state AS application_state, CASE e.state WHEN 'paid' THEN 'paid' ELSE 'owed' END AS standing,
           e.amount_vnd, CAST(NULL AS date) AS died_on, CAST(NULL AS bigint) AS register_id, true AS register_here,
           CASE WHEN f.district_id = ANY (:districts) THEN array_remove(ARRAY[f.application_id], NULL) END
               AS with_applications, f.district_id <> ALL (:districts) AS others_elsewhere
    FROM entitlement e JOIN entitlement f ON f.id = e.double_of JOIN act ON act.id = e.act_id
    LEFT JOIN application a ON a.id = e.application_id
    WHERE e.id > :after AND e.district_id = ANY (:districts) AND e.state <> 'cancelled'
      AND (CAST(:state AS text) IS NULL OR :state = 'open')
      AND (CAST(:district AS bigint) IS NULL OR e.district_id = :district)
      AND (CAST(:policies AS text[]) IS NULL OR e.policy = ANY (CAST(:policies AS text[])))
    ORDER BY e.id LIMIT :limit
""")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings somebody wants to see."""

    check: str | None = None
    state: str | None = None
    district: int | None = None
    policies: Sequence[str] | None = None


def page_of(tx: Session, actor: Actor, asked: Asked, after: int, limit: int) -> list[dict[str, object]]:
    """A page of findings in the actor's districts. Raises NoSuchCheck."""
    if asked.check is not None:
        check_settings.require_check(asked.check)
    values = {
        "after": after, "districts": sorted(actor.districts), "check": asked.check, "state": asked.state,
        "district": asked.district, "policies": list(asked.policies) if asked.policies else None, "limit": limit,
    }  # fmt: skip
    listed = asked.check is not None and not CHECKS[asked.check].found
    found = [_shown(row) for row in tx.execute(TWICE if listed else PAGE, values).mappings()]
    return found if actor.may(Action.READ_LIST) else [each | SILENT for each in found]


SILENT = {"why": None, "proposed_why": None}
"""Whoever pays reads no officer's words, which may tell of health."""

OF_THE_REGISTER = ("register_title", "register_as_of", "paid_policy", "paid_vnd", "paid_on", "agency")


def _shown(row: RowMapping) -> dict[str, object]:
    check = CHECKS[str(row["check"])]
    here = bool(row["register_here"])
    register = {name: row.get(name) for name in OF_THE_REGISTER} if row["register_id"] and here else None
    elsewhere = bool(row["others_elsewhere"]) or not here
    ask, ask_en = ASK if elsewhere else (None, None)
    told = {name: value for name, value in row.items() if name not in (*OF_THE_REGISTER, "register_here")}
    return {
        **told, "vi": check.vi, "en": check.en, "about_vi": check.about_vi, "about_en": check.about_en,
        "register_id": row["register_id"] if here else None, "of_register": register,
        "with_applications": row["with_applications"] or [], "elsewhere": elsewhere, "ask": ask, "ask_en": ask_en,
    }  # fmt: skip
