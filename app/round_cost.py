"""What a drafted round would cost, on the stored applications: people and money by occupation × commune × level.

Read only. One statement groups everybody who was ever put forward as a freelance worker by the facts that the draft
reads and the supports on record; the pure rules then say of each distinct group what the draft would give.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import rules
from app.access import Actor
from app.case_facts import health
from app.determining import typed
from app.errors import Invalid
from app.rules import determination
from app.rules.freelance import CODE
from app.rules.freelance_facts import OCCUPATIONS
from app.rules.law import Circumstances, Outcome, Supported, law_of
from app.rules.ninh_thuan_units import OUTSIDE
from app.rules.rounds_drafted import Draft, areas_of, places_of, policies
from app.settings import settings

GROUPS = text("""
    WITH latest AS (
        SELECT DISTINCT ON (a.person_id) a.id, a.person_id FROM application a
        WHERE a.policy = :policy AND a.district_id = ANY (:districts) AND a.state NOT IN ('withdrawn', 'declined')
        ORDER BY a.person_id, a.id DESC
    ), given AS (
        SELECT s.person_id,
               array_agg(DISTINCT ARRAY[s.said ->> 'policy', s.said ->> 'component', s.said ->> 'state']) AS supports
        FROM support s JOIN latest l ON l.person_id = s.person_id GROUP BY s.person_id
    )
    SELECT r.facts - CAST(:unread AS text[]) AS facts, g.supports, count(*) AS people, array_agg(r.id) AS ids,
           array_agg(r.health_cipher) AS sealed
    FROM latest l
    JOIN list_row r ON r.application_id = l.id AND r.state = 'accepted'
    LEFT JOIN given g ON g.person_id = l.person_id
    GROUP BY 1, 2
""")
"""A person counts once, by the application that came last."""


class OccupationUnknown(Invalid):
    """Công việc "{code}" không có trong mẫu danh sách lao động tự do.
    The occupation "{code}" is none of the freelance workers' form.
    """


class AreaUnknown(Invalid):
    """Không có huyện, xã mã "{code}" trong tỉnh.
    There is no district or commune "{code}" in the province.
    """


class RoundDaysReversed(Invalid):
    """Ngày cuối của biện pháp trước ngày đầu.
    The measure's last day lies before its first.
    """


@dataclass(slots=True)
class Cell:
    """An occupation in a commune of residence ("": not said), or all of them together."""

    occupation: str
    commune_code: str
    commune: str
    people: int = 0  # whom the round would support
    undetermined: int = 0  # of whom something is not known
    refused: int = 0
    amounts_vnd: list[int] = field(default_factory=list)  # what the supported come to at each level

    def add(self, outcome: Outcome, people: int, amounts_vnd: Sequence[int]) -> None:
        """So many people of whom the draft says the same."""
        self.people += people if outcome is Outcome.ELIGIBLE else 0
        self.undetermined += people if outcome is Outcome.UNDETERMINED else 0
        self.refused += people if outcome is Outcome.INELIGIBLE else 0
        self.amounts_vnd = [sum_ + people * each for sum_, each in zip(self.amounts_vnd, amounts_vnd, strict=True)]


@dataclass(frozen=True, slots=True)
class LevelCost:
    """A level that was asked about, what a person is given at it, and what it costs in all."""

    asked_vnd: int
    given_vnd: int  # never below the national floor
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class RoundCost:
    """What a drafted round would cost."""

    on: date
    basis: str
    levels: Sequence[LevelCost]
    total: Cell
    cells: Sequence[Cell]


def cost(tx: Session, actor: Actor, draft: Draft, levels_vnd: Sequence[int], on: date) -> RoundCost:
    """What the draft would cost among the people of the actor's districts.

    Raises OccupationUnknown, AreaUnknown, RoundDaysReversed.
    """
    law, province = law_of(on), settings().province_code
    places = places_of(province)
    _refuse_mistaken(draft, areas_of(places))
    drafted = policies(draft, levels_vnd, law, places)
    nothing = [0] * len(drafted)
    total, cells = Cell("", "", "", amounts_vnd=nothing), dict[tuple[str, str], Cell]()
    for kept, supports, people in _groups(tx, actor, draft):
        facts = typed(CODE, kept)
        circumstances = Circumstances(law, province, 0, supports)
        found = [determination.determine(policy, facts, circumstances) for _, policy in drafted]
        amounts = [each.amount_vnd for each in found]
        place = str(facts.get("occupation") or ""), str(facts.get("residence_commune") or "")
        if place not in cells:
            cells[place] = Cell(*place, places.names.get(place[1], ""), amounts_vnd=nothing)
        for cell in (cells[place], total):
            cell.add(found[0].outcome, people, amounts)
    levels = [
        LevelCost(asked, given, amount)
        for asked, (given, _), amount in zip(levels_vnd, drafted, total.amounts_vnd, strict=True)
    ]
    return RoundCost(on, draft.basis.value, levels, total, [cells[place] for place in sorted(cells)])


def _groups(tx: Session, actor: Actor, draft: Draft) -> Iterator[tuple[dict[str, object], tuple[Supported, ...], int]]:
    """People alike in all that the draft reads, health too: their facts, their supports, and how many they are."""
    unread = {fact.name for fact in rules.POLICIES[CODE].facts if fact.for_rule} - draft.reads()
    asked: Mapping[str, object] = {
        "policy": CODE,
        "districts": sorted(actor.districts),
        "unread": sorted(unread),
    }
    for row in tx.execute(GROUPS, asked):
        told = Counter(
            tuple((name, value) for name, value in said.items() if name not in unread)
            for said in map(health, row.sealed, row.ids)
        )
        for said, people in told.items():
            yield {**row.facts, **dict(said)}, _supports(row.supports), people


def _supports(given: Sequence[Sequence[str]] | None) -> tuple[Supported, ...]:
    return tuple(Supported(policy, component, state) for policy, component, state in given or ())


def _refuse_mistaken(draft: Draft, areas: frozenset[str]) -> None:
    """A draft by codes or days that nobody has would cost nothing, and look cheap."""
    if draft.last < draft.first:
        raise RoundDaysReversed
    known = {choice.code for choice in OCCUPATIONS}
    for code in sorted((draft.occupations | draft.with_contract) - known):
        raise OccupationUnknown(code=code)
    for code in sorted((draft.workplaces - {OUTSIDE} | draft.residents) - areas):
        raise AreaUnknown(code=code)
