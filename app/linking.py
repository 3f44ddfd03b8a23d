"""Two beneficiaries are one person, or are not after all: said with a reason, by two people where it is about money.

A link moves nothing: the records stay what they were, and carry the person's root along (`person_id`), by which
everything that may be had once is unique. What the two have twice is marked as a double of what stands: it is not
decided, not paid, and where it has left us already, it is an overpayment. Undone, all of that is as before.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from sqlalchemy import RowMapping, select, text
from sqlalchemy.orm import Session

from app import audit, db, doubles, holding, identity, law_words, matching, redetermining
from app.access import Actor, NoSuchRecord
from app.access.duties import refuse_same_hands, require_event, require_state
from app.errors import Conflict
from app.models import Beneficiary, BeneficiaryLink


class AlreadyOne(Conflict):
    """Hai hồ sơ đối tượng này đã được ghi nhận là một.
    These two beneficiaries are linked as one already.
    """


class AlreadyProposed(Conflict):
    """Đã có đề nghị gộp hai đối tượng này đang chờ người thứ hai quyết định.
    A link of these two already waits for a second person.
    """


STANDS = text("""
    SELECT array_agg(DISTINCT c.district_id) AS districts, bool_or(c.money) AS money
    FROM (SELECT a.district_id, a.state IN ('appraised', 'decided') AS money FROM application a
          WHERE a.person_id = ANY (:people)
          UNION ALL SELECT e.district_id, e.state <> 'cancelled' FROM entitlement e WHERE e.person_id = ANY (:people)) c
""")
"""Which districts know somebody, and whether money was approved."""

JOIN = text("UPDATE beneficiary SET person_id = :first WHERE person_id = :second")
PART = text("""
    UPDATE beneficiary b SET person_id = n.root
    FROM unnest(CAST(:ids AS bigint[]), CAST(:roots AS bigint[])) AS n(id, root)
    WHERE b.id = n.id AND b.person_id <> n.root
""")
IN_FORCE = text("""
    SELECT l.first_id, l.second_id FROM beneficiary_link l JOIN beneficiary b ON b.id = l.first_id
    WHERE b.person_id = :person AND l.state IN ('made', 'parting') ORDER BY l.id
""")

HELD_APART = text("""
    SELECT EXISTS (SELECT FROM beneficiary f JOIN likely_match m ON m.first_id = f.id
                   JOIN beneficiary g ON g.id = m.second_id
                   WHERE f.person_id = :person AND g.person_id = f.person_id AND m.strong)
""")
"""Whether somebody's link settled a match that held an application."""

UNDECIDED = text("""
    SELECT a.id, d.law_on FROM application a JOIN determination d ON d.id = a.determination_id
    WHERE a.person_id = ANY (:people) AND a.state IN ('received', 'determined', 'returned', 'appraised')
      AND a.decision_id IS NULL
    ORDER BY d.law_on, a.id
""")

MATCHES = text("""
    UPDATE likely_match m SET same = :same, note = :note, decided_act_id = :act
    FROM application a, beneficiary o
    WHERE a.id = m.application_id AND o.id = m.other_id
      AND CASE WHEN :same THEN m.same IS NULL AND a.person_id = o.person_id AND a.person_id = :person
               ELSE m.same AND a.person_id <> o.person_id AND :person IN (a.person_id, o.person_id) END
    RETURNING m.application_id
""")


def propose(tx: Session, actor: Actor, first_id: int, second_id: int, reason: str) -> BeneficiaryLink:
    """Say that two beneficiaries known to the actor's districts are one. Raises NoSuchRecord, AlreadyOne."""
    if not all(identity.is_known_to(tx, actor.districts, each) for each in (first_id, second_id)):
        raise NoSuchRecord
    link = join(tx, actor, first_id, second_id, reason)
    audit.append(tx, f"link.{link.state}", f"link/{link.id}", **_told(link))
    return link


def join(tx: Session, actor: Actor, first_id: int, second_id: int, reason: str) -> BeneficiaryLink:
    """The link of two beneficiaries, made; or proposed, where another must agree. The caller enters the act.

    Raises NoSuchRecord, AlreadyOne, AlreadyProposed.
    """
    _hold(tx)
    roots = _roots(tx, first_id, second_id)
    _refuse_waiting(tx, first_id, second_id)
    link = BeneficiaryLink(
        first_id=min(first_id, second_id), second_id=max(first_id, second_id), state="proposed", reason=reason,
        two_needed=two_needed(tx, roots), proposed_by_person_id=actor.person_id, act_id=db.act_id(tx),
        district_id=actor.unit_id,
    )  # fmt: skip
    if not link.two_needed:
        link.state, link.made_act_id = "made", db.act_id(tx)
    tx.add(link)
    tx.flush()  # for its id, and before anybody joins
    if link.state == "made":
        _make(tx, link)
    return link


def decide(tx: Session, actor: Actor, link_id: int, *, agreed: bool, opinion: str) -> BeneficiaryLink:
    """A second person's word on a proposed link, or on its proposed undoing. Raises SameHands, WrongState."""
    _hold(tx)
    link = _concerning(tx, actor, link_id)
    require_state(link.state, "proposed", "parting")
    parting = link.state == "parting"
    refuse_same_hands(link.parting_by_person_id if parting else link.proposed_by_person_id, actor.person_id)
    link.opinion = opinion
    if parting:
        link.parted_by_person_id = actor.person_id if agreed else None
        _part(tx, link) if agreed else _stay(link)
    else:
        link.decided_by_person_id = actor.person_id
        link.state = "made" if agreed else "refused"
        link.made_act_id = db.act_id(tx) if agreed else None
        tx.flush()  # before anybody joins
        if agreed:
            _make(tx, link)
        else:
            _leave_apart(tx, link)
    audit.append(tx, f"link.{link.state}", f"link/{link.id}", agreed=agreed, **_told(link))
    return link


def part(tx: Session, actor: Actor, link_id: int, reason: str) -> BeneficiaryLink:
    """They are two people after all: undone at once, or when a second person agrees. Raises WrongState."""
    _hold(tx)
    link = _concerning(tx, actor, link_id)
    require_event("link", link.state, "part")
    link.parting_by_person_id, link.parting_reason = actor.person_id, reason
    link.parting_two = link.two_needed or _frees_money(tx, identity.person_of(tx, link.second_id))
    if link.parting_two:
        link.state = "parting"
    else:
        _part(tx, link)
    audit.append(tx, f"link.{link.state}", f"link/{link.id}", **_told(link))
    return link


def _hold(tx: Session) -> None:
    law_words.current(tx)  # held before the identity lock, as everywhere
    identity.lock(tx)
    identity.lock_people(tx)


def _roots(tx: Session, first_id: int, second_id: int) -> list[int]:
    """The roots of two people, the older first. Raises NoSuchRecord, AlreadyOne."""
    asked = select(Beneficiary.id, Beneficiary.person_id).where(Beneficiary.id.in_((first_id, second_id)))
    found = {row.id: row.person_id for row in tx.execute(asked)}
    if {first_id, second_id} - found.keys():
        raise NoSuchRecord
    if len(set(found.values())) == 1:
        raise AlreadyOne
    return sorted(found.values())


def _refuse_waiting(tx: Session, *ids: int) -> None:
    pair = BeneficiaryLink.first_id.in_(ids) & BeneficiaryLink.second_id.in_(ids)
    if tx.scalars(select(BeneficiaryLink.id).where(pair, BeneficiaryLink.state == "proposed")).first():
        raise AlreadyProposed


def two_needed(tx: Session, people: Sequence[int]) -> bool:
    """Whether a second person has to agree to a link of some people: money was approved, or two districts know them."""
    stands = tx.execute(STANDS, {"people": list(people)}).one()
    return bool(stands.money) or len(stands.districts or ()) > 1


def _frees_money(tx: Session, person: int) -> bool:
    """Whether parting lets something go on: what was approved, or what waited because the two are so alike."""
    return two_needed(tx, [person]) or bool(tx.scalar(HELD_APART, {"person": person}))


def _concerning(tx: Session, actor: Actor, link_id: int) -> BeneficiaryLink:
    """A link all of whose districts are the actor's: who sees one side only may not decide. Raises NoSuchRecord."""
    link = tx.get(BeneficiaryLink, link_id, with_for_update=True)
    if link is None:
        raise NoSuchRecord
    people = [identity.person_of(tx, each) for each in (link.first_id, link.second_id)]
    districts = tx.execute(STANDS, {"people": people}).one().districts or ()
    if not actor.districts.issuperset(districts):
        raise NoSuchRecord
    return link


def _make(tx: Session, link: BeneficiaryLink) -> None:
    first, second = _roots(tx, link.first_id, link.second_id)  # as they are by now
    doubles.mark(tx, [first, second])  # before they join: two that stand would not be let
    tx.execute(JOIN, {"first": first, "second": second})
    doubles.raise_overpayments(tx, first, link.id)
    _settle_matches(tx, first, same=True, note=link.reason)
    _determine_again(tx, [first])


def _part(tx: Session, link: BeneficiaryLink) -> None:
    person = identity.person_of(tx, link.first_id)
    link.state, link.undone_act_id = "undone", db.act_id(tx)
    tx.flush()  # before anybody parts
    roots = _parts(tx, person)
    tx.execute(PART, {"ids": list(roots), "roots": list(roots.values())})
    people = sorted(set(roots.values()))
    doubles.mark_again(tx, people)
    for each in people:
        _settle_matches(tx, each, same=False, note=link.parting_reason or "")
    _determine_again(tx, people)


def _parts(tx: Session, person: int) -> dict[int, int]:
    """What a person falls into: the root of each of its beneficiaries, by the links that are still in force."""
    roots = {
        id_: id_ for id_ in tx.scalars(select(Beneficiary.id).filter_by(person_id=person).order_by(Beneficiary.id))
    }
    for row in tx.execute(IN_FORCE, {"person": person}):
        kept, gone = sorted((roots[row.first_id], roots[row.second_id]))
        roots = {id_: kept if root == gone else root for id_, root in roots.items()}
    return roots


def _stay(link: BeneficiaryLink) -> None:
    link.state, link.parting_by_person_id, link.parting_reason, link.parting_two = "made", None, None, None


def _settle_matches(tx: Session, person: int, *, same: bool, note: str) -> None:
    """What waited for somebody's word on these two has it now."""
    said = {"same": same, "note": note, "act": db.act_id(tx), "person": person}
    tx.execute(MATCHES, said)
    holding.refresh_people(tx, [person])


def _leave_apart(tx: Session, link: BeneficiaryLink) -> None:
    """The second person says no: the two are not held for each other again."""
    people = [identity.person_of(tx, each) for each in (link.first_id, link.second_id)]
    if people[0] == people[1]:  # others have made them one meanwhile
        return
    matching.settle(tx, [(people[0], people[1])], same=False, note=link.opinion or "")
    holding.refresh_people(tx, people)


def _determine_again(tx: Session, people: Iterable[int]) -> None:
    """What is not decided yet, with the supports of the whole person; each under its own law day."""
    rows = tx.execute(UNDECIDED, {"people": list(people)}).mappings()
    for law_on, some in groupby(rows, key=lambda row: row["law_on"]):
        redetermining.again(tx, [row["id"] for row in some], law_on)


def _told(link: BeneficiaryLink) -> dict[str, object]:
    return {
        "first": link.first_id, "second": link.second_id, "two_needed": link.two_needed,
    }  # fmt: skip


VISIBLE = text("""
    SELECT l.*, NOT coalesce(stands.districts <@ CAST(:districts AS bigint[]), true) AS elsewhere
    FROM beneficiary_link l CROSS JOIN LATERAL (
        SELECT array_agg(c.district_id) AS districts FROM (
            SELECT a.district_id FROM application a WHERE a.beneficiary_id IN (l.first_id, l.second_id)
            UNION SELECT e.district_id FROM entitlement e WHERE e.beneficiary_id IN (l.first_id, l.second_id)) c) stands
    WHERE l.id > :after AND (CAST(:state AS text) IS NULL OR l.state = :state)
      AND (stands.districts && CAST(:districts AS bigint[]) OR l.district_id = ANY (:districts))
    ORDER BY l.id LIMIT :limit
""")


def page_of(tx: Session, actor: Actor, state: str | None, after: int, limit: int) -> list[dict[str, object]]:
    """Links that concern the actor's districts; of a side known elsewhere no id is told."""
    asked = {"districts": sorted(actor.districts), "state": state, "after": after, "limit": limit}
    return [_shown(tx, actor, row) for row in tx.execute(VISIBLE, asked).mappings()]


def _shown(tx: Session, actor: Actor, row: RowMapping) -> dict[str, object]:
    told = {name: row[name] for name in ("id", "state", "reason", "two_needed", "opinion", "parting_reason")}
    sides = {
        side: row[side] if not row["elsewhere"] or identity.is_known_to(tx, actor.districts, row[side]) else None
        for side in ("first_id", "second_id")
    }
    return {**told, **sides}
