"""Who may do the next step: never the hands that did the last one; only from the right state."""

from app.errors import Conflict


class SameHands(Conflict):
    """Người lập không được tự thẩm định, kiểm tra hoặc đối chiếu việc của chính mình.
    Whoever prepared it may not appraise, check or compare their own work.
    """


class WrongState(Conflict):
    """Không làm được việc này khi đang ở trạng thái "{state}".
    This cannot be done while the state is "{state}".
    """


def refuse_same_hands(first_person_id: int | None, second_person_id: int) -> None:
    """Natural persons are compared, not accounts. Raises SameHands."""
    if first_person_id == second_person_id:
        raise SameHands


def require_state(state: str, *permitted: str) -> None:
    """The state a step starts from. Raises WrongState."""
    if state not in permitted:
        raise WrongState(state=state)
