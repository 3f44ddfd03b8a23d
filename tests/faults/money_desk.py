"""The machine's hands: a world cloned for each example, requests with what they must come to, and the books as read."""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import httpx
import openpyxl

from tests.acts.forms import lines_of, saved, titles_of
from tests.conftest import create, drop, serving
from tests.faults.money_model import Line, Where
from tests.office import Desk, Office, accepted, refused
from tests.routers.neighbours import query
from tests.treasury import fund_by, open_fund

DISTRICT, PROVINCE = "582", "58"
ONE_PERSON = "Một Người Hai Việc"
DESKS = (
    *((role, DISTRICT, None) for role in ("district_officer", "district_approver", "finance_maker", "finance_checker")),
    *((role, PROVINCE, None) for role in ("provincial_officer", "provincial_approver", "finance_maker",
                                          "finance_checker", "auditor")),
    *((role, unit, ONE_PERSON) for role in ("finance_maker", "finance_checker") for unit in (DISTRICT, PROVINCE)),
)  # fmt: skip
FUNDS = {"TRUNG-UONG": (30_000_000, 7), "TINH-58": (12_000_000, 3), "HUYEN": (3_000_000, 1)}
"""Each with what it has, and its weight in what freelance workers get at first: small sums, so that they run out."""
FROM = "2021-02-01"


@dataclass(frozen=True)
class World:
    """A database with people at their desks and money in small funds, to be cloned for each example."""

    server: str
    database: str
    office: Office
    funds: Mapping[str, int]
    mix: int

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """A clone of it, which the service works on; its URL."""
        name = f"chitra_life_{secrets.token_hex(6)}"
        url = create(self.server, name, self.database)
        with serving(url):
            yield url
        drop(self.server, name)


@contextmanager
def world(server: str, template: str, service: str) -> Iterator[World]:
    """A world for a run."""
    from datetime import date  # noqa: PLC0415

    name, office = f"chitra_world_{secrets.token_hex(6)}", Office(service)
    with serving(create(server, name, template)):
        for role, unit, person in DESKS:
            office.desk(role, unit, person)
        for unit in (DISTRICT, PROVINCE):
            office.give_account(unit)
        funds = {code: open_fund(code, vnd) for code, (vnd, _) in FUNDS.items()}
        parts = [(funds[code], weight) for code, (_, weight) in FUNDS.items()]
        mix = fund_by(parts, "freelance", date.fromisoformat(FROM))
    yield World(server, name, office, funds, mix)
    office.close()
    drop(server, name)


@dataclass
class Asked:
    """A request with effect, as it could be sent again."""

    desk: Desk
    path: str
    what: dict[str, Any]
    query: dict[str, object]
    key: str
    response: httpx.Response


@dataclass
class Asking:
    """Requests, each held against what must come of it; the last is kept to be sent again."""

    world: World
    within: ExitStack = field(default_factory=ExitStack)
    last: Asked | None = None
    came_to: Counter[str] = field(default_factory=Counter)

    def desk(self, role: str, unit: str, person: str | None = None) -> Desk:
        """Somebody's desk."""
        return self.world.office.desk(role, unit, person)

    def ask(self, desk: Desk, path: str, body: object = None, expect: str | None = None) -> Any:  # noqa: ANN401 – JSON
        """An act: done, or refused with the code that is expected."""
        return self._send(desk, path, {"json": {} if body is None else body}, expect)

    def answer(self, desk: Desk, data: bytes) -> dict[str, Any]:
        """An answer taken in."""
        kind = "application/xml" if data[:1] == b"<" else "application/octet-stream"
        taken: dict[str, Any] = self._send(desk, "/answers", {"content": data, "headers": {"Content-Type": kind}}, None)
        return taken

    def again(self, asked: Asked, other: object = None) -> httpx.Response:
        """The same request, or another under the same key."""
        what = asked.what if other is None else {"json": other}
        return asked.desk.send(asked.path, {**what}, key=asked.key, **asked.query)

    def _send(self, desk: Desk, path: str, what: dict[str, Any], expect: str | None) -> Any:  # noqa: ANN401 – JSON
        key = secrets.token_hex(8)
        response = desk.send(path, {**what}, key=key)
        self.last = Asked(desk, path, what, {}, key, response)
        self.came_to[expect or "done"] += 1
        return accepted(response) if expect is None else refused(response, expect)


def states_in_books() -> dict[str, dict[int, Any]]:
    """Every entitlement, payout and batch, as the database has them."""
    return {
        "owed": {row.id: (row.state, row.blocked, row.amount_vnd) for row in query(
            "SELECT id, state, blocked, amount_vnd FROM entitlement WHERE origin = 'decision'")},
        "payouts": {row.id: (row.state, row.amount_vnd) for row in query("SELECT id, state, amount_vnd FROM payout")},
        "batches": {row.id: (row.state, row.payouts, row.amount_vnd) for row in query(
            "SELECT id, state, payouts, amount_vnd FROM payment_batch")},
    }  # fmt: skip


def balances_in_books() -> Counter[Where]:
    """What stands on each account of the ledger, where anything does."""
    rows = query("SELECT fund_id, kind, unit_id, policy, balance_vnd FROM ledger_account WHERE balance_vnd <> 0")
    return Counter({(row.fund_id, row.kind, row.unit_id, row.policy): row.balance_vnd for row in rows})


def unsound_accounts() -> list[Any]:
    """Accounts below their bound, or that are not the sum of their transfers."""
    return query("""
        SELECT a.id, a.kind, a.balance_vnd FROM ledger_account a
        WHERE (a.balance_vnd < 0) <> (a.kind IN ('APPROPRIATION', 'ADVANCED')) AND a.balance_vnd <> 0
           OR a.balance_vnd <> (SELECT coalesce(sum(CASE a.id WHEN t.debit_account_id THEN t.amount_vnd
                                                    ELSE -t.amount_vnd END), 0)
                                FROM ledger_transfer t WHERE a.id IN (t.debit_account_id, t.credit_account_id))""")


REPORT = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
STATUSES = {"in_process": "PDNG", "debited": "ACSC", "settled": "ACCC", "rejected": "RJCT", "cancelled": "CANC",
            None: "ZZZZ"}  # fmt: skip
WORDS = {"settled": "Đã nhận", "ABSENT": "Vắng", "REFUSED": "Từ chối"}


def report(order: str, message: str, lines: Sequence[Line]) -> bytes:
    """A bank's report on an order."""
    said = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{line.reference}</OrgnlEndToEndId><TxSts>{STATUSES[line.to_state]}</TxSts>"
        + (f"<StsRsnInf><Rsn><Cd>{line.reason}</Cd></Rsn></StsRsnInf>" if line.reason else "")
        + f'<OrgnlTxRef><Amt><InstdAmt Ccy="VND">{line.amount_vnd}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>'
        for line in lines
    )
    return (
        f'<Document xmlns="{REPORT}"><CstmrPmtStsRpt><GrpHdr><MsgId>{message}</MsgId>'
        f"<CreDtTm>2022-02-28T16:00:00+07:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId>"
        f"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>"
        f"<OrgnlPmtInfId>{order}-P</OrgnlPmtInfId>{said}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()


def signed(data: bytes, lines: Sequence[Line]) -> bytes:
    """A signing list with the words of these lines in it, and the others left empty."""
    words = {line.reference: WORDS[line.reason or "settled"] for line in lines}
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet in book.worksheets:
        titles = titles_of(sheet)
        for row in lines_of(sheet, "Mã chi trả"):
            word = words.get(str(sheet.cell(row, titles["Mã chi trả"]).value))
            sheet.cell(row, titles["Kết quả"]).value = word
            sheet.cell(row, titles["Ngày nhận"]).value = "25/02/2022" if word == "Đã nhận" else None
    return saved(book)


def order_of(batch: int) -> str:
    """The message id of the order that left."""
    [row] = query(
        """SELECT f.message_id FROM batch_file f JOIN payment_batch b ON b.id = f.batch_id AND b.revision = f.revision
           WHERE b.id = :batch AND f.message_id IS NOT NULL""",
        batch=batch,
    )
    return str(row.message_id)


def unit_ids() -> dict[str, int]:
    """The units of this life by their codes."""
    rows = query("SELECT code, id FROM unit WHERE kind <> 'commune'")
    return {row.code: row.id for row in rows}
