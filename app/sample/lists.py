"""A policy's lists: planned, filled, sent in two waves, so that exactly so many of their rows are paid."""

from collections.abc import Mapping, Sequence
from random import Random

from app.sample.case import PriorSupport, SampleList, SampleRow
from app.sample.maker import ListPlan, Maker
from app.sample.people import Population
from app.sample.planting import Planter
from app.sample.quotas import IN_ONE_LIST, IN_TWO_WAVES, counts, shares

ROWS_LEAST = 3  # of a list, where there are so many


def lists_of(
    maker: Maker, paid: int, seed: int, population: Population, made: Mapping[str, Sequence[SampleList]], *, each: bool
) -> tuple[list[SampleList], list[PriorSupport]]:
    """The lists of a policy; `made` are those of the policies before it, by policy."""
    rng = Random(f"{seed}:{maker.policy}")
    plans = list(maker.plan(rng, population, paid))
    waves, planted = waves_of(plans), counts(maker.per_ten_thousand, paid, each=each)
    planter = Planter(rng, population, maker, plans, waves, _claimed(rng, maker, planted, made))
    filled = planter.fill(sizes_of(rng, maker, plans, paid, planted), planted, paid)
    found = [
        SampleList(
            plan.name, maker.policy, plan.round, plan.unit_code, plan.district_code, plan.received_on, wave,
            plan.header, rows, sent_by=plan.sent_by or plan.district_code,
        )
        for plan, wave, rows in zip(plans, waves, filled, strict=True)
        if rows
    ]  # fmt: skip
    return found, planter.prior_supports


def sizes_of(rng: Random, maker: Maker, plans: Sequence[ListPlan], paid: int, planted: Mapping[str, int]) -> list[int]:
    """How many places each list has. Lists of which nothing is paid come on top, as long as the others' mean."""
    unpaid = [maker.lists.get(plan.reason) in ("never", "open") for plan in plans]
    others = len(plans) - sum(unpaid)
    pairs = sum(count for kind, count in planted.items() if kind in IN_ONE_LIST | IN_TWO_WAVES)
    total = paid + sum(planted.values()) + pairs
    wanted = {False: total, True: round(total / others) * sum(unpaid)}
    sizes = {}
    for which in sorted(set(unpaid)):
        of = [plan for plan, is_so in zip(plans, unpaid, strict=True) if is_so is which]
        weights = [plan.weight * rng.uniform(0.6, 1.5) for plan in of]
        sizes[which] = iter(shares(wanted[which], weights, ROWS_LEAST))
    return [next(sizes[each]) for each in unpaid]


def waves_of(plans: Sequence[ListPlan]) -> list[int]:
    """Of each round, the second list and every fourth after it go up in the second wave."""
    seen: dict[int | None, int] = {}
    waves = []
    for plan in plans:
        place = seen[plan.round] = seen.get(plan.round, -1) + 1
        waves.append(2 if place % 4 == 1 else 1)
    return waves


def _claimed(
    rng: Random, maker: Maker, planted: Mapping[str, int], made: Mapping[str, Sequence[SampleList]]
) -> dict[str, list[SampleRow]]:
    """For each claim so many rows of the other policy, each person once."""
    taken: set[int] = set()
    found: dict[str, list[SampleRow]] = {}
    for kind, claim in maker.claims.items():
        rows = [row for one in made.get(claim.source, ()) for row in one.rows if _shows(row) and claim.wanted(row)]
        free = [row for row in rows if id(row) not in taken]
        found[kind] = rng.sample(free, min(len(free), planted.get(kind, 0)))
        taken |= {id(row) for row in found[kind]}
    return found


def _shows(row: SampleRow) -> bool:
    """An ordinary row that is paid and says who it is by the number that the other row says too."""
    return row.expected.kind == "ORDINARY" and row.expected.is_paid and bool(row.facts.get("citizen_id"))
