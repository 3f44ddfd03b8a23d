"""A person's word on likely matches: two people, and the application goes on; one person, and they are linked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app import audit, holding, identity, law_words, linking, matching
from app.access import Actor, NoSuchRecord, find
from app.access.duties import refuse_same_hands
from app.access.scope import scope_of, scoped
from app.errors import Conflict, Forbidden
from app.models import Application, BeneficiaryLink


class NotHeld(Conflict):
    """Hồ sơ này không bị giữ vì nghi trùng, hoặc đã có người quyết định.
    This application is not held for a likely match, or somebody has decided it.
    """


class SeveralPeople(Conflict):
    """Hồ sơ này giống nhiều người khác nhau: chọn từng cặp ở danh sách nghi trùng.
    This application is like several people: decide the pairs one by one in the queue of matches.
    """


class MatchDecided(Conflict):
    """Có cặp nghi trùng đã được quyết định rồi; tải lại danh sách.
    One of these likely matches has been decided already; look at the queue anew.
    """


class AskTheProvince(Forbidden):
    """Người kia chỉ có hồ sơ ở địa phương khác: Sở Lao động - Thương binh và Xã hội tỉnh quyết định cặp này.
    The other is known elsewhere only: the province's Department of Labour decides on this pair.
    """


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a match: its application, and the link where the two are one."""

    id: int
    same: bool
    application_id: int
    state: str
    held: bool
    link_id: int | None
    link_state: str | None


# Locked in the order of their ids: two who decide at once wait for each other.
ASKED = scoped("""
    SELECT m.id, m.application_id, m.same, a.beneficiary_id, m.other_id, b.person_id, o.person_id AS other,
           EXISTS (SELECT FROM application k WHERE k.beneficiary_id = o.id AND k.district_id = ANY (:districts))
           OR EXISTS (SELECT FROM entitlement k WHERE k.beneficiary_id = o.id AND k.district_id = ANY (:districts))
               AS known_here,
           EXISTS (SELECT FROM beneficiary_link l WHERE l.state = 'proposed'
                   AND (l.first_id, l.second_id) = (m.first_id, m.second_id)) AS link_waits
    FROM likely_match m JOIN application a ON a.id = m.application_id
    JOIN beneficiary b ON b.id = a.beneficiary_id JOIN beneficiary o ON o.id = m.other_id
    WHERE m.id = ANY (CAST(:ids AS bigint[])) AND {of_actor}
    ORDER BY m.id FOR UPDATE OF m, a
""")
# Whoever sent a row that is held for one of these pairs, first or when it was mended.
SENT_BY = text("""
    SELECT DISTINCT sender.person_id
    FROM unnest(CAST(:ones AS bigint[]), CAST(:others AS bigint[])) AS p(one, other)
    JOIN beneficiary f ON f.person_id IN (p.one, p.other)
    JOIN likely_match m ON m.first_id = f.id AND m.strong AND m.same IS NULL
    JOIN beneficiary g ON g.id = m.second_id AND g.person_id IN (p.one, p.other) AND g.person_id <> f.person_id
    LEFT JOIN list_row r ON r.application_id = m.application_id AND r.state = 'accepted'
    LEFT JOIN list_version v ON v.id = r.version_id
    JOIN act ON act.id IN (m.act_id, v.act_id) JOIN account sender ON sender.id = act.account_id
""")
UNDECIDED = text("SELECT id FROM likely_match WHERE application_id = :application AND strong AND same IS NULL")

# A second request under one policy is withdrawn while nobody has decided on it and it has not gone up.
WITHDRAW = text("""
    UPDATE application a SET state = 'withdrawn'
    WHERE a.id = :id AND a.state IN ('received', 'determined', 'returned') AND a.submission_id IS NULL
      AND EXISTS (
        SELECT FROM likely_match m JOIN beneficiary o ON o.id = m.other_id
        JOIN application other ON other.person_id = o.person_id AND other.id <> a.id
        WHERE m.id = :match AND m.application_id = a.id AND other.policy = a.policy
          AND other.occasion = a.occasion AND other.state NOT IN ('refused', 'withdrawn') AND other.double_of IS NULL)
""")
STATES = text("SELECT id, state, held FROM application WHERE id = ANY (:ids)")


def decide(tx: Session, actor: Actor, match_ids: Sequence[int], *, same: bool, why: str) -> list[Decided]:
    """One or many likely matches decided in one act.

    Raises NoSuchRecord, MatchDecided, AskTheProvince, SameHands; and where they are one what `linking.join` raises.
    """
    law_words.current(tx)  # held before the identity lock, as everywhere, and that before any application
    identity.lock(tx)  # a list that comes in meanwhile finds what was said
    if same:
        identity.lock_people(tx)
    asked = _asked(tx, actor, match_ids)
    links = _one(tx, actor, asked, why) if same else {}
    if not same:
        _two(tx, asked, why)
    applications = sorted({row.application_id for row in asked})
    audit.append(
        tx, "match.decided", f"application/{applications[0]}", same=same, matches=[row.id for row in asked],
        applications=applications, links=sorted(link.id for link in links.values()),
    )  # fmt: skip
    return _decided(tx, asked, links, same=same)


def decide_application(tx: Session, actor: Actor, application_id: int, *, same: bool, note: str) -> Application:
    """A person's word on what holds an application. Raises NotHeld, SeveralPeople, and what `decide` does."""
    application = find(tx, actor, Application, application_id)
    waiting = tx.scalars(UNDECIDED, {"application": application.id}).all()
    if not waiting:
        raise NotHeld
    if same and len(waiting) > 1:
        raise SeveralPeople
    decide(tx, actor, waiting, same=same, why=note)
    tx.refresh(application)
    return application


def _asked(tx: Session, actor: Actor, match_ids: Sequence[int]) -> Sequence[Row[Any]]:
    asked = tx.execute(ASKED, {"ids": sorted(set(match_ids)), **scope_of(actor)}).all()
    if len(asked) < len(set(match_ids)):
        raise NoSuchRecord
    if any(row.same is not None for row in asked):
        raise MatchDecided
    if not all(row.known_here for row in asked):
        raise AskTheProvince
    pairs = {"ones": [row.person_id for row in asked], "others": [row.other for row in asked]}
    for sent_by in tx.scalars(SENT_BY, pairs):  # a word is on two people: also on their other matches
        refuse_same_hands(sent_by, actor.person_id)
    return asked


def _two(tx: Session, asked: Sequence[Row[Any]], why: str) -> None:
    concerned = matching.settle(tx, [(row.person_id, row.other) for row in asked], same=False, note=why)
    holding.refresh(tx, concerned)


def _one(tx: Session, actor: Actor, asked: Sequence[Row[Any]], why: str) -> Mapping[int, BeneficiaryLink]:
    """They are one: a second request is withdrawn and the two are linked; or their link is proposed, and all waits."""
    matching.settle(tx, [(row.person_id, row.other) for row in asked], same=True, note=why)
    links: dict[int, BeneficiaryLink] = {}
    proposed: set[frozenset[int]] = set()
    for row in asked:  # a link is an act of its own: what it makes double depends on those before it
        people = frozenset(identity.person_of(tx, each) for each in (row.beneficiary_id, row.other_id))
        waits = row.link_waits or people in proposed
        if not waits and not linking.two_needed(tx, sorted(people)):
            tx.execute(WITHDRAW, {"id": row.application_id, "match": row.id})
        if len(people) > 1 and not waits:
            links[row.id] = linking.join(tx, actor, row.beneficiary_id, row.other_id, why)
            proposed |= {people} if links[row.id].state == "proposed" else set()
    holding.refresh_people(tx, sorted({each for row in asked for each in (row.person_id, row.other)}))
    return links


def _decided(
    tx: Session, asked: Sequence[Row[Any]], links: Mapping[int, BeneficiaryLink], *, same: bool
) -> list[Decided]:
    states = {row.id: row for row in tx.execute(STATES, {"ids": [row.application_id for row in asked]})}
    return [
        Decided(
            row.id, same, row.application_id, states[row.application_id].state, states[row.application_id].held,
            links[row.id].id if row.id in links else None, links[row.id].state if row.id in links else None,
        )
        for row in asked
    ]  # fmt: skip
