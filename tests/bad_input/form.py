"""The form that the corpus is written on, and rows of nobody: a freelance worker's, with every kind of number."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import StringIO

from app.files.limits import Limits
from app.rules import freelance_facts, household_business_facts
from app.rules.fact import BIRTH_CERTIFICATE, Fact, Kind, Place
from app.rules.prior_support_facts import FACTS as PRIOR
from app.rules.worker_facts import INSURANCE_NUMBER

LIMITS = Limits(200_000, 8_000_000, 400 << 20, 1_000, 20, 512 << 20)
RECEIVED_ON = date(2021, 8, 10)
TAX_CODE = next(fact for fact in household_business_facts.FACTS if fact.kind is Kind.TAX_CODE)
AMOUNT = next(fact for fact in PRIOR if fact.kind is Kind.MONEY)
FORM: tuple[Fact, ...] = (
    *freelance_facts.FACTS,
    replace(INSURANCE_NUMBER, required=False),
    replace(TAX_CODE, required=False),
    replace(AMOUNT, required=False),
    BIRTH_CERTIFICATE,
)
COLUMNS = tuple(fact for fact in FORM if fact.place is Place.ROW)
BY_NAME = {fact.name: fact for fact in COLUMNS}
TITLES = ["STT", *(fact.vi for fact in COLUMNS)]
FIRST_LINE = 2  # titles stand in line 1

GOOD: Mapping[str, object] = {
    "birth_date": "15/03/1988",
    "sex": "Nam",
    "residence_commune": "22738 - Phường Đô Vinh",
    "occupation": "Bán vé số lưu động",
    "workplace_commune": "22759 - Phường Kinh Dinh",
    "stopped_from": "17/07/2021",
    "has_labour_contract": "Không",
    "payment_method": "Tiền mặt",
}
TRANSFER: Mapping[str, object] = {
    "payment_method": "Chuyển khoản",
    "account_number": "4901205123456",
    "bank": "Agribank",
}
ONLY_BY_TRANSFER = frozenset({"account_number", "account_name", "bank"})
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Võ", "Mấu", "Katơ", "Chamaléa", "Đàng", "K’", "Bo Bo")
MIDDLES = ("Văn", "Hữu", "Đức", "Quốc", "Thành", "Minh", "Xuân", "Ngọc", "Tấn", "Hồng")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Đạt", "Hưng", "Khải", "Lộc", "Nghĩa", "Phước", "Sia", "Thắng", "Út", "Vũ", "Ý")


def person(number: int, **changes: object) -> dict[str, object]:
    """A good row of the so many-th person: a man born on 15 March 1988."""
    name = f"{FAMILIES[number % 12]} {MIDDLES[number // 12 % 10]} {GIVEN[number // 120 % 15]}"
    return {"full_name": name, "citizen_id": f"058088{number:06d}", **GOOD, **changes}


def with_cell(number: int, field: str, cell: object) -> dict[str, object]:
    """A good row with one other cell; what is asked only of a transfer stands in one."""
    return {**person(number), **(TRANSFER if field in ONLY_BY_TRANSFER else {}), field: cell}


def line(row: Mapping[str, object], number: object) -> list[object]:
    return [number, *(row.get(fact.name) for fact in COLUMNS)]


def table(rows: Sequence[Mapping[str, object]]) -> list[list[object]]:
    """Titles in line 1, the rows from line 2 on."""
    return [list(TITLES), *(line(row, str(nth)) for nth, row in enumerate(rows, 1))]


def as_csv(rows: Sequence[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    return out.getvalue().encode(encoding)
