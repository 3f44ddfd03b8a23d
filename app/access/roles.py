"""Roles and what they may do: one table."""

from enum import StrEnum


class Role(StrEnum):
    """What an account is for."""

    DISTRICT_OFFICER = "district_officer"
    DISTRICT_APPROVER = "district_approver"
    PROVINCIAL_OFFICER = "provincial_officer"
    PROVINCIAL_APPROVER = "provincial_approver"
    FINANCE_MAKER = "finance_maker"
    FINANCE_CHECKER = "finance_checker"
    AUDITOR = "auditor"
    LEGAL_OFFICER = "legal_officer"
    ADMINISTRATOR = "administrator"


_DISTRICT, _DEPARTMENT, _PROVINCE = frozenset({"district"}), frozenset({"department"}), frozenset({"province"})

PLACES: dict[Role, frozenset[str]] = {
    Role.DISTRICT_OFFICER: _DISTRICT | _DEPARTMENT | {"employment_centre"},
    Role.DISTRICT_APPROVER: _DISTRICT | _DEPARTMENT,
    Role.PROVINCIAL_OFFICER: _PROVINCE,
    Role.PROVINCIAL_APPROVER: _PROVINCE,
    Role.FINANCE_MAKER: _PROVINCE | _DISTRICT,
    Role.FINANCE_CHECKER: _PROVINCE | _DISTRICT,
    Role.AUDITOR: _PROVINCE | _DISTRICT | _DEPARTMENT,
    Role.LEGAL_OFFICER: _PROVINCE,
    Role.ADMINISTRATOR: _PROVINCE,
}
"""At which kinds of unit a role is: the database holds the same (20261128_places)."""

_DECIDING_OR_PAYING = (
    Role.DISTRICT_APPROVER, Role.PROVINCIAL_APPROVER, Role.FINANCE_MAKER, Role.FINANCE_CHECKER,
)  # fmt: skip
_APART = (
    (Role.FINANCE_MAKER, Role.FINANCE_CHECKER),
    (Role.DISTRICT_OFFICER, Role.DISTRICT_APPROVER),
    (Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_APPROVER),
    *((Role.ADMINISTRATOR, role) for role in _DECIDING_OR_PAYING),
    *((Role.AUDITOR, role) for role in Role if role is not Role.AUDITOR),
)
INCOMPATIBLE: dict[Role, frozenset[Role]] = {
    role: frozenset(one if other is role else other for one, other in _APART if role in {one, other}) for role in Role
}
"""Which roles one natural person does not have together: the database holds the same (`incompatible_role`)."""


class Action(StrEnum):
    """What a route asks leave for."""

    SUBMIT_LIST = "submit_list"
    READ_LIST = "read_list"
    CONFIRM = "confirm"
    DECLINE = "decline"
    FORM_SUBMISSION = "form_submission"
    APPRAISE = "appraise"
    DRAFT_DECISION = "draft_decision"
    COMPARE_DECISION = "compare_decision"
    READ_DECISION = "read_decision"
    FORM_BATCH = "form_batch"
    CHECK_BATCH = "check_batch"
    READ_BATCH = "read_batch"
    TAKE_ANSWER = "take_answer"
    RECORD_SUPPORT = "record_support"
    CORRECT_PAYMENT = "correct_payment"
    READ_HISTORY = "read_history"
    READ_AUDIT = "read_audit"
    READ_LAW = "read_law"
    SETTLE_LAW = "settle_law"
    COMPARE_LAW = "compare_law"
    WRITE_REFUSAL = "write_refusal"
    POST_LIST = "post_list"
    DECIDE_OBJECTION = "decide_objection"
    CHECK_PAPERS = "check_papers"
    ORDER_REDETERMINATION = "order_redetermination"
    RUN_REDETERMINATION = "run_redetermination"
    READ_PEOPLE = "read_people"
    LINK_PEOPLE = "link_people"
    DECIDE_LINK = "decide_link"
    CORRECT_DOCUMENT = "correct_document"
    DECIDE_MATCH = "decide_match"
    READ_PAYMENT_LIST = "read_payment_list"
    UNMASK = "unmask"
    READ_UNMASKINGS = "read_unmaskings"
    READ_RETENTION = "read_retention"
    ASK_ERASURE = "ask_erasure"
    CONFIRM_ERASURE = "confirm_erasure"
    IMPORT_REGISTER = "import_register"
    READ_REGISTER = "read_register"
    READ_FINDINGS = "read_findings"
    DECIDE_FINDING = "decide_finding"
    SET_CHECK = "set_check"
    COMPARE_NUMBERS = "compare_numbers"
    KEEP_FUND = "keep_fund"
    CONFIRM_FUND = "confirm_fund"
    READ_FUND = "read_fund"
    KEEP_APPROVAL_LEVEL = "keep_approval_level"
    CONFIRM_APPROVAL_LEVEL = "confirm_approval_level"
    READ_APPROVAL_LEVEL = "read_approval_level"
    READ_INVARIANTS = "read_invariants"
    RAISE_OVERPAYMENT = "raise_overpayment"
    RECOVER = "recover"
    CONFIRM_RECOVERY = "confirm_recovery"
    CONFIRM_CORRECTION = "confirm_correction"
    ASK_PAYMENT_WORD = "ask_payment_word"
    ANSWER_PAYMENT_WORD = "answer_payment_word"
    READ_PAYMENT_WORD = "read_payment_word"
    GIVE_ADVANCE = "give_advance"
    CONFIRM_ADVANCE = "confirm_advance"
    READ_ADVANCE = "read_advance"
    CLAIM_REIMBURSEMENT = "claim_reimbursement"
    CONFIRM_REIMBURSEMENT = "confirm_reimbursement"
    READ_REIMBURSEMENT = "read_reimbursement"
    KEEP_SIGNATORY = "keep_signatory"
    CONFIRM_SIGNATORY = "confirm_signatory"
    READ_SIGNATORY = "read_signatory"
    ASK_CENTRAL_SHARE = "ask_central_share"


_OFFICERS = {Role.DISTRICT_OFFICER, Role.PROVINCIAL_OFFICER}
_APPROVERS = {Role.DISTRICT_APPROVER, Role.PROVINCIAL_APPROVER}
_FINANCE = {Role.FINANCE_MAKER, Role.FINANCE_CHECKER}

PERMITTED: dict[Action, frozenset[Role]] = {
    Action.SUBMIT_LIST: frozenset(_OFFICERS),
    Action.READ_LIST: frozenset(_OFFICERS | _APPROVERS | {Role.AUDITOR}),
    Action.CONFIRM: frozenset(_OFFICERS),
    Action.DECLINE: frozenset(_OFFICERS),
    Action.FORM_SUBMISSION: frozenset({Role.DISTRICT_OFFICER}),
    Action.APPRAISE: frozenset({Role.DISTRICT_APPROVER}),
    Action.DRAFT_DECISION: frozenset(_OFFICERS),
    Action.COMPARE_DECISION: frozenset(_APPROVERS),
    Action.READ_DECISION: frozenset(_OFFICERS | _APPROVERS | _FINANCE | {Role.AUDITOR}),
    Action.FORM_BATCH: frozenset({Role.FINANCE_MAKER}),
    Action.CHECK_BATCH: frozenset({Role.FINANCE_CHECKER}),
    Action.READ_BATCH: frozenset(_FINANCE | {Role.AUDITOR}),
    Action.TAKE_ANSWER: frozenset({Role.FINANCE_MAKER}),
    Action.RECORD_SUPPORT: frozenset(_OFFICERS),
    Action.CORRECT_PAYMENT: frozenset({Role.FINANCE_MAKER}),
    Action.READ_HISTORY: frozenset(_OFFICERS | _APPROVERS | _FINANCE | {Role.AUDITOR}),
    Action.READ_AUDIT: frozenset({Role.AUDITOR}),
    Action.READ_LAW: frozenset(Role),
    Action.SETTLE_LAW: frozenset({Role.LEGAL_OFFICER}),
    Action.WRITE_REFUSAL: frozenset(_OFFICERS),
    Action.POST_LIST: frozenset(_OFFICERS),
    Action.DECIDE_OBJECTION: frozenset(_APPROVERS),
    Action.CHECK_PAPERS: frozenset(_OFFICERS),
    Action.COMPARE_LAW: frozenset(_OFFICERS | _APPROVERS | {Role.AUDITOR}),
    Action.ORDER_REDETERMINATION: frozenset({Role.PROVINCIAL_OFFICER}),
    Action.RUN_REDETERMINATION: frozenset({Role.PROVINCIAL_APPROVER}),
    Action.READ_PEOPLE: frozenset(_OFFICERS | _APPROVERS | {Role.AUDITOR}),
    Action.LINK_PEOPLE: frozenset(_OFFICERS | _APPROVERS),
    Action.DECIDE_LINK: frozenset(_APPROVERS),
    Action.CORRECT_DOCUMENT: frozenset(_OFFICERS),
    Action.DECIDE_MATCH: frozenset(_OFFICERS | _APPROVERS),
    Action.READ_PAYMENT_LIST: frozenset(_FINANCE),
    Action.UNMASK: frozenset({Role.DISTRICT_OFFICER, Role.AUDITOR} | _APPROVERS | _FINANCE),
    Action.READ_UNMASKINGS: frozenset({Role.AUDITOR}),
    Action.READ_RETENTION: frozenset({Role.AUDITOR, Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_APPROVER}),
    Action.ASK_ERASURE: frozenset({Role.PROVINCIAL_OFFICER}),
    Action.CONFIRM_ERASURE: frozenset({Role.PROVINCIAL_APPROVER}),
    Action.IMPORT_REGISTER: frozenset(_OFFICERS),
    Action.READ_REGISTER: frozenset(_OFFICERS | _APPROVERS | {Role.AUDITOR}),
    Action.READ_FINDINGS: frozenset(_OFFICERS | _APPROVERS | _FINANCE | {Role.AUDITOR}),
    Action.DECIDE_FINDING: frozenset(_OFFICERS | _APPROVERS),
    Action.SET_CHECK: frozenset({Role.PROVINCIAL_APPROVER}),
    Action.COMPARE_NUMBERS: frozenset(_OFFICERS | _APPROVERS | {Role.AUDITOR}),
    Action.KEEP_FUND: frozenset({Role.FINANCE_MAKER}),
    Action.CONFIRM_FUND: frozenset({Role.FINANCE_CHECKER}),
    Action.CONFIRM_CORRECTION: frozenset({Role.FINANCE_CHECKER}),
    Action.ASK_PAYMENT_WORD: frozenset({Role.FINANCE_MAKER}),
    Action.ANSWER_PAYMENT_WORD: frozenset({Role.FINANCE_CHECKER}),
    Action.READ_PAYMENT_WORD: frozenset(_FINANCE | {Role.AUDITOR}),
    Action.READ_FUND: frozenset(_FINANCE | _APPROVERS | {Role.AUDITOR, Role.PROVINCIAL_OFFICER}),
    Action.KEEP_APPROVAL_LEVEL: frozenset({Role.PROVINCIAL_OFFICER}),
    Action.CONFIRM_APPROVAL_LEVEL: frozenset({Role.PROVINCIAL_APPROVER}),
    Action.READ_APPROVAL_LEVEL: frozenset(_OFFICERS | _APPROVERS | {Role.AUDITOR}),
    Action.READ_INVARIANTS: frozenset(_FINANCE | {Role.AUDITOR, Role.PROVINCIAL_APPROVER}),
    Action.RAISE_OVERPAYMENT: frozenset(_OFFICERS),
    Action.RECOVER: frozenset({Role.FINANCE_MAKER}),
    Action.CONFIRM_RECOVERY: frozenset({Role.FINANCE_CHECKER}),
    Action.GIVE_ADVANCE: frozenset({Role.FINANCE_MAKER}),
    Action.CONFIRM_ADVANCE: frozenset({Role.FINANCE_CHECKER}),
    Action.READ_ADVANCE: frozenset(_FINANCE | {Role.AUDITOR}),
    Action.CLAIM_REIMBURSEMENT: frozenset({Role.FINANCE_MAKER}),
    Action.CONFIRM_REIMBURSEMENT: frozenset({Role.FINANCE_CHECKER}),
    Action.READ_REIMBURSEMENT: frozenset(_FINANCE | {Role.AUDITOR}),
    Action.KEEP_SIGNATORY: frozenset({Role.FINANCE_MAKER}),
    Action.CONFIRM_SIGNATORY: frozenset({Role.FINANCE_CHECKER}),
    Action.READ_SIGNATORY: frozenset(_FINANCE | {Role.AUDITOR}),
    Action.ASK_CENTRAL_SHARE: frozenset({Role.FINANCE_MAKER}),
}
