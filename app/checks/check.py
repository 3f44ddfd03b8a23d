"""What a check is: its words, when it runs, what it stops by default, and the question as one statement."""

from dataclasses import dataclass
from enum import StrEnum


class Moment(StrEnum):
    """When a check runs."""

    INTAKE = "intake"  # a list is taken in
    DECISION = "decision"  # a decision is drafted, recorded, compared
    BATCH = "batch"  # a payment batch is frozen; an account is corrected
    REGISTER = "register"  # another agency's list has come in


class Effect(StrEnum):
    """What a finding stops until somebody has cleared it; each more than the one before."""

    NOTE = "note"  # nothing: it is shown
    HOLD = "hold"  # an application that is not decided yet goes up to no decision
    BLOCK = "block"  # nor is what is owed already paid


@dataclass(frozen=True, slots=True)
class Check:
    """A named check.

    `found` selects application_id, entitlement_id, beneficiary_id, district_id, register_entry_id, officer_person_id,
    people and ground of whatever it finds; of the applications :ids, or of all where that is null. `threshold`: it
    finds what more people than this share. `register`: the kind of list that it reads.
    """

    code: str
    vi: str
    en: str
    about_vi: str
    about_en: str
    effect: Effect
    found: str  # "": not searched for, but listed where it stands
    moments: frozenset[Moment] = frozenset(Moment)
    threshold: int | None = None
    register: str | None = None

    def __post_init__(self) -> None:
        if not self.register:  # nothing of it changes with a register
            object.__setattr__(self, "moments", self.moments - {Moment.REGISTER})
