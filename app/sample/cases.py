"""The sample province: any number of cases, the same for the same seed."""

from collections.abc import Sequence
from random import Random

from app.sample import communes, employer_lists, facilities, households, offices
from app.sample.case import Sample, SampleList
from app.sample.lists import lists_of
from app.sample.maker import Maker
from app.sample.numbers import Numbers
from app.sample.people import Population
from app.sample.quotas import ONE_OF_EACH_FROM, paid_by_policy

CASES, SEED = 76_502, 68
MAKERS: tuple[Maker, ...] = (
    communes.FREELANCE, employer_lists.SUSPENDED, employer_lists.STOPPED, facilities.F1, facilities.F0,
    offices.TERMINATED, households.REGISTERED, households.UNREGISTERED, offices.ARTIST, offices.GUIDE,
)  # fmt: skip
"""In this order: who is supported under one may ask under a later one too, and is decided there after it."""


def generate(cases: int = CASES, seed: int = SEED) -> Sample:
    """Lists on which exactly so many rows are paid, all that is not paid among them, and the supports paid before."""
    rng = Random(f"{seed}:people")
    population, paid = Population(rng, Numbers(rng)), paid_by_policy(cases)
    made: dict[str, Sequence[SampleList]] = {}
    prior = []
    for maker in MAKERS:
        if paid[maker.policy]:
            each = cases >= ONE_OF_EACH_FROM
            made[maker.policy], more = lists_of(maker, paid[maker.policy], seed, population, made, each=each)
            prior += more
    return Sample(seed, tuple(one for some in made.values() for one in some), tuple(prior))
