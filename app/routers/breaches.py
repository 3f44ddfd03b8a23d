"""What a breach of the database's own constraints is called: what the service did not see coming, in words."""

from app.access.duties import NotYourName, NotYourStep, SameHands, WrongState
from app.decision_rows import Waiting
from app.errors import Conflict, Refusal


class BytesKnown(Conflict):
    """Tệp này đã được nhận trước đó.
    This file was received before.
    """


class AlreadyEntitled(Conflict):
    """Có người trong danh sách đã được hỗ trợ, không ai được hưởng hai lần; hãy hỏi Sở LĐ-TB&XH tỉnh.
    Somebody on the list is supported already, and nobody is twice; ask the province's Department of Labour.
    """


class NumberUsed(Conflict):
    """Số quyết định này đã được ghi.
    A decision with this number is on record.
    """


class OrderNumberUsed(Conflict):
    """Lệnh xét lại mang số này, ký ngày này đã được ghi.
    An order to determine again with this number and day is on record.
    """


class LetterNumberUsed(Conflict):
    """Số văn bản này đã dùng cho một văn bản trả lời khác trong ngày đó.
    Another letter of that day has this number.
    """


class FundKnown(Conflict):
    """Nguồn kinh phí mang mã này của chương trình và năm này đã có.
    The unit has a fund with this code, programme and year.
    """


class AllotmentKnown(Conflict):
    """Quyết định giao dự toán này đã được ghi cho nguồn kinh phí này.
    This decision on money is on record for the fund.
    """


class FundingKnown(Conflict):
    """Đã có cơ cấu nguồn có hiệu lực từ đúng ngày đó cho chính sách và đơn vị này.
    A funding of that very day is in force for the policy and unit.
    """


class LevelKnown(Conflict):
    """Đã có phân cấp có hiệu lực từ đúng ngày đó cho chính sách, đơn vị và khoảng tiền này.
    A delegation of that very day is in force for the policy, unit and band.
    """


class ReceiptUsed(Conflict):
    """Số biên lai này đã được ghi cho một lần nộp lại khác.
    This receipt is on record for another repayment.
    """


class WriteOffKnown(Conflict):
    """Hồ sơ thu hồi này đã có quyết định xoá nợ đang chờ hoặc đã có hiệu lực.
    A write-off of this case is on record already.
    """


class ClosingKnown(Conflict):
    """Quyết định này đã được ghi cho nguồn kinh phí này.
    This decision is on record for the fund.
    """


class CorrectionAsked(Conflict):
    """Đã có đề nghị sửa cách nhận tiền của hồ sơ này đang chờ người thứ hai.
    A correction of where this application is paid already waits for a second person.
    """


class WordAsked(Conflict):
    """Đã có đề nghị về khoản này đang chờ người thứ hai xác nhận.
    Somebody's word on this already waits for a second person.
    """


class ReturnKnown(Conflict):
    """Khoản hoàn về mang số tham chiếu này của ngân hàng đã được ghi: không ghi lần nữa.
    The return with this reference of the bank is on record: it is not booked again.
    """


class BalanceShort(Conflict):
    """Số dư của tài khoản sổ cái không đủ cho việc này; không có gì được ghi.
    An account of the ledger has too little for this; nothing was kept.
    """


class VoucherNumberUsed(Conflict):
    """Số chứng từ này đã được ghi cho một chứng từ khác của đơn vị.
    Another paper of the unit has this number.
    """


class AgentKnown(Conflict):
    """Nơi chi trả này đã có.
    The unit has this paying agent.
    """


class ListCleared(Conflict):
    """Danh sách này đã được dùng để thanh toán tạm ứng này.
    This list has cleared this advance.
    """


class ListClaimed(Conflict):
    """Danh sách mang số này, ký ngày này của xã đã được ghi.
    A list of the commune with this number and day is on record.
    """


class RequestMeanwhile(Conflict):
    """Một đề nghị khác vừa được ghi, hoặc số và ngày này đã được ghi; hãy lập lại số liệu.
    Another request was recorded just now, or this number and day are on record; draw the figures up again.
    """


class DoesNotAgree(Conflict):
    """Việc này không khớp với tạm ứng, hoàn trả hoặc chữ ký đã ghi; không có gì được ghi, hãy xem lại.
    This does not agree with the advances, reimbursements or signatures on record; nothing was kept, look again.
    """


BREACHES: dict[str, type[Refusal]] = {
    "uq_list_version_bytes": BytesKnown,
    "uq_answer_district_id_sha256": BytesKnown,
    "uq_entitlement_once": AlreadyEntitled,
    "uq_entitlement_child": AlreadyEntitled,
    "uq_entitlement_one_cash_regime": AlreadyEntitled,
    "uq_decision_district_id_number_signed_on": NumberUsed,
    "ck_submission_two_people": SameHands,
    "ck_decision_two_people": SameHands,
    "ck_decision_drafted_by_another": SameHands,
    "ck_payment_batch_two_people": SameHands,
    "ck_payment_batch_released_by_another": SameHands,
    "ck_objection_two_people": SameHands,
    "ck_redetermination_two_people": SameHands,
    "uq_redetermination_district_id_number_signed_on": OrderNumberUsed,
    "uq_refusal_notice_number": LetterNumberUsed,
    "uq_overpayment_letter": LetterNumberUsed,
    "uq_repayment_receipt": ReceiptUsed,
    "uq_write_off_live": WriteOffKnown,
    "uq_fund_closing_paper": ClosingKnown,
    "ck_overpayment_two_people": SameHands,
    "ck_repayment_two_people": SameHands,
    "ck_write_off_two_people": SameHands,
    "ck_fund_closing_two_people": SameHands,
    "uq_fund_district_id_code_programme_budget_year": FundKnown,
    "uq_fund_allotment_paper": AllotmentKnown,
    "uq_funding_since": FundingKnown,
    "uq_approval_level_since": LevelKnown,
    "ck_approval_level_two_people": SameHands,
    "ck_ledger_account_balance": BalanceShort,
    "ck_fund_allotment_two_people": SameHands,
    "ck_payment_correction_two_people": SameHands,
    "ck_payment_word_two_people": SameHands,
    "uq_payment_correction_asked": CorrectionAsked,
    "uq_payment_word_asked": WordAsked,
    "uq_payment_word_policy_asked": WordAsked,
    "uq_payment_word_bank_reference": ReturnKnown,
    "ck_funding_two_people": SameHands,
    "uq_advance_number": VoucherNumberUsed,
    "uq_advance_repayment_number": VoucherNumberUsed,
    "uq_reimbursement_voucher": VoucherNumberUsed,
    "uq_paying_agent_district_id_kind_name": AgentKnown,
    "uq_advance_clearing_advance_id_answer_id": ListCleared,
    "uq_reimbursement_list": ListClaimed,
    "ck_advance_two_people": SameHands,
    "ck_advance_repayment_two_people": SameHands,
    "ck_reimbursement_two_people": SameHands,
    "ck_signatory_two_people": SameHands,
    "uq_central_request_district_id_budget_year_nth": RequestMeanwhile,
    "uq_central_request_district_id_number_signed_on": RequestMeanwhile,
}
OUR_CODES: dict[str, type[Refusal]] = {
    "CT002": WrongState,
    "CT007": Waiting,
    "CT010": NotYourStep,
    "CT011": NotYourName,
    "CT020": WrongState,
    "CT022": DoesNotAgree,
}
