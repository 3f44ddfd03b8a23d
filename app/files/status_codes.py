"""What a bank's codes mean to us (ISO 20022 external code sets): the state, the reason, what follows.

A code that is not here is kept as it came and goes before a person: it never counts as success.
"""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a status does to a payout."""

    IN_PROCESS = "in_process"  # informational
    DEBITED = "debited"  # the money left us; nobody says that it arrived
    SETTLED = "settled"  # the payee has it
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXCEPTION = "exception"  # a person has to look
    BY_TRANSACTION = "by_transaction"  # of a group: its transactions have statuses of their own


class Next(StrEnum):
    """What has to be done about a rejection."""

    CORRECT = "correct"  # payable again after the payee's data are corrected
    PAY_AGAIN = "pay_again"  # nothing is wrong with the payee: a new instruction once the cause is gone
    INVESTIGATE = "investigate"  # stop: it may have been paid, or the file is not what we believe
    REVIEW = "review"  # the entitlement itself is in question
    ASK = "ask"  # the bank has to say more


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code: what it says, and what follows."""

    code: str
    vi: str
    en: str
    next: Next


EFFECTS = {
    **dict.fromkeys(
        ("RCVD", "ACTC", "ACCP", "ACFC", "ACSP", "ACWC", "ACPD", "PDNG", "PATC", "ACFW"), Effect.IN_PROCESS
    ),
    "PART": Effect.BY_TRANSACTION,
    "ACSC": Effect.DEBITED,
    "ACCC": Effect.SETTLED,
    "CPUC": Effect.SETTLED,
    "RJCT": Effect.REJECTED,
    "CANC": Effect.CANCELLED,
    "ACWP": Effect.EXCEPTION,
    "BLCK": Effect.EXCEPTION,
}

_REASONS = (
    ("AC01", "Số tài khoản sai hoặc thiếu", "Account number wrong or missing", Next.CORRECT),
    ("AC03", "Số tài khoản người hưởng sai", "Payee's account number wrong", Next.CORRECT),
    ("AC04", "Tài khoản đã đóng", "Account closed", Next.CORRECT),
    ("AC06", "Tài khoản bị phong tỏa", "Account blocked", Next.CORRECT),
    ("AC14", "Loại tài khoản không phù hợp", "Account of an unsuitable type", Next.CORRECT),
    (
        "AG01",
        "Tài khoản không được nhận chuyển khoản",
        "Credit transfers forbidden on this account",
        Next.CORRECT,
    ),
    ("AG03", "Loại giao dịch không được hỗ trợ", "Transaction type not supported", Next.ASK),
    ("AM01", "Số tiền bằng 0", "Amount is zero", Next.INVESTIGATE),
    ("AM02", "Số tiền vượt hạn mức", "Amount above the maximum", Next.ASK),
    ("AM04", "Tài khoản nguồn không đủ số dư", "Insufficient funds on our account", Next.PAY_AGAIN),
    (
        "AM05",
        "Trùng lệnh chi: dừng lại và kiểm tra",
        "Duplicate payment: stop and investigate",
        Next.INVESTIGATE,
    ),
    ("AM10", "Tổng kiểm soát không khớp", "Control sum does not match", Next.INVESTIGATE),
    ("AM18", "Số lượng giao dịch không hợp lệ", "Number of transactions invalid", Next.INVESTIGATE),
    ("AM19", "Số lượng giao dịch không khớp", "Number of transactions does not match", Next.INVESTIGATE),
    ("BE01", "Tên không khớp với số tài khoản", "Name does not match the account", Next.CORRECT),
    ("BE04", "Thiếu địa chỉ người hưởng", "Payee's address missing", Next.CORRECT),
    ("BE05", "Bên khởi tạo không được nhận biết", "Initiating party not recognised", Next.ASK),
    ("BE06", "Không nhận biết được người hưởng", "Payee not known to the bank", Next.CORRECT),
    ("BE22", "Thiếu tên người hưởng", "Payee's name missing", Next.CORRECT),
    ("CH03", "Ngày thực hiện quá xa", "Execution date too far ahead", Next.PAY_AGAIN),
    ("DT01", "Ngày không hợp lệ", "Invalid date", Next.PAY_AGAIN),
    ("DU01", "Mã thông điệp bị trùng: dừng lại", "Message id not unique: stop", Next.INVESTIGATE),
    ("DU02", "Mã khối lệnh bị trùng: dừng lại", "Block id not unique: stop", Next.INVESTIGATE),
    ("DU03", "Giao dịch bị trùng: dừng lại", "Transaction not unique: stop", Next.INVESTIGATE),
    ("DU04", "Mã đầu cuối bị trùng: dừng lại", "End-to-end id not unique: stop", Next.INVESTIGATE),
    ("DU05", "Mã lệnh bị trùng: dừng lại", "Instruction id not unique: stop", Next.INVESTIGATE),
    (
        "DUPL",
        "Trùng lệnh chi: dừng lại và kiểm tra",
        "Duplicate payment: stop and investigate",
        Next.INVESTIGATE,
    ),
    ("FF01", "Tệp sai định dạng", "Invalid file format", Next.INVESTIGATE),
    ("MD07", "Người hưởng đã qua đời", "Payee deceased", Next.REVIEW),
    ("MS02", "Khách hàng không nêu lý do", "Reason not given by the customer", Next.ASK),
    ("MS03", "Ngân hàng không nêu lý do", "Reason not given by the bank", Next.ASK),
    ("NARR", "Lý do bằng lời", "Reason in words", Next.ASK),
    ("RC01", "Mã ngân hàng sai", "Bank identifier wrong", Next.CORRECT),
    ("RC04", "Mã ngân hàng hưởng sai", "Payee's bank identifier wrong", Next.CORRECT),
    ("RF01", "Mã tham chiếu không duy nhất", "Reference not unique", Next.INVESTIGATE),
    ("RR04", "Lý do quản lý nhà nước", "Regulatory reason", Next.REVIEW),
    ("TM01", "Gửi sau giờ nhận lệnh", "Received after the cut-off time", Next.PAY_AGAIN),
)
REASONS = {code: Reason(code, vi, en, step) for code, vi, en, step in _REASONS}


def effect(status: str) -> Effect:
    """What a status does; EXCEPTION for a code that we do not know."""
    return EFFECTS.get(status, Effect.EXCEPTION)


def reason(code: str) -> Reason:
    """What a reason code says; one that we do not know is passed on as it is, for the bank to explain."""
    return REASONS.get(code) or Reason(
        code, f"Ngân hàng trả về mã lý do {code}", f"The bank gives reason code {code}", Next.ASK
    )


def accepts_with_change(status: str) -> bool:
    """Whether the bank changed something, which somebody has to look at."""
    return status == "ACWC"
