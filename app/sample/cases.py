"""The sample province: any number of cases, the same for the same seed."""

from random import Random

from app.sample.case import Sample
from app.sample.communes import commune_lists
from app.sample.employer_lists import employer_lists
from app.sample.numbers import Numbers
from app.sample.people import Population
from app.sample.quotas import FREELANCE_PERCENT

CASES, SEED = 76_502, 68


def generate(cases: int = CASES, seed: int = SEED) -> Sample:
    """Lists with exactly so many rows in all, faulty rows among them, and the supports paid before."""
    rng = Random(f"{seed}:people")
    population = Population(rng, Numbers(rng))
    freelance_rows = round(cases * FREELANCE_PERCENT / 100)
    lists, prior = commune_lists(freelance_rows, seed, population) if freelance_rows else ([], [])
    if cases > freelance_rows:
        more_lists, more_prior = employer_lists(cases - freelance_rows, seed, population)
        lists, prior = lists + more_lists, prior + more_prior
    return Sample(seed, tuple(lists), tuple(prior))
