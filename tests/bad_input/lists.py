"""Small lists with something wrong between their cells: each with the exact answer, by row, column and code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bad_input.answers import Answer
from tests.bad_input.book import Sheet, Xml, book, formula, letters
from tests.bad_input.form import BY_NAME, COLUMNS, TITLES, TRANSFER, as_csv, line, person, table

LAST = letters(len(COLUMNS))


@dataclass(frozen=True, slots=True)
class BadList:
    """A list of which some rows come back; the others are good."""

    name: str
    data: bytes
    expected: frozenset[Answer]
    good: frozenset[int]
    exactly: bool = True  # these faults and no others


def _said(row: int, field: str | None, code: str) -> Answer:
    return row, BY_NAME[field].vi if field else None, code


def _rows(name: str, rows: list[dict[str, object]], expected: set[Answer]) -> BadList:
    good = frozenset(range(2, len(rows) + 2)) - {row for row, _, _ in expected if row is not None}
    return BadList(name, book(Sheet(table(rows))), frozenset(expected), good)


def _place(field: str, row: int) -> str:
    return f"{letters(1 + [fact.name for fact in COLUMNS].index(field))}{row}"


A, B, C = person(1), person(2), person(3)
FAULTY: Mapping[str, tuple[list[dict[str, object]], set[Answer]]] = {
    "no identity number": ([A, {**B, "citizen_id": None}, C], {_said(3, "citizen_id", "IDENTITY_MISSING")}),
    "only an insurance number": (
        [{**A, "citizen_id": None, "insurance_number": "5812345678"}],
        {_said(2, "citizen_id", "IDENTITY_MISSING")},
    ),
    "an unreadable number is there": (
        [{**A, "citizen_id": "không rõ"}], {_said(2, "citizen_id", "CITIZEN_ID_DIGITS")},
    ),
    "a transfer without anything": (
        [{**A, "payment_method": "Chuyển khoản"}],
        {_said(2, "account_number", "ACCOUNT_MISSING"), _said(2, "bank", "BANK_MISSING")},
    ),
    "days reversed": ([{**A, "stopped_to": "16/07/2021"}], {_said(2, "stopped_to", "DAYS_REVERSED")}),
    "the same row twice": ([A, B, A], {(4, None, "DUPLICATE_IN_LIST")}),
    "the same row in other spelling": (
        [A, {**A, "birth_date": "15/3/1988", "sex": "NAM", "occupation": "Bán vé số dạo"}], {(3, None,
        "DUPLICATE_IN_LIST")},
    ),
    "the same row with a decomposed name": (
        [{**A, "full_name": "Lê Hữu"}, {**A, "full_name": "Le\u0302 Hu\u031b\u0303u"}], {(3, None,
        "DUPLICATE_IN_LIST")},
    ),
    "one number, two people": (
        [A, {**B, "citizen_id": A["citizen_id"]}],
        {_said(2, "citizen_id", "DUPLICATE_DIFFERS"), _said(3, "citizen_id", "DUPLICATE_DIFFERS")},
    ),
    "one number, once with signs": (
        [A, {**B, "citizen_id": "058.088.000.001"}],
        {_said(2, "citizen_id", "DUPLICATE_DIFFERS"), _said(3, "citizen_id", "DUPLICATE_DIFFERS")},
    ),
    "one old number, two people": (
        [{**A, "old_identity": "264123456"}, {**B, "old_identity": "264 123 456"}],
        {_said(2, "old_identity", "DUPLICATE_DIFFERS"), _said(3, "old_identity", "DUPLICATE_DIFFERS")},
    ),
    "three people with one passport": (
        [{**each, "citizen_id": None, "passport": "C1234567"} for each in (A, B, C)],
        {_said(row, "passport", "DUPLICATE_DIFFERS") for row in (2, 3, 4)},
    ),
    "one insurance number, two people": (
        [{**each, "insurance_number": "5812345678"} for each in (A, B)],
        {_said(row, "insurance_number", "DUPLICATE_DIFFERS") for row in (2, 3)},
    ),
    "one tax code, two households": (
        [{**each, "tax_code": "0100109106"} for each in (A, B)],
        {_said(row, "tax_code", "DUPLICATE_DIFFERS") for row in (2, 3)},
    ),
    "every fault of a row": (
        [{**A, "full_name": "=x", "sex": "?", "stopped_from": "31/06/2021", "phone": "1"}],
        {_said(2, "full_name", "SUSPICIOUS_CHARACTER"), _said(2, "sex", "CHOICE_UNKNOWN"),
         _said(2, "stopped_from", "DATE_UNREADABLE"), _said(2, "phone", "PHONE_DIGITS")},
    ),
    "a row of almost nothing": (
        [A, {"full_name": "Trần Thị Bé"}, B],
        {_said(3, name, "MISSING_VALUE") for name in (
            "birth_date", "sex", "residence_commune", "occupation", "workplace_commune", "stopped_from",
            "has_labour_contract",
            "payment_method")} | {_said(3, "citizen_id", "IDENTITY_MISSING")},
    ),
    "a name no bank can write, by transfer": (
        [{**A, **TRANSFER, "full_name": "Bæl Văn An"}], {_said(2, "full_name", "NAME_NOT_BANKABLE")},
    ),
}  # fmt: skip


def _formulas() -> list[BadList]:
    rows = table([A, B, C])
    width = len(rows[0])

    def with_cells(row: int, cells: Mapping[int, object]) -> list[list[object]]:
        return [
            [cells.get(place, cell) if number == row else cell for place, cell in enumerate(each)]
            for number, each in enumerate(rows, 1)
        ]

    name, born = 1, 2
    all_worked = [None, *(formula(f"Z{n}", str(rows[2][n])) if rows[2][n] else None for n in range(1, width))]
    unworked = [None, *(formula(f"Z{place}") for place in range(1, width))]
    behind_value = Xml('<c r="{r}" t="str"><v>Trần Văn An</v><f>Z1</f></c>')
    behind_text = Xml('<c r="{r}" t="inlineStr"><is><t>Trần Văn An</t></is><f>Z1</f></c>')
    prefixed = Xml('<c r="{r}" t="str"><x:f xmlns:x="urn:x">Z1</x:f><v>Trần Văn An</v></c>')
    odd = Xml('<c r="{r}" cm="a>b" t="str"><f>Z1</f><v>Trần Văn An</v></c>')
    shared = Xml('<c r="{r}" t="str"><f t="shared" si="0"/><v>Trần Văn An</v></c>')
    array = Xml('<c r="{r}" t="str"><f t="array" ref="B2:B4">Z1:Z3</f><v>Trần Văn An</v></c>')
    error = Xml('<c r="{r}" t="e"><v>#REF!</v></c>')
    single = {
        "a formula with its value": (name, formula("A1&B1", "Trần Văn An"), "full_name", "FORMULA_NOT_ALLOWED"),
        "a formula without a value": (name, formula("A1&B1"), "full_name", "FORMULA_NOT_ALLOWED"),
        "a formula for a number": (4, formula('"0"&58088000002', "058088000002"), "citizen_id", "FORMULA_NOT_ALLOWED"),
        "a formula for a day": (born, formula("TODAY()", "15/03/1988"), "birth_date", "FORMULA_NOT_ALLOWED"),
        "a formula behind its value": (name, behind_value, "full_name", "FORMULA_NOT_ALLOWED"),
        "a formula behind its text": (name, behind_text, "full_name", "FORMULA_NOT_ALLOWED"),
        "a formula under a prefix": (name, prefixed, "full_name", "FORMULA_NOT_ALLOWED"),
        "a formula behind an odd attribute": (name, odd, "full_name", "FORMULA_NOT_ALLOWED"),
        "a shared formula": (name, shared, "full_name", "FORMULA_NOT_ALLOWED"),
        "a DDE formula": (name, formula("cmd|' /C calc'!A0", "Trần Văn An"), "full_name", "FORMULA_NOT_ALLOWED"),
        "a web formula": (name, formula('WEBSERVICE("http://x/")', "Trần Văn An"), "full_name", "FORMULA_NOT_ALLOWED"),
        "an error value": (name, error, "full_name", "CELL_ERROR"),
    }
    found = [
        BadList(what, book(Sheet(with_cells(3, {place: cell}))), frozenset({_said(3, field, code)}), frozenset({2, 4}))
        for what, (place, cell, field, code) in single.items()
    ]
    filled = {fact.name for fact in COLUMNS if fact.name in B}
    found.append(
        BadList(
            "a row of formulas", book(Sheet([rows[0], rows[1], all_worked, rows[3]])),
            frozenset(_said(3, name, "FORMULA_NOT_ALLOWED") for name in filled), frozenset({2, 4}),
        )
    )  # fmt: skip
    for row in (3, 4):
        made: list[Sequence[object]] = [*rows[: row - 1], unworked, *rows[row:]]
        told = {_said(row, fact.name, "FORMULA_NOT_ALLOWED") for fact in COLUMNS}
        what = f"row {row} of formulas never worked out"
        found.append(BadList(what, book(Sheet(made)), frozenset(told), frozenset({2, 3, 4} - {row})))
    found.append(
        BadList(
            "an array formula over three rows", book(Sheet(with_cells(2, {name: array}))),
            frozenset(_said(row, "full_name", "FORMULA_NOT_ALLOWED") for row in (2, 3, 4)), frozenset(),
        )
    )  # fmt: skip
    return found


def _seen() -> list[BadList]:
    rows = table([A, B, C])
    hidden = [(3, None, "HIDDEN_ROW")]
    merged = [_said(row, "note", "MERGED_CELLS") for row in (2, 3)]
    area = f"{_place('note', 2)}:{_place('note', 3)}"
    odd = {"of no height": ' ht="0" customHeight="1"', "said oddly": " hidden = '1'", "said as true": ' hidden="true"',
           "said by number": ' hidden="&#49;"', "behind an odd sign": ' spans="1:>" hidden="1"'}  # fmt: skip
    whole = [_said(row, fact.name, "MERGED_CELLS") for row in (2, 3, 4) for fact in COLUMNS]
    return [
        BadList("a hidden row", book(Sheet(rows, hidden_rows=frozenset({3}))), frozenset(hidden), frozenset({2, 4})),
        *(
            BadList(f"a hidden row {how}", book(Sheet(rows, row_attributes={3: text})), frozenset(hidden),
            frozenset({2, 4}))
            for how, text in odd.items()
        ),
        BadList("merged cells", book(Sheet(rows, merges=[area])), frozenset(merged), frozenset({4})),
        BadList("all merged", book(Sheet(rows, merges=["A2:XFD1048576"])), frozenset(whole), frozenset()),
        BadList("merges over merges", book(Sheet(rows, merges=[area] * 2_000)), frozenset(merged), frozenset({4})),
    ]  # fmt: skip


def _ragged() -> list[BadList]:
    rows = table([A, B, C])
    wide = [rows[0], rows[1], [*rows[2], "dư"], rows[3]]
    shifted = [rows[0], rows[1], [*line({**B, "full_name": "Trần"}, "2")[:2], "Văn An", *rows[2][2:]], rows[3]]
    short = [rows[0], rows[1], rows[2][: TITLES.index(BY_NAME["stopped_from"].vi)], rows[3]]
    lacking = {_said(3, name, "MISSING_VALUE") for name in ("stopped_from", "has_labour_contract", "payment_method")}
    found = []
    for delimiter in ",;\t":
        found.append(
            BadList(
                f"a cell too many {delimiter!r}",
                as_csv(wide, delimiter),
                frozenset({(3, None, "ROW_RAGGED")}),
                frozenset({2, 4}),
            )
        )
        found.append(
            BadList(f"cells too few {delimiter!r}", as_csv(short, delimiter), frozenset(lacking), frozenset({2, 4}))
        )
    found.append(BadList("cells moved on", as_csv(shifted), frozenset(), frozenset({2, 4}), exactly=False))
    return found


LISTS: tuple[BadList, ...] = (
    *(_rows(name, rows, expected) for name, (rows, expected) in FAULTY.items()),
    *_formulas(),
    *_seen(),
    *_ragged(),
)
