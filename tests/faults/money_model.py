"""The life of the money in plain Python: what is owed, batches, payouts and funds, as the law and the contract have it.

Nothing of the service is asked. A fund's balances are not counted along: they follow from the states alone, for every
đồng decided stands on exactly one account (`STANDS_ON`). What is added later to the life of the money (a return, a
debt) is added here as a state and the account on which its money stands.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Parts = Sequence[tuple[int, int]]
Where = tuple[int, str, int | None, str | None]
"""An account: fund, kind, unit, policy."""

MOVES: Mapping[str, frozenset[str]] = {
    "batched": frozenset({"exported", "void"}),
    "exported": frozenset({"in_process", "debited", "settled", "rejected", "cancelled", "in_doubt"}),
    "in_process": frozenset({"debited", "settled", "rejected", "cancelled", "in_doubt"}),
    "debited": frozenset({"settled", "returned"}),
    "settled": frozenset({"returned"}),
    "in_doubt": frozenset({"in_process", "debited", "settled", "rejected", "cancelled"}),
}
"""How a payout moves; what is not here has ended."""

PAID, UNDER_WAY = ("debited", "settled"), ("exported", "in_process", "in_doubt")
LIVE = {"batched", *UNDER_WAY, *PAID}
STANDS_ON: Mapping[str, str] = {
    **dict.fromkeys(("open", "batched"), "COMMITTED"),
    **dict.fromkeys(UNDER_WAY, "IN_TRANSIT"),
    **dict.fromkeys(PAID, "PAID"),
    "returned": "RETURNED",
}
"""By the state of what is owed, or of the payout that has reserved it; what is cancelled is back where it came from."""

OF_PAYER, OF_DISTRICT = {"IN_TRANSIT"}, {"PAID", "RETURNED"}


@dataclass
class Owed:
    """An entitlement."""

    id: int
    application: int
    decision: int
    policy: str
    district: int
    payer: int
    amount_vnd: int
    parts: Parts
    state: str = "open"
    blocked: str | None = None


@dataclass
class Paying:
    """A payout and what it pays."""

    id: int
    application: int
    batch: int
    reference: str
    owed: Sequence[Owed]
    state: str = "batched"
    reason: str | None = None

    @property
    def amount_vnd(self) -> int:
        """What it comes to."""
        return sum(each.amount_vnd for each in self.owed)


@dataclass
class Batch:
    """A batch; those taken out of it are void and no more counted."""

    id: int
    policy: str
    channel: str
    unit: str
    payouts: list[Paying]
    state: str = "draft"
    answers: list[bytes] = field(default_factory=list)

    @property
    def live(self) -> list[Paying]:
        """Who is still in it."""
        return [each for each in self.payouts if each.state != "void"]

    @property
    def figures(self) -> dict[str, int]:
        """Count and sum."""
        return {"payouts": len(self.live), "amount_vnd": sum(each.amount_vnd for each in self.live)}


@dataclass
class Mix:
    """Which funds pay, and from when."""

    id: int
    policy: str | None
    unit: int | None
    since: str
    parts: Parts


@dataclass
class Waiting:
    """A decision recorded and not compared yet: its paper, and what it will owe by application."""

    id: int
    policy: str
    unit: str
    paper: Mapping[str, object]
    amounts_vnd: Sequence[int]


@dataclass
class Model:
    """Everything."""

    units: Mapping[str, int]
    allotted: Counter[int] = field(default_factory=Counter)
    mixes: list[Mix] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    owed: dict[int, Owed] = field(default_factory=dict)
    batches: dict[int, Batch] = field(default_factory=dict)
    methods: dict[int, str] = field(default_factory=dict)
    correcting: dict[int, tuple[int, str, str | None]] = field(default_factory=dict)  # asked: its id, how, last four
    names: dict[int, str] = field(default_factory=dict)

    @property
    def payouts(self) -> dict[int, Paying]:
        """Of all batches."""
        return {each.id: each for batch in self.batches.values() for each in batch.payouts}

    def mix_of(self, policy: str, unit: int, on: str) -> Mix:
        """Of a unit before of all, of a policy before of all, the latest."""
        fit = [mix for mix in self.mixes
               if mix.since <= on and mix.policy in (None, policy) and mix.unit in (None, unit)]  # fmt: skip
        return max(fit, key=lambda mix: (mix.unit is not None, mix.policy is not None, mix.since))

    def payable(self, payer: int, policy: str, channel: str, decision: int | None) -> list[Owed]:
        """What a batch would take."""
        return [
            each for each in self.owed.values()
            if (each.payer, each.policy, each.state, each.blocked) == (payer, policy, "open", None)
            and each.application not in self.correcting
            and self.methods[each.application] == channel and decision in (None, each.decision)
        ]  # fmt: skip

    def balances(self) -> Counter[Where]:
        """What stands on each account."""
        found: Counter[Where] = Counter()
        for fund, vnd in self.allotted.items():
            found[fund, "APPROPRIATION", None, None] -= vnd
            found[fund, "AVAILABLE", None, None] += vnd
        for fund, kind, unit, policy, vnd in self._standing():
            found[fund, kind, unit, policy] += vnd
            found[fund, "AVAILABLE", None, None] -= vnd
        return Counter({where: vnd for where, vnd in found.items() if vnd})

    def _standing(self) -> Iterator[tuple[int, str, int | None, str, int]]:
        holder = {owed.id: paying.state for paying in self.payouts.values() if paying.state in LIVE
                  for owed in paying.owed}  # fmt: skip
        for each in self.owed.values():
            kind = STANDS_ON.get(holder.get(each.id, each.state))
            if kind is None:
                continue
            unit = each.payer if kind in OF_PAYER else each.district if kind in OF_DISTRICT else None
            for fund, vnd in divided(each.amount_vnd, each.parts):
                yield fund, kind, unit, each.policy, vnd

    def short(self, amounts_vnd: Sequence[int], parts: Parts) -> bool:
        """Whether some fund has less than its share of these amounts."""
        needed: Counter[int] = Counter()
        for amount in amounts_vnd:
            needed.update(dict(divided(amount, parts)))
        now = self.balances()
        return any(vnd > now[fund, "AVAILABLE", None, None] for fund, vnd in needed.items())


def divided(amount_vnd: int, parts: Parts) -> list[tuple[int, int]]:
    """By weights to the đồng: what whole đồng leave over goes to the largest fractions, of equal ones to the first."""
    whole = sum(weight for _, weight in parts)
    exact = [Fraction(amount_vnd * weight, whole) for _, weight in parts]
    shares = [int(each) for each in exact]
    for nth in sorted(range(len(parts)), key=lambda nth: shares[nth] - exact[nth])[: amount_vnd - sum(shares)]:
        shares[nth] += 1
    return [(fund, share) for (fund, _), share in zip(parts, shares, strict=True) if share]


@dataclass(frozen=True)
class Line:
    """What an answer says of one payout."""

    reference: str
    to_state: str | None
    amount_vnd: int
    reason: str | None = None


def judged(model: Model, lines: Sequence[Line], *, of_order: bool = True) -> list[tuple[Line, Paying | None, str]]:
    """What comes of each line of an answer, by the books as they are before it."""
    known = {each.reference: each for each in model.payouts.values()}
    times = Counter(line.reference for line in lines)
    return [(line, known.get(line.reference), _verdict(line, known.get(line.reference), times, of_order=of_order))
            for line in lines]  # fmt: skip


def _verdict(line: Line, paying: Paying | None, times: Counter[str], *, of_order: bool) -> str:
    if paying is None:
        return "unknown_reference"
    no_news = paying.state == line.to_state or (line.to_state, paying.state) in NO_NEWS
    looked_at = {
        "unknown_status": line.to_state is None,
        "amount_differs": line.amount_vnd != paying.amount_vnd,
        "message_differs": not of_order,
        "answered_twice": times[line.reference] > 1,
        "nothing_new": no_news,
        "step_back": line.to_state not in MOVES.get(paying.state, ()),
    }
    return next((verdict for verdict, so in looked_at.items() if so), "booked")


NO_NEWS = {("in_process", "debited"), ("in_process", "settled"), ("debited", "settled")}
PAY_AGAIN = {"AM04"}
"""Reasons of which the payee has nothing to mend."""


def book(model: Model, lines: Sequence[Line], *, of_order: bool = True) -> Counter[str]:
    """Book an answer; how many lines came to what."""
    found = judged(model, lines, of_order=of_order)
    for line, paying, verdict in found:
        if paying and line.to_state and verdict == "booked":
            paying.state, paying.reason = line.to_state, line.reason or paying.reason
            _follow(paying)
        elif paying and verdict == "step_back" and line.to_state in PAID:
            _doubt(paying)
    return Counter(verdict for _, _, verdict in found)


def _follow(paying: Paying) -> None:
    """What is owed follows its payout; that it is said to be paid already outlives a further one that fails."""
    for owed in paying.owed:
        if owed.state != "reserved" or paying.state not in (*PAID, "rejected", "cancelled"):
            continue
        refused = paying.state == "cancelled" and paying.reason == "REFUSED" and owed.blocked != "SAID_PAID"
        owed.state = "paid" if paying.state in PAID else "cancelled" if refused else "open"
        wrong = paying.state == "rejected" and paying.reason not in PAY_AGAIN
        said = owed.blocked == "SAID_PAID" and owed.state == "open"
        owed.blocked = "SAID_PAID" if said else (paying.reason or "rejected") if wrong else None


def _doubt(paying: Paying) -> None:
    for owed in paying.owed:
        if owed.state in ("open", "reserved"):
            owed.blocked = "SAID_PAID"


def free(paying: Paying, blocked: str | None) -> None:
    """A payout that does not leave gives back what it had reserved."""
    paying.state = "void"
    for owed in paying.owed:
        owed.state, owed.blocked = "open", owed.blocked if owed.blocked == "SAID_PAID" else blocked
