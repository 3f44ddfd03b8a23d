"""The communes' lists of freelance workers."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from app.sample import freelance
from app.sample.case import PriorSupport, SampleList
from app.sample.freelance import AMOUNT_VND, OCCUPATIONS, PAID, RECEIVED, REFUSED, Place, round_of
from app.sample.people import Person, Population
from app.sample.planting import Facts, Judged, Planter, refused
from app.sample.province import COMMUNES, WEIGHTS, Commune
from app.sample.quotas import PER_TEN_THOUSAND_FREELANCE, counts, shares

POLICY = "freelance"
ROWS_A_LIST = 40  # small samples have as many lists as come to so many rows each, at most one a commune
PRIOR = {"PAID_SAME_POLICY": (POLICY, AMOUNT_VND), "PAID_OTHER_POLICY": ("household_business", 3_000_000),
         "PAID_ADDITIVE": ("meals_f1", 1_120_000)}  # fmt: skip


@dataclass(slots=True)
class FreelanceMaker:
    """What policy 12 knows of its cases; `places` by list."""

    rng: Random
    population: Population
    places: list[Place]
    policy: str = POLICY
    differing: str = "occupation"

    def ordinary(self, index: int) -> tuple[Person, Facts]:
        return freelance.ordinary(self.rng, self.population, self.places[index])

    def refused(self, index: int, reason: str, facts: Facts) -> Facts:
        return REFUSED[reason](self.rng, self.places[index].round)

    def judged(self, index: int, facts: Facts) -> Judged:
        return PAID, PAID, PAID

    def refusal(self, index: int, reason: str, facts: Facts) -> Judged:
        judgement = refused(POLICY, reason)
        return judgement, judgement, judgement

    def other(self, facts: Facts) -> object:
        return next(code for code in OCCUPATIONS[2] if code != facts["occupation"])

    def prior(self, reason: str) -> tuple[str, int]:
        return PRIOR[reason]

    def insured(self, reason: str) -> None:
        return None


def commune_lists(rows: int, seed: int, population: Population) -> tuple[list[SampleList], list[PriorSupport]]:
    """The lists of policy 12 with so many rows in all."""
    rng = Random(f"{seed}:{POLICY}")
    communes = chosen(max(1, min(len(COMMUNES), round(rows / ROWS_A_LIST))))
    sizes = shares(rows, [WEIGHTS[commune.district_code] * rng.uniform(0.5, 1.6) for commune in communes])
    places = [Place(commune, round_of(commune)) for commune in communes]
    waves = waves_of(places)
    planter = Planter(
        rng, population, FreelanceMaker(rng, population, places), sizes, range(len(sizes)),
        [by_wave(places, waves, round_) for round_ in (2, 4)], [commune.district_code for commune in communes],
    )  # fmt: skip
    filled = planter.fill(counts(PER_TEN_THOUSAND_FREELANCE, rows))
    made = []
    for place, wave, held in zip(places, waves, filled, strict=True):
        first, last = RECEIVED[place.round]
        received = first + timedelta(days=rng.randrange((last - first).days + 1))
        commune = place.commune
        made.append(
            SampleList(
                f"12-d{place.round}-{commune.code}",
                POLICY,
                place.round,
                commune.code,
                commune.district_code,
                received,
                wave,
                {"commune_name": f"{commune.code} - {commune.name}"},
                held,
            )
        )
    return made, planter.prior_supports


def chosen(number: int) -> list[Commune]:
    """So many communes, spread evenly over the districts."""
    return [COMMUNES[index * len(COMMUNES) // number] for index in range(number)]


def waves_of(places: list[Place]) -> list[int]:
    """Of each round, the second list and every fourth after it go up in the second wave."""
    seen = {2: -1, 4: -1}
    waves = []
    for place in places:
        seen[place.round] += 1
        waves.append(2 if seen[place.round] % 4 == 1 else 1)
    return waves


def by_wave(places: list[Place], waves: list[int], round_: int) -> tuple[list[int], list[int]]:
    """A round's lists of the first wave and of the second."""
    of_round = [index for index, place in enumerate(places) if place.round == round_]
    return [i for i in of_round if waves[i] == 1], [i for i in of_round if waves[i] == 2]
