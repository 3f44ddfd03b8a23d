"""What is kept: columns, constraints, enumerations. No behaviour."""

from app.models.access import Account, AnsweredRequest, ApiKey, NaturalPerson, PayingAccount, Unit
from app.models.application import (
    Application,
    Confirmation,
    Determination,
    Explanation,
    LikelyMatch,
    StagedDetermination,
)
from app.models.audit import Act, AuditEntry, StateChange, StateMove
from app.models.base import Base, InDistrict
from app.models.beneficiary import Beneficiary, IdentityDocument
from app.models.decision import Decision, Submission
from app.models.lists import BeneficiaryList, ListRow, ListVersion, StagedRow
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

__all__ = [
    "Account",
    "Act",
    "Answer",
    "AnswerException",
    "AnsweredRequest",
    "ApiKey",
    "Application",
    "AuditEntry",
    "Base",
    "BatchFile",
    "Beneficiary",
    "BeneficiaryList",
    "Confirmation",
    "Decision",
    "Determination",
    "Entitlement",
    "Explanation",
    "IdentityDocument",
    "InDistrict",
    "LikelyMatch",
    "ListRow",
    "ListVersion",
    "NaturalPerson",
    "PayingAccount",
    "PaymentBatch",
    "Payout",
    "PayoutShare",
    "StagedAnswer",
    "StagedDetermination",
    "StagedRow",
    "StateChange",
    "StateMove",
    "Submission",
    "Unit",
]
