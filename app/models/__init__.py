"""What is kept: columns, constraints, enumerations. No behaviour."""

from app.models.access import Account, AnsweredRequest, ApiKey, IncompatibleRole, NaturalPerson, PayingAccount, Unit
from app.models.advance import (
    Advance,
    AdvanceCleared,
    AdvanceClearing,
    AdvancePart,
    AdvanceRepayment,
    PayingAgent,
    PayingAgentCommune,
)
from app.models.after_payment import OfTwo, PaymentCorrection, PaymentWord
from app.models.application import (
    Application,
    Confirmation,
    Determination,
    Explanation,
    LikelyMatch,
    OwnPaper,
    StagedDetermination,
)
from app.models.audit import Act, AuditEntry, StateChange, StateMove
from app.models.base import Base, InDistrict
from app.models.beneficiary import Beneficiary, BeneficiaryLink, IdentityDocument
from app.models.central_request import CentralRequest, CentralRequestLine
from app.models.decision import ApprovalLevel, Decision, DecisionChangeRow, Submission
from app.models.erasure import ErasedPerson, Erasure, Purge
from app.models.finding import CheckSetting, Finding
from app.models.fund import (
    Fund,
    FundAllotment,
    Funding,
    FundingPart,
    LedgerAccount,
    LedgerTransfer,
    TransferKind,
)
from app.models.fund_closing import FundClosing
from app.models.key import KeyAct, KeyInForce
from app.models.law_word import LawWord
from app.models.lists import BeneficiaryList, ListRow, ListVersion, StagedRow
from app.models.overpayment import Overpayment, OverpaymentPart, Repayment, RepaymentPart, WriteOff
from app.models.paper import PaperCheck
from app.models.payment import (
    Answer,
    AnswerException,
    BatchFile,
    Entitlement,
    PaymentBatch,
    Payout,
    PayoutShare,
    StagedAnswer,
)
from app.models.posting import Objection, Posting, PostingRow
from app.models.redetermination import Redetermination, RedeterminationRow, StagedRedetermination
from app.models.refusal_notice import RefusalNotice, RefusalNoticeRow, RefusedApplication
from app.models.register import Register, RegisterEntry, RegisterNumber
from app.models.reimbursement import Reimbursement, ReimbursementShare
from app.models.signatory import BatchSignatory, Signatory
from app.models.unmasking import UnmaskedBeneficiary, Unmasking

__all__ = [
    "Account",
    "Act",
    "Advance",
    "AdvanceCleared",
    "AdvanceClearing",
    "AdvancePart",
    "AdvanceRepayment",
    "Answer",
    "AnswerException",
    "AnsweredRequest",
    "ApiKey",
    "Application",
    "ApprovalLevel",
    "AuditEntry",
    "Base",
    "BatchFile",
    "BatchSignatory",
    "Beneficiary",
    "BeneficiaryLink",
    "BeneficiaryList",
    "CentralRequest",
    "CentralRequestLine",
    "CheckSetting",
    "Confirmation",
    "Decision",
    "DecisionChangeRow",
    "Determination",
    "Entitlement",
    "ErasedPerson",
    "Erasure",
    "Explanation",
    "Finding",
    "Fund",
    "FundAllotment",
    "FundClosing",
    "Funding",
    "FundingPart",
    "IdentityDocument",
    "InDistrict",
    "IncompatibleRole",
    "KeyAct",
    "KeyInForce",
    "LawWord",
    "LedgerAccount",
    "LedgerTransfer",
    "LikelyMatch",
    "ListRow",
    "ListVersion",
    "NaturalPerson",
    "Objection",
    "OfTwo",
    "Overpayment",
    "OverpaymentPart",
    "OwnPaper",
    "PaperCheck",
    "PayingAccount",
    "PayingAgent",
    "PayingAgentCommune",
    "PaymentBatch",
    "PaymentCorrection",
    "PaymentWord",
    "Payout",
    "PayoutShare",
    "Posting",
    "PostingRow",
    "Purge",
    "Redetermination",
    "RedeterminationRow",
    "RefusalNotice",
    "RefusalNoticeRow",
    "RefusedApplication",
    "Register",
    "RegisterEntry",
    "RegisterNumber",
    "Reimbursement",
    "ReimbursementShare",
    "Repayment",
    "RepaymentPart",
    "Signatory",
    "StagedAnswer",
    "StagedDetermination",
    "StagedRedetermination",
    "StagedRow",
    "StateChange",
    "StateMove",
    "Submission",
    "TransferKind",
    "Unit",
    "UnmaskedBeneficiary",
    "Unmasking",
    "WriteOff",
]
