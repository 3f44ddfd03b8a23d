"""The generated people brought to the database as lists are: read, sealed, staged by COPY, moved in by one statement.

Only the law is left out: nobody is determined. What the database is then asked finds the same rows under the same
indexes as in service.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import audit, db, determining, identity, rules, staging
from app.access import Role
from app.access.people import open_account
from app.files.lists import JSON_TYPE, ReadList, Row
from app.files.sent_file import SentFile
from app.intake import taking
from app.intake.refusing import Order
from app.models import Application, BeneficiaryList, ListVersion, StagedRow, Unit
from app.reading import read_file
from app.sample.province import COMMUNES
from app.staging import Staged
from benchmarks.population import Shown
from benchmarks.population_rows import Coming, Planted

BATCH = 50_000
RECEIVED = date(2021, 8, 10)
DISTRICTS = {commune.code: commune.district_code for commune in COMMUNES}
OF_COMMUNE = {"occupation": "street_vendor", "stopped_from": "2021-07-17", "has_labour_contract": False}
OF_EMPLOYER = {
    "contract_from": "2019-01-01", "suspended_from": "2021-07-17", "suspended_to": "2021-08-20", "worker_cause": "none",
    "pregnant": False,
}  # fmt: skip

SHEET = (
    "full_name", "birth_date", "birth_year", "sex", "commune", "citizen_id", "old_identity", "insurance_number",
    "phone", "account", "employer",
)  # fmt: skip

# As the intake moves them, but without a determination; columns that both tables have are the same in both.
APPLICATIONS = """
    INSERT INTO application (id, person_id, state, {columns})
    SELECT s.application_id, b.person_id, 'received', {read} FROM staged_row s
    JOIN beneficiary b ON b.id = s.beneficiary_id WHERE s.act_id = :act
"""


@dataclass(slots=True)
class Lists:
    """The list of each commune and of each employer, under which its rows come."""

    kept: dict[str, BeneficiaryList]
    account_id: int

    def placed(self, key: str, read: ReadList) -> staging.Placed:
        """Where the rows of a list stand."""
        one = self.kept[key]
        order = Order(one.policy, RECEIVED, RECEIVED, one.round)
        return taking.placed(one, ListVersion(id=one.id), read, order)


def key_of(shown: Shown) -> str:
    """The employer's list, or the commune's."""
    return shown.employer or shown.commune or ""


def header_of(key: str) -> dict[str, object]:
    """What stands above a list."""
    if key in DISTRICTS:
        return {}
    return {
        "employer_name": "Công ty TNHH Mẫu", "employer_tax_code": key, "employer_kind": "enterprise",
        "employer_cause": "stopped_by_order",
    }  # fmt: skip


def make_lists(keys: Iterable[str]) -> Lists:
    """A list each, empty yet; the account under which all of them come in."""
    with Session(db.engine()) as tx:
        units = {unit.code: unit.id for unit in tx.scalars(select(Unit).where(Unit.kind == "district"))}
        account_id = open_account(tx, "Người nhập", Role.DISTRICT_OFFICER, units["582"])
        tx.commit()
    with db.acting(account_id) as tx:
        kept = {key: _list(tx, key, units) for key in sorted(set(keys))}
        tx.add_all(kept.values())
        tx.flush()  # for their ids
        audit.append(tx, "list.taken", "list/0", lists=len(kept))
        for one in kept.values():
            tx.expunge(one)
    return Lists(kept, account_id)


def _list(tx: Session, key: str, units: Mapping[str, int]) -> BeneficiaryList:
    of_commune = key in DISTRICTS
    unit = units[DISTRICTS.get(key, "582")]
    policy, round_ = ("freelance", 2) if of_commune else ("suspended_contract", None)
    return BeneficiaryList(
        policy=policy, round=round_, unit_id=unit, district_id=unit, header=header_of(key), act_id=db.act_id(tx)
    )


def fill(planted: Planted, lists: Lists, sheet: Path | None = None) -> list[int]:
    """Everybody who is to be stored, and on a sheet besides; their beneficiaries' ids, in the order of the people."""
    ids: list[int] = []
    stored = planted.stored()
    while batch := list(islice(stored, BATCH)):
        if sheet:
            write_sheet(sheet, batch, first=len(ids))
        ids += _store(batch, lists)
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as server:
        server.execute(text("SET statement_timeout = 0"))
        server.execute(text("VACUUM (ANALYZE)"))
    return ids


def write_sheet(path: Path, shown: Iterable[Shown], first: int = 0) -> None:
    """Rows as another linker reads them, numbered; added to those that are there."""
    with path.open("a", newline="", encoding="utf-8") as sheet:
        writer = csv.writer(sheet)
        if not first:
            writer.writerow(("id", *SHEET))
        for number, each in enumerate(shown, start=first):
            day = each.born if isinstance(each.born, date) else None
            said = each._asdict() | {"birth_date": day, "birth_year": day.year if day else each.born}
            writer.writerow((number, *(said[name] for name in SHEET)))


def _store(batch: Sequence[Shown], lists: Lists) -> list[int]:
    staged, places = _staged(batch, lists)
    shared = sorted(set(StagedRow.__table__.columns.keys()) & set(Application.__table__.columns.keys()))
    columns = {"columns": ", ".join(shared), "read": ", ".join(f"s.{name}" for name in shared)}
    with db.acting(lists.account_id) as tx:
        tx.execute(text("SET LOCAL statement_timeout = 0"))
        reserve(tx, staged)
        staging.copy_rows(tx, staged)
        for statement in (
            identity.NEW_BENEFICIARIES,
            identity.NEW_DOCUMENTS,
            text(APPLICATIONS.format(**columns)),  # names of our own columns
        ):
            tx.execute(statement, {"act": db.act_id(tx)})
        audit.append(tx, "list.taken", "list/0", rows=len(staged))
    by_place = {place: each.beneficiary_id for place, each in zip(places, staged, strict=True)}
    return [by_place[place] or 0 for place in range(len(batch))]


def _staged(batch: Sequence[Shown], lists: Lists) -> tuple[list[Staged], list[int]]:
    """Rows as the reader gives them; and the place of each in the batch."""
    by_list: dict[str, list[int]] = {}
    for place, shown in enumerate(batch):
        by_list.setdefault(key_of(shown), []).append(place)
    staged: list[Staged] = []
    for key, places in by_list.items():
        rows = tuple(Row(nth, _read(batch[place]), {}) for nth, place in enumerate(places, start=1))
        read = ReadList(header=header_of(key), rows=rows)
        staged.extend(taking.stage_list(read, lists.placed(key, read), len(staged)))
    return staged, [place for places in by_list.values() for place in places]


def reserve(tx: Session, staged: Sequence[Staged]) -> None:
    """Ids for all that may be new."""
    ids = determining.reserve(tx, beneficiary=len(staged), application=len(staged), list_row=len(staged))
    drawn = zip(ids["beneficiary"], ids["application"], ids["list_row"], strict=True)
    for each, numbers in zip(staged, drawn, strict=True):
        each.beneficiary_id, each.application_id, each.row_id = numbers


def _read(shown: Shown) -> dict[str, object]:
    """A row's values, as the reader would have them."""
    values = _values(shown)
    return {**values, "birth_date": shown.born, **({"bank": shown.bank.bin} if shown.account else {})}


def _values(shown: Shown) -> dict[str, object]:
    """A row as a clerk's JSON has it."""
    born = shown.born
    said: dict[str, object | None] = {
        "full_name": shown.full_name,
        "birth_date": born.isoformat() if isinstance(born, date) else born,
        "sex": shown.sex,
        "citizen_id": shown.citizen_id,
        "old_identity": shown.old_identity,
        "insurance_number": shown.insurance_number,
        "phone": shown.phone,
        "residence_commune": shown.commune,
        "payment_method": "transfer" if shown.account else "cash",
        "account_number": shown.account,
        "bank": shown.bank.name if shown.account else None,
    }
    said |= OF_EMPLOYER if shown.employer else {**OF_COMMUNE, "workplace_commune": shown.commune}
    return {name: value for name, value in said.items() if value is not None}


def read_incoming(rows: Sequence[Coming], lists: Lists) -> tuple[list[Staged], list[int]]:
    """The incoming rows sent as lists in JSON, read by the service's own reader; and the place of each among them."""
    by_list: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        by_list.setdefault(key_of(row.shown), []).append(place)
    staged: list[Staged] = []
    for key, places in by_list.items():
        read = read_file(_sent(key, [rows[place].shown for place in places]), _facts(key))
        staged.extend(taking.stage_list(read, lists.placed(key, read), len(staged)))
    return staged, [place for places in by_list.values() for place in places]


def _sent(key: str, shown: Iterable[Shown]) -> SentFile:
    body = {"header": header_of(key), "rows": [_values(each) for each in shown]}
    return SentFile(f"{key}.json", JSON_TYPE, json.dumps(body).encode())


def _facts(key: str) -> tuple[rules.fact.Fact, ...]:
    return tuple(rules.POLICIES["freelance" if key in DISTRICTS else "suspended_contract"].facts)


def keys_of(planted: Planted) -> Iterator[str]:
    """Every list that somebody may stand on."""
    yield from DISTRICTS
    yield from planted.maker.employers
