"""A round that a province only thinks of: judged by the policy's own conditions, one policy for each level drafted.

Nothing in a draft is open and nothing is unread: it says all of it. The national floor holds for it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.rules.freelance import PACKS, as_if_decided
from app.rules.freelance_lines import level_given
from app.rules.law import Amendment, Citation, LawOfDay
from app.rules.ninh_thuan_units import OUTSIDE
from app.rules.policy import Policy
from app.rules.rounds import Basis, Law, Level, Places, Round, When, Where, Who

T = TypeVar("T")

DRAFT = Citation("dự thảo", "đợt hỗ trợ")
MEASURE = ("biện pháp phòng, chống dịch", "the measure")
ALWAYS = frozenset({
    "occupation", "has_labour_contract", "socially_insured", "workplace_commune", "residence_commune", "stopped_from",
    "declined",
})  # fmt: skip
"""The facts that every round reads."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a province thinks of deciding. Areas are districts or communes by code; no residents: the whole province.

    The code of a place outside the province among the workplaces means whoever commutes there, wherever they live.
    """

    occupations: frozenset[str]
    workplaces: frozenset[str]
    residents: frozenset[str]
    first: date
    last: date
    basis: Basis
    with_contract: frozenset[str] = frozenset()  # occupations that may have a contract, if without social insurance
    least_age_years: int | None = None
    income_below_vnd: int | None = None
    registered: bool = False

    def reads(self) -> frozenset[str]:
        """The facts that decide under it, and how much: no others tell two cases apart."""
        asked = {
            "stopped_to": self.basis is Basis.EACH_DAY,
            "birth_date": self.least_age_years is not None,
            "income_vnd_month": self.income_below_vnd is not None,
            "residence_registered": self.registered,
        }
        return ALWAYS | {name for name, wanted in asked.items() if wanted}


def places_of(province: str) -> Places:
    """The places of a province whose rounds are known; of another, none is on record."""
    rounds = [each for pack in PACKS if pack.province == province for each in pack.rounds.values()]
    return rounds[0].places if rounds else Places({}, {})


def areas_of(places: Places) -> frozenset[str]:
    """The areas that a draft may name: the province's communes and the districts that they lie in."""
    return frozenset({*places.area_of, *places.area_of.values()})


def policies(draft: Draft, levels_vnd: Sequence[int], at: LawOfDay, places: Places) -> list[tuple[int, Policy]]:
    """For each level, what it gives (never less than the floor), and the policy as if the round were decided so."""
    rounds = [_round(draft, level, at.on, places) for level in levels_vnd]
    return [(level_given(at, each.level).value, as_if_decided(each)) for each in rounds]


def _round(draft: Draft, level_vnd: int, on: date, places: Places) -> Round:
    """The draft as a round decided on the law's day."""

    def law(value: T | None) -> Law[T]:
        return (Amendment(on, value, DRAFT),) if value is not None else ()

    return Round(
        0,
        places,
        decided=law(on),
        who=Who(
            law(draft.occupations),
            with_contract=law(draft.with_contract),
            least_age_years=law(draft.least_age_years),
            income_below_vnd=law(draft.income_below_vnd),
        ),
        where=Where(
            law(draft.workplaces),
            law(draft.residents or areas_of(places)),
            commuters=OUTSIDE in draft.workplaces,
            registered=law(draft.registered),
        ),
        when=When(MEASURE, law(draft.first), law(draft.last)),
        level=Level(draft.basis, law(level_vnd)),
    )
