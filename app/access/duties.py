"""Who may do the next step: never the hands that did the last one; only from the right state."""

from app import states
from app.errors import Conflict, Forbidden


class SameHands(Conflict):
    """Người lập không được tự thẩm định, kiểm tra hoặc đối chiếu việc của chính mình.
    Whoever prepared it may not appraise, check or compare their own work.
    """


class WrongState(Conflict):
    """Không làm được việc này khi đang ở trạng thái "{state}".
    This cannot be done while the state is "{state_en}".
    """


class NotYourStep(Forbidden):
    """Bước này không thuộc vai trò của bạn.
    This step is not your role's to make.
    """


class NotYourName(Forbidden):
    """Chỉ được ghi tên chính người đang làm việc này.
    An act names nobody but the person whose act it is.
    """


def refuse_same_hands(first_person_id: int | None, second_person_id: int) -> None:
    """Natural persons are compared, not accounts. Raises SameHands."""
    if first_person_id == second_person_id:
        raise SameHands


STATES = {
    "formed": "đã lập", "appraised": "đã thẩm định", "returned": "đã trả lại", "drafted": "dự thảo",
    "recorded": "đã ghi", "decided": "đã quyết định", "refused": "bị từ chối", "void": "đã huỷ",
    "received": "đã nhận", "determined": "đã xét", "withdrawn": "đã rút", "draft": "đang lập", "frozen": "đã chốt",
    "checked": "đã kiểm", "released": "đã duyệt chi", "exported": "đã xuất", "closed": "đã đóng",
    "batched": "đã vào bảng kê", "in_process": "đang xử lý", "debited": "đã trích nợ", "settled": "đã nhận tiền",
    "rejected": "bị ngân hàng từ chối", "cancelled": "đã huỷ chi", "in_doubt": "nghi vấn",
    "declined": "người đề nghị từ chối nhận", "ordered": "đã ra lệnh", "running": "đang chạy", "done": "đã xong",
    "proposed": "chờ người thứ hai", "made": "đã gộp", "parting": "chờ tách", "undone": "đã tách",
    "in_force": "đã có hiệu lực", "asked": "đã đề nghị", "raised": "đã lập hồ sơ thu hồi",
    "notified": "đã thông báo thu hồi", "recovered": "đã thu hồi", "written_off": "đã xoá nợ",
    "confirmed": "đã xác nhận", "open": "chờ chi", "reserved": "chờ chi trong bảng kê", "paid": "đã chi",
    "recovery": "đang thu hồi",
    "cleared": "đã thanh toán tạm ứng", "claimed": "đã đề nghị hoàn trả", "ended": "đã hết hiệu lực",
}  # fmt: skip
"""The words of docs/words.md for whoever reads a refusal."""


def require_state(state: str, *permitted: str) -> None:
    """The state a step starts from. Raises WrongState."""
    if state not in permitted:
        raise WrongState(state=STATES.get(state, state), state_en=state.replace("_", " "))


def require_event(kind: str, state: str, event: str) -> None:
    """That the table of moves knows the event from this state. Raises WrongState."""
    require_state(state, *states.before(kind, event))
