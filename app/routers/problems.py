"""Every error leaves as problem+json, in words; none is a 500 that the input could have caused."""

import logging
import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import cast

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException

from app.access.duties import NotYourName, NotYourStep, SameHands, WrongState
from app.decision_rows import Waiting
from app.errors import BadRequest, Conflict, Invalid, NotFound, Refusal, Unavailable, problem
from app.protection import KeysMissing, KeysOpen
from app.routers.wrong_words import in_vietnamese

_NAME = re.compile(r"[A-Za-z_]{1,40}")


class MalformedRequest(Invalid):
    """Yêu cầu sai ở {place}: {what}.
    The request is wrong at {place}: {what_en}
    """


class NoSuchPath(NotFound):
    """Không có đường dẫn này, hoặc đường dẫn không nhận phương thức này.
    There is no such path, or it does not take this method.
    """


class Unusable(Invalid):
    """Một giá trị gửi lên không dùng được (ký tự không hợp lệ hoặc số quá lớn).
    A value in the request cannot be used (an invalid character or a number out of range).
    """


class Clash(Conflict):
    """Việc này trái với một ràng buộc của dữ liệu ({constraint}); không có gì được ghi.
    This breaks a constraint of the data ({constraint}); nothing was kept.
    """


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


class BalanceShort(Conflict):
    """Số dư của tài khoản sổ cái không đủ cho việc này; không có gì được ghi.
    An account of the ledger has too little for this; nothing was kept.
    """


class Busy(Unavailable):
    """Hệ thống đang bận hoặc cơ sở dữ liệu tạm ngừng; hãy gửi lại cùng khoá Idempotency-Key.
    The service is busy or its database is away; send the request again with the same Idempotency-Key.
    """

    headers = MappingProxyType({"Retry-After": "2"})


class KeysAway(Unavailable):
    """Thiếu một tệp khoá bảo vệ dữ liệu, hoặc tệp khoá sai; không có gì được ghi, hãy báo người quản trị.
    The file of a key of the data is missing or wrong; nothing was kept, tell the administrator.
    """

    headers = MappingProxyType({"Retry-After": "60"})


class Broken(Unavailable):
    """Lỗi trong hệ thống, không có gì được ghi; lỗi đã được báo.
    An error of ours; nothing was kept, and it has been reported.
    """

    status = 500


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
    "ck_funding_two_people": SameHands,
}
OUR_CODES: dict[str, type[Refusal]] = {
    "CT002": WrongState,
    "CT007": Waiting,
    "CT010": NotYourStep,
    "CT011": NotYourName,
}
DATABASE_ERRORS = (DBAPIError, psycopg.Error, NoConnectionFree)
"""As SQLAlchemy raises them; as the driver does where it is used by itself (COPY); or all of the pool is at work."""

RETRY = {"CT008", "40001", "40P01", "55P03", "57014", "57P01", "53300", "53100"}


def install(app: FastAPI) -> None:
    """Put the handlers on an application."""
    app.add_exception_handler(Refusal, lambda _, error: answer(cast("Refusal", error)))
    app.add_exception_handler(RequestValidationError, lambda _, error: answer(_malformed(error)))
    app.add_exception_handler(HTTPException, lambda _, error: answer(_http(cast("HTTPException", error))))
    for kind in DATABASE_ERRORS:
        app.add_exception_handler(kind, lambda _, error: answer(refusal_of(error)))
    app.add_exception_handler(UnicodeEncodeError, lambda _, __: answer(Unusable()))
    for keys in (KeysMissing, KeysOpen):
        app.add_exception_handler(keys, _without_keys)
    app.add_exception_handler(Exception, _unforeseen)


def answer(refusal: Refusal) -> JSONResponse:
    """A refusal as an answer."""
    headers = dict(refusal.headers)
    return JSONResponse(problem(refusal), refusal.status, headers, media_type="application/problem+json")


def _without_keys(_request: Request, error: Exception) -> JSONResponse:
    logging.getLogger("chitra").error("a key is missing", exc_info=error)
    return answer(KeysAway())


def _unforeseen(_request: Request, _error: Exception) -> JSONResponse:
    return answer(Broken())


def _malformed(error: Exception) -> Refusal:
    """Where and what, never the value itself: it may be a number of somebody's."""
    found = cast("RequestValidationError", error).errors()
    first = found[0] if found else {"loc": (), "msg": "", "type": ""}
    if first.get("type") == "json_invalid":
        return BadRequest()
    places = [{"place": _place(one["loc"]), "what": in_vietnamese(one), "what_en": one["msg"]} for one in found[:50]]
    return MalformedRequest(
        place=_place(first["loc"]), what=in_vietnamese(first), what_en=first["msg"], extra={"errors": places}
    )


def _place(steps: Sequence[int | str]) -> str:
    """The way to a value. A key that is no name of a field may be anything, a person's name too: it is not repeated."""
    return ".".join(str(step) if isinstance(step, int) or _NAME.fullmatch(step) else "?" for step in steps)


def _http(error: HTTPException) -> Refusal:
    if error.status_code in {404, 405}:
        refusal: Refusal = NoSuchPath()
        return refusal
    return BadRequest()


def refusal_of(error: Exception) -> Refusal:
    """What the database said, in words, of one of DATABASE_ERRORS."""
    said = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(said, "sqlstate", None) or ""
    if isinstance(said, psycopg.IntegrityError):
        name = said.diag.constraint_name or "?"
        breach = BREACHES.get(name)
        return breach() if breach else Clash(constraint=name)
    if state in OUR_CODES:
        return OUR_CODES[state](state="đã đổi", state_en="changed meanwhile")
    if state in RETRY or isinstance(said, psycopg.OperationalError | NoConnectionFree):
        return Busy()
    return Unusable() if isinstance(said, psycopg.DataError) else Broken()
