"""Where a person is paid, corrected by two: what a bank rejected, or somebody stopped, can be batched again.

One person of finance asks, another reads account and name off the paper again; until then the application is paid to
nobody. An account of another name is no error, and has to be said with its ground.
"""

import re
from dataclasses import dataclass

import orjson
from sqlalchemy import CursorResult, case, select, text, update
from sqlalchemy.orm import Session

from app import audit, checking, db, second_person
from app.access import Actor, find
from app.access.duties import require_state
from app.errors import Conflict, Invalid
from app.files import banks
from app.files.latin import NotLatin, transliterate
from app.identity import fold_name
from app.models import Application, Beneficiary, Entitlement, PaymentCorrection
from app.protection import index, seal, seal_number, unseal

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


class ReturnedToFund(Conflict):
    """Quá hạn không đến nhận, khoản này đã hoàn về nguồn kinh phí theo văn bản số {number} ngày {signed_on}.
    Nobody came for it in time: it went back to its fund by the paper no. {number} of {signed_on}.
    """


class AccountDiffers(Conflict):
    """Bốn ký tự cuối của số tài khoản bạn đọc trên giấy không khớp với đề nghị; tiền mặt thì để trống.
    The last four characters that you read off the paper are not the request's; for cash there are none.
    """


class HolderDiffers(Conflict):
    """Tên chủ tài khoản khác tên người được hỗ trợ; hãy kiểm tra giấy tờ và nêu căn cứ (name_ground).
    The account's holder is called otherwise than the beneficiary; check the papers and give the ground (name_ground).
    """


class HolderAgrees(Invalid):
    """Tên chủ tài khoản khớp với tên người được hỗ trợ (hoặc trả tiền mặt): không cần nêu căn cứ.
    The holder is called as the beneficiary is, or it is paid in cash: no ground is needed.
    """


@dataclass(frozen=True, slots=True)
class PayTo:
    """How somebody is to be paid: in cash, or to an account."""

    payment_method: str
    account_number: str | None = None
    account_name: str | None = None
    bank: str | None = None  # BIN or any of its names


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is written to the bank."""

    bank_bin: str
    number: str
    name: str


# Why a late claimant gets nothing: the paper by which it went back.
BACK = text("""
    SELECT w.paper_number, w.paper_on FROM entitlement e
    JOIN state_change c ON c.kind = 'entitlement' AND c.object_id = e.id AND c.to_state = 'cancelled'
    JOIN payment_word w ON w.answered_act_id = c.act_id AND w.kind = 'unclaimed'
    WHERE e.application_id = :application AND e.state = 'cancelled' AND e.blocked = 'UNCLAIMED' ORDER BY c.id LIMIT 1
""")


def ask(tx: Session, actor: Actor, application_id: int, to: PayTo, reason: str) -> PaymentCorrection:
    """Ask that this person be paid so from now on. Raises AccountWrong, BeingPaid, NothingOpen, ReturnedToFund."""
    application = _payable(tx, actor, application_id)
    account = _account(application, to)
    kept = {"number": account and account.number, "name": account and account.name, "reason": reason}
    correction = PaymentCorrection(
        application_id=application.id, payment_method=to.payment_method, bank_bin=account and account.bank_bin,
        to_cipher=seal(orjson.dumps(kept), _place(application.id)), name_differs=_differs(tx, application, account),
        state="asked", asked_by_person_id=actor.person_id, act_id=db.act_id(tx), district_id=application.district_id,
    )  # fmt: skip
    tx.add(correction)
    tx.flush()  # for its id; a second one beside it is refused here
    audit.append(
        tx, "payment_correction.asked", f"payment_correction/{correction.id}", application=application.id,
        payment_method=to.payment_method, name_differs=correction.name_differs, reason=reason,
    )  # fmt: skip
    return correction


def confirm(
    tx: Session, actor: Actor, correction_id: int, *, last4: str | None, name_ground: str | None
) -> PaymentCorrection:
    """A second person has read the paper: from now on it is paid so.

    Raises SameHands, AccountDiffers, HolderDiffers, HolderAgrees, BeingPaid.
    """
    correction = find(tx, actor, PaymentCorrection, correction_id, lock=True)
    second_person.require(actor, correction)
    application = _payable(tx, actor, correction.application_id)
    kept = orjson.loads(unseal(correction.to_cipher, _place(application.id)))
    if last4 != (kept["number"] and kept["number"][-4:]):
        raise AccountDiffers
    if correction.name_differs != (name_ground is not None):
        raise HolderDiffers if correction.name_differs else HolderAgrees
    second_person.confirm(tx, actor, correction)
    correction.name_ground, correction.to_cipher = name_ground, b""
    _set(application, correction, kept["number"], kept["name"])
    mine = (Entitlement.application_id == application.id) & (Entitlement.state == "open")
    tx.flush()  # nothing waits for this word any more
    freed = tx.execute(update(Entitlement).where(mine).values(blocked=STILL_BLOCKED))
    checking.account_corrected(tx, application.id)
    audit.append(
        tx, "application.payment_corrected", f"application/{application.id}", correction=correction.id,
        payment_method=correction.payment_method, name_ground=name_ground,
        entitlements=freed.rowcount if isinstance(freed, CursorResult) else 0,
    )  # fmt: skip
    return correction


def refuse(tx: Session, actor: Actor, correction_id: int, reason: str) -> PaymentCorrection:
    """A second person does not agree: it stays as it was. Raises SameHands, WrongState."""
    correction = find(tx, actor, PaymentCorrection, correction_id, lock=True)
    second_person.refuse(tx, actor, correction)
    return _ended(tx, correction, reason)


def give_up(tx: Session, actor: Actor, correction_id: int, reason: str) -> PaymentCorrection:
    """Take back what was asked. Raises WrongState."""
    correction = find(tx, actor, PaymentCorrection, correction_id, lock=True)
    second_person.give_up(tx, actor, correction)
    return _ended(tx, correction, reason)


def _ended(tx: Session, correction: PaymentCorrection, reason: str) -> PaymentCorrection:
    correction.to_cipher = b""
    about = f"payment_correction/{correction.id}"
    audit.append(tx, f"payment_correction.{correction.state}", about, reason=reason)
    return correction


def _payable(tx: Session, actor: Actor, application_id: int) -> Application:
    """The application, locked with what it is owed. Raises WrongState, BeingPaid, ReturnedToFund, NothingOpen."""
    application = find(tx, actor, Application, application_id, lock=True)
    require_state(application.state, "decided")
    states = tx.scalars(select(Entitlement.state).filter_by(application_id=application.id).with_for_update()).all()
    if "reserved" in states:
        raise BeingPaid
    if "open" not in states:
        back = tx.execute(BACK, {"application": application.id}).one_or_none()
        if back:
            raise ReturnedToFund(number=back.paper_number, signed_on=f"{back.paper_on:%d/%m/%Y}")
        raise NothingOpen
    return application


def _account(application: Application, to: PayTo) -> Account | None:
    if to.payment_method == "cash":
        return None
    bank = banks.find(to.bank or "")
    name = (to.account_name or application.account_name or "").strip()
    if bank is None or not _ACCOUNT.fullmatch(to.account_number or "") or isinstance(transliterate(name), NotLatin):
        raise AccountWrong
    return Account(bank, to.account_number or "", name)


def _differs(tx: Session, application: Application, account: Account | None) -> bool:
    if account is None:
        return False
    known = tx.scalars(select(Beneficiary.full_name).filter_by(id=application.beneficiary_id)).one()
    return fold_name(account.name) != fold_name(known)


def _set(application: Application, correction: PaymentCorrection, number: str | None, name: str | None) -> None:
    application.payment_method = correction.payment_method
    if number is None:
        return
    found = index("account", number)
    application.bank_bin, application.account_index, application.account_name = correction.bank_bin, found, name
    application.account_cipher, application.account_last4 = seal_number(number, "account", found), number[-4:]


def _place(application_id: int) -> str:
    return f"payment_correction|to|{application_id}"
