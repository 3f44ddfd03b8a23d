"""The rounds of a policy that pays in rounds: which the province held, and what an act has to say of its own."""

from app import rules
from app.errors import Invalid
from app.settings import settings


class RoundNeeded(Invalid):
    """Chính sách này chi theo đợt: ghi số đợt ở tham số round.
    This policy is paid in rounds: give the round as the parameter round.
    """


class NotByRounds(Invalid):
    """Chính sách này không chi theo đợt: bỏ tham số round.
    This policy is not paid in rounds: leave the parameter round out.
    """


class RoundUnknown(Invalid):
    """Tỉnh không có đợt {round}. Các đợt: {known}.
    The province has no round {round}. Its rounds: {known_en}.
    """


def require(policy: str, round_: int | None) -> None:
    """Refuse to go on without the round that a policy needs. Raises RoundNeeded."""
    if round_ is None and rules.POLICIES[policy].by_round:
        raise RoundNeeded


def require_known(policy: str, round_: int | None) -> None:
    """Refuse a round that the province never held (where none is known, any is taken), or where there are none.

    Raises NotByRounds, RoundUnknown.
    """
    if round_ is None:
        return
    if not rules.POLICIES[policy].by_round:
        raise NotByRounds
    known = rules.rounds_of(settings().province_code)
    if known and round_ not in known:
        vi = ", ".join(f"{number}{'' if read else ' (chưa đọc được quyết định)'}" for number, read in known.items())
        en = ", ".join(f"{number}{'' if read else ' (its decision not read)'}" for number, read in known.items())
        raise RoundUnknown(round=round_, known=vi, known_en=en)
