"""The ledger's accounts and kinds of transfer, and how money is shared: whole đồng, nothing lost in the division.

An account's balance is its debits less its credits. APPROPRIATION is the other side of all that a fund was given, so
that the balances of a fund always add up to nothing. ADVANCE is cash of the budget in somebody's hands and stands
beside it; ADVANCED is its other side. The database holds the same table (`transfer_kind`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple


class Account(NamedTuple):
    """An account by what it is about."""

    kind: str
    fund_id: int
    unit_id: int | None = None
    policy: str | None = None
    agent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """From which account to which; `single`: each record has a transfer of its own, none is summed with others."""

    credit: str
    debit: str
    single: bool


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "allot": Kind("APPROPRIATION", "AVAILABLE", single=True),
        "cut": Kind("AVAILABLE", "APPROPRIATION", single=True),
        "commit": Kind("AVAILABLE", "COMMITTED", single=False),
        "decommit": Kind("COMMITTED", "AVAILABLE", single=True),
        "export": Kind("COMMITTED", "IN_TRANSIT", single=False),
        "fail": Kind("IN_TRANSIT", "COMMITTED", single=True),
        "pay": Kind("IN_TRANSIT", "PAID", single=False),
        "prove": Kind("COMMITTED", "PAID", single=True),
        "return": Kind("PAID", "RETURNED", single=True),
        "retry": Kind("RETURNED", "COMMITTED", single=True),
        "give_up": Kind("RETURNED", "AVAILABLE", single=True),
        "recover": Kind("PAID", "RECEIVABLE", single=True),
        "unrecover": Kind("RECEIVABLE", "PAID", single=True),
        "repaid": Kind("RECEIVABLE", "RECOVERED", single=True),
        "write_off": Kind("RECEIVABLE", "WRITTEN_OFF", single=True),
        "give_back": Kind("RECOVERED", "AVAILABLE", single=True),
        "lapse": Kind("AVAILABLE", "APPROPRIATION", single=True),
        "lapse_recovered": Kind("RECOVERED", "APPROPRIATION", single=True),
        "carry_over": Kind("APPROPRIATION", "AVAILABLE", single=True),
        "reimburse": Kind("COMMITTED", "PAID", single=True),
        "advance": Kind("ADVANCED", "ADVANCE", single=True),
        "clear": Kind("ADVANCE", "ADVANCED", single=True),
        "pay_back": Kind("ADVANCE", "ADVANCED", single=True),
    }
)

CONTRA = frozenset({"APPROPRIATION", "ADVANCED"})
"""What stands against the money of a fund: never above nothing, as all else is never below (the database's CHECK)."""

OF_POLICY = frozenset({"COMMITTED", "IN_TRANSIT", "PAID", "RETURNED", "RECEIVABLE", "RECOVERED", "WRITTEN_OFF"})
OF_DISTRICT = frozenset({"PAID", "RETURNED", "RECEIVABLE", "RECOVERED", "WRITTEN_OFF"})
OF_PAYER = frozenset({"IN_TRANSIT"})
OF_AGENT = frozenset({"ADVANCE"})
"""What tells an account from the others of its fund and kind: the policy, whose people are paid, who pays, in whose
hands cash is."""


@dataclass(frozen=True, slots=True)
class About:
    """What a transfer is about, beside its fund."""

    policy: str | None = None
    district_id: int | None = None
    payer_id: int | None = None
    agent_id: int | None = None


def account(kind: str, fund_id: int, about: About) -> Account:
    """The account of a kind and fund that such money stands on."""
    unit = about.district_id if kind in OF_DISTRICT else about.payer_id if kind in OF_PAYER else None
    policy, agent = about.policy if kind in OF_POLICY else None, about.agent_id if kind in OF_AGENT else None
    return Account(kind, fund_id, unit, policy, agent)


def shares(amount_vnd: int, weights: Sequence[int]) -> list[int]:
    """An amount divided by weights; what the division leaves goes, a đồng each, to the largest remainders.

    Of equal remainders the first comes first, so the same amount is always divided alike. The shares add up.
    """
    whole = sum(weights)
    parts = [amount_vnd * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda nth: (-(amount_vnd * weights[nth] % whole), nth))
    for nth in by_remainder[: amount_vnd - sum(parts)]:
        parts[nth] += 1
    return parts
