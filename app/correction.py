"""Where a person is paid, corrected: what a bank rejected, or somebody stopped, can be batched again."""

import re
from dataclasses import dataclass

from sqlalchemy import CursorResult, case, select, update
from sqlalchemy.orm import Session

from app import audit, checking
from app.access import Actor, find
from app.access.duties import require_state
from app.errors import Conflict, Invalid
from app.files import banks
from app.files.latin import NotLatin, transliterate
from app.models import Application, Entitlement
from app.protection import index, seal_number

STILL_BLOCKED = case((Entitlement.blocked == "SAID_PAID", Entitlement.blocked))
"""Another account cures a wrong one, and not that the money is said to have gone already."""

_ACCOUNT = re.compile(r"[0-9A-Z]{6,19}")


class AccountWrong(Invalid):
    """Chuyển khoản cần số tài khoản (6 đến 19 chữ số hoặc chữ in), ngân hàng có tên và tên chủ tài khoản.
    A transfer needs an account number (6 to 19 digits or capitals), a known bank and the holder's name.
    """


class BeingPaid(Conflict):
    """Khoản hỗ trợ đang nằm trong một bảng kê; hãy dừng khoản chi đó trước.
    The money is in a payment batch; stop that payout first.
    """


class NothingOpen(Conflict):
    """Hồ sơ này không có khoản nào chờ chi.
    This application has nothing waiting to be paid.
    """


@dataclass(frozen=True, slots=True)
class PayTo:
    """How somebody is to be paid: in cash, or to an account."""

    payment_method: str
    account_number: str | None = None
    account_name: str | None = None
    bank: str | None = None  # BIN or any of its names


def correct(tx: Session, actor: Actor, application_id: int, to: PayTo, reason: str) -> Application:
    """Pay this person so from now on. Raises AccountWrong, BeingPaid, NothingOpen, WrongState."""
    application = find(tx, actor, Application, application_id, lock=True)
    require_state(application.state, "decided")
    states = tx.scalars(select(Entitlement.state).filter_by(application_id=application.id).with_for_update()).all()
    if "reserved" in states:
        raise BeingPaid
    _set(application, to)
    mine = (Entitlement.application_id == application.id) & (Entitlement.state == "open")
    freed = tx.execute(update(Entitlement).where(mine).values(blocked=STILL_BLOCKED))
    if not isinstance(freed, CursorResult) or not freed.rowcount:
        raise NothingOpen
    checking.account_corrected(tx, application.id)
    audit.append(
        tx, "application.payment_corrected", f"application/{application.id}", payment_method=to.payment_method,
        reason=reason, entitlements=freed.rowcount,
    )  # fmt: skip
    return application


def _set(application: Application, to: PayTo) -> None:
    application.payment_method = to.payment_method
    if to.payment_method == "cash":
        return
    bank = banks.find(to.bank or "")
    name = (to.account_name or application.account_name or "").strip()
    if bank is None or not _ACCOUNT.fullmatch(to.account_number or "") or isinstance(transliterate(name), NotLatin):
        raise AccountWrong
    number = to.account_number or ""
    found = index("account", number)
    application.bank_bin, application.account_index, application.account_name = bank, found, name
    application.account_cipher, application.account_last4 = seal_number(number, "account", found), number[-4:]
