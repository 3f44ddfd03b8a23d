"""What other bodies are asked of a row: the facts of a policy that are theirs to confirm, by body."""

from app.rules.fact import Fact, Place
from app.rules.policy import Policy

BODIES = ("insurance_agency", "tax_branch", "employment_centre")
"""Who confirms, of policy.UNIT_KINDS."""

APPLICANT = "applicant"
"""Whose word it is that somebody declines: nobody else's."""


def body_of(fact: Fact) -> str:
    """Which body confirms a fact."""
    return fact.confirmed_by or BODIES[0]


def questions(policy: Policy, body: str) -> tuple[Fact, ...]:
    """The facts of a policy that a body confirms; none where it is not asked."""
    return tuple(fact for fact in policy.facts if fact.place is Place.CONFIRMATION and body_of(fact) == body)


def bodies(policy: Policy) -> tuple[str, ...]:
    """The bodies that are asked for something under a policy."""
    return tuple(body for body in BODIES if questions(policy, body))
