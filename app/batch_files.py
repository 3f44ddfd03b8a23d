"""The files of a frozen batch, made once and kept: signing lists for cash, bank orders with their lists."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from app import db, rules
from app.access import masking
from app.errors import Invalid, NotFound
from app.files import bank_list, order_rules, signing_list, xlsx_out
from app.files.bank_order import BankOrder, OrderLine, remittance
from app.files.order_rules import OrderFault, Terms
from app.files.printed_sheet import SIGN_AS, Signer
from app.files.signing_list import SigningLine, SigningList, SigningSheet
from app.models import BatchFile, BatchSignatory, PayingAccount, PaymentBatch, Unit
from app.protection import seal, unseal, unseal_number
from app.settings import VIET_NAM, settings
from app.working_days import holidays_of

File = tuple[str, str, str | None, bytes]
"""Name, media type, the bank's message id, bytes."""


class PayingAccountMissing(Invalid):
    """Đơn vị chi trả chưa khai tài khoản nguồn; quản trị viên cần khai trước khi lập lệnh chuyển khoản.
    The paying unit has no account to pay from; an administrator has to enter it first.
    """


class OrderRefused(Invalid):
    """Lệnh chuyển khoản chưa đạt: {what} (dòng {lines}).
    The bank order breaks a rule: {what_en} (lines {lines}).
    """


class NoSuchFile(NotFound):
    """Bảng kê không có tệp này.
    The batch has no such file.
    """


LINES = text("""
    SELECT p.line, p.end_to_end_id, p.uetr, p.payee_name, p.amount_vnd, p.bank_bin, p.account_cipher, p.account_index,
           b.birth_year, i.number_cipher, i.number_index, p.commune_code, u.name AS commune, home.name AS residence,
           d.number AS decision, d.signed_on
    FROM payout p
    JOIN application a ON a.id = p.application_id
    JOIN beneficiary b ON b.id = p.beneficiary_id
    JOIN decision d ON d.id = p.decision_id
    LEFT JOIN unit u ON u.code = p.commune_code AND u.kind = 'commune'
        AND :on BETWEEN u.valid_from AND coalesce(u.valid_to, 'infinity')
    LEFT JOIN unit home ON home.code = a.commune_code AND home.kind = 'commune'
        AND :on BETWEEN home.valid_from AND coalesce(home.valid_to, 'infinity')
    LEFT JOIN LATERAL (
        SELECT number_cipher, number_index FROM identity_document
        WHERE beneficiary_id = b.id AND kind IN ('citizen_id', 'old_identity', 'passport') AND ended_act_id IS NULL
        ORDER BY kind LIMIT 1) i ON true
    WHERE p.batch_id = :batch AND p.state = 'batched'
    ORDER BY p.line
""")


def make(tx: Session, batch: PaymentBatch) -> list[BatchFile]:
    """Make and keep the files of the batch's present revision. Raises PayingAccountMissing, OrderRefused."""
    rows = tx.execute(LINES, {"batch": batch.id, "on": batch.execution_date}).all()
    payer = tx.get_one(Unit, batch.district_id)
    signers = _signers(tx, batch)
    made = _cash(batch, payer, rows, signers) if batch.channel == "cash" else _transfer(tx, batch, rows, signers)
    kept = [
        BatchFile(
            batch_id=batch.id, revision=batch.revision, name=name, media_type=media_type, message_id=message_id,
            sha256=hashlib.sha256(data).digest(), bytes_cipher=seal(data, _place(batch.id, batch.revision, name)),
            size=len(data), act_id=db.act_id(tx),
        )
        for name, media_type, message_id, data in made
    ]  # fmt: skip
    tx.add_all(kept)
    tx.flush()  # the act's entry names their digests
    return kept


def read(tx: Session, batch: PaymentBatch, name: str) -> tuple[BatchFile, bytes]:
    """A file of the batch's present revision, byte for byte as it was made. Raises NoSuchFile."""
    query = select(BatchFile).filter_by(batch_id=batch.id, revision=batch.revision, name=name)
    file = tx.scalars(query).one_or_none()
    if file is None:
        raise NoSuchFile
    return file, bytes_of(file)


def bytes_of(file: BatchFile) -> bytes:
    """A kept file's bytes, as they were made."""
    data = unseal(file.bytes_cipher, _place(file.batch_id, file.revision, file.name))
    if hashlib.sha256(data).digest() != file.sha256:
        raise RuntimeError("a kept file is not what was made")
    return data


def listed(tx: Session, batch: PaymentBatch) -> Sequence[BatchFile]:
    """The files of the batch's present revision."""
    query = select(BatchFile).filter_by(batch_id=batch.id, revision=batch.revision)
    return tx.scalars(query.order_by(BatchFile.name)).all()


def _place(batch_id: int, revision: int, name: str) -> str:
    return f"batch_file|bytes|{batch_id}|{revision}|{name}"


def _signers(tx: Session, batch: PaymentBatch) -> tuple[Signer, ...]:
    """Whose names the papers bear: of every revision the same."""
    found = {one.role: one for one in tx.scalars(select(BatchSignatory).filter_by(batch_id=batch.id))}
    return tuple(
        Signer(words, found[role].name, found[role].title, found[role].paper)
        for role, words in SIGN_AS.items()
        if role in found
    )


def _cash(batch: PaymentBatch, payer: Unit, rows: Sequence[Row[Any]], signers: tuple[Signer, ...]) -> list[File]:
    support = _support(batch.policy)[0]
    sheets = tuple(
        SigningSheet(commune or payer.name, tuple(_signing_line(row, support) for row in group))
        for commune, group in groupby(rows, key=lambda row: row.commune)
    )
    number = f"B{batch.id}" if batch.revision == 1 else f"B{batch.id}-{batch.revision}"
    signing = SigningList(
        number,
        payer.name,
        "DANH SÁCH CHI TRẢ TIỀN HỖ TRỢ",
        _grounds(rows),
        sheets,
        shows_identity=True,
        signers=signers,
    )
    return [(f"signing-list-{number}.xlsx", xlsx_out.MEDIA_TYPE, None, signing_list.write(signing))]


def _support(policy: str) -> tuple[str, str]:
    """What lists of payments call a support, and its number: neither, where it would tell of somebody's health."""
    if policy in masking.NEUTRAL_WORDS:
        return masking.OTHER_SUPPORT_WORDS[0], "NQ68"
    return rules.POLICIES[policy].vi, rules.POLICIES[policy].number


def _signing_line(row: Row[Any], support: str) -> SigningLine:
    identity = ""
    if row.number_cipher:
        identity = unseal_number(row.number_cipher, "identity_document", row.number_index)
    return SigningLine(
        row.end_to_end_id, row.payee_name, row.birth_year, identity, support, row.residence or "", row.amount_vnd
    )


def _grounds(rows: Iterable[Row[Any]]) -> str:
    decisions: list[tuple[str, date]] = sorted({(row.decision, row.signed_on) for row in rows})
    named = "; ".join(f"số {number} ngày {on:%d/%m/%Y}" for number, on in decisions)
    return f"Theo Quyết định {named}"


def _transfer(tx: Session, batch: PaymentBatch, rows: Sequence[Row[Any]], signers: tuple[Signer, ...]) -> list[File]:
    account = tx.get(PayingAccount, batch.district_id)
    if account is None:
        raise PayingAccountMissing
    order = _order(batch, account, rows)
    written = order_rules.write(order, _terms(batch))
    if written.faults:
        raise _refused(written.faults)
    files: list[File] = []
    for nth, file in enumerate(written.files, start=1):
        base, message_id = f"{batch.id}-{batch.revision}-{nth:03d}", file.order.message_id
        files.append((f"order-{base}.xml", "application/xml", message_id, file.data))
        files.append((f"list-{base}.xlsx", xlsx_out.MEDIA_TYPE, None, bank_list.write_xlsx(file.order, signers)))
        files.append((f"list-{base}.csv", "text/csv; charset=utf-8", None, bank_list.write_csv(file.order)))
    return files


def _order(batch: PaymentBatch, account: PayingAccount, rows: Sequence[Row[Any]]) -> BankOrder:
    """The order; a later revision is another message, so that the bank never takes two files for one."""
    message_id = batch.message_id if batch.revision == 1 else f"{batch.message_id}-R{batch.revision}"
    number = _support(batch.policy)[1]
    return BankOrder(
        message_id=message_id,
        created_at=batch.created_at.astimezone(VIET_NAM),
        debtor_name=account.holder,
        debtor_account=account.number,
        debtor_bic=account.bic,
        execution_date=batch.execution_date,
        lines=tuple(_order_line(row, number) for row in rows),
    )


def _order_line(row: Row[Any], policy_number: str) -> OrderLine:
    return OrderLine(
        row.line, row.end_to_end_id, row.end_to_end_id, row.uetr, row.amount_vnd, row.payee_name,
        unseal_number(row.account_cipher, "account", row.account_index), row.bank_bin,
        remittance(policy_number, f"{row.signed_on:%m/%Y}", row.decision),
    )  # fmt: skip


def _terms(batch: PaymentBatch) -> Terms:
    limits = settings()
    return Terms(
        today=limits.today(),
        reserved_vnd=batch.amount_vnd,
        reserved_lines=batch.payouts,
        lines_max=limits.bank_lines_max,
        holidays=holidays_of(batch.execution_date.year),
    )


def _refused(faults: Sequence[OrderFault]) -> OrderRefused:
    first = faults[0]
    numbers = sorted({fault.line for fault in faults if fault.rule == first.rule and fault.line})
    shown = [{"rule": fault.rule, "line": fault.line, "vi": fault.vi, "en": fault.en} for fault in faults[:200]]
    lines = ", ".join(map(str, numbers[:10])) or "–"
    return OrderRefused(what=f"{first.rule}: {first.vi}", what_en=first.en, lines=lines, extra={"faults": shown})
