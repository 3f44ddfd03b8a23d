"""Lists in JSON that must come back: the whole body, or single values whose type is wrong."""

import json
from collections.abc import Mapping

from tests.bad_input.form import TRANSFER

ROW: Mapping[str, object] = {
    "full_name": "Trần Văn An", "birth_date": 1988, "sex": "male", "citizen_id": "058088000001",
    "residence_commune": "22738",
    "occupation": "street_vendor", "workplace_commune": "22759", "stopped_from": "2021-07-17",
    "has_labour_contract": False,
    "payment_method": "cash",
}  # fmt: skip
BY_TRANSFER = {**ROW, **TRANSFER, "payment_method": "transfer"}

TWICE = f'{{"rows": [{json.dumps(dict(ROW))[:-1]}, "sex": "male"}}]}}'.encode()

BODIES: Mapping[str, tuple[bytes, str]] = {
    "a list of lists": (b"[]", "JSON_WRONG"),
    "a text": (b'"rows"', "JSON_WRONG"),
    "a number": (b"1", "JSON_WRONG"),
    "null": (b"null", "JSON_WRONG"),
    "cut off": (b'{"rows": [', "JSON_WRONG"),
    "no rows": (b"{}", "JSON_WRONG"),
    "rows of numbers": (b'{"rows": [1]}', "JSON_WRONG"),
    "rows of lists": (b'{"rows": [[]]}', "JSON_WRONG"),
    "rows as an object": (b'{"rows": {"full_name": "A"}}', "JSON_WRONG"),
    "a header of a list": (b'{"header": [], "rows": []}', "JSON_WRONG"),
    "another field": (b'{"rows": [], "policy": "freelance"}', "JSON_WRONG"),
    "a field in capitals": (b'{"Rows": []}', "JSON_WRONG"),
    "a name twice": (TWICE, "JSON_WRONG"),
    "rows twice": (b'{"rows": [], "rows": [{}]}', "JSON_WRONG"),
    "a name twice by escapes": (b'{"rows": [{"sex": "male", "\\u0073ex": "female"}]}', "JSON_WRONG"),
    "NaN": (b'{"rows": [{"income_vnd_month": NaN}]}', "JSON_WRONG"),
    "Infinity": (b'{"rows": [{"income_vnd_month": Infinity}]}', "JSON_WRONG"),
    "minus Infinity": (b'{"rows": [{"income_vnd_month": -Infinity}]}', "JSON_WRONG"),
    "a hundred thousand brackets": (b"[" * 100_000, "JSON_WRONG"),
    "a thousand objects deep": (b'{"rows":' + b'{"a":' * 1_000 + b"1" + b"}" * 1_001, "JSON_WRONG"),
    "a cell of a thousand brackets": (b'{"rows": [{"note": ' + b"[" * 2_000 + b"]" * 2_000 + b"}]}", "JSON_WRONG"),
    "a number of five thousand digits": (b'{"rows": [{"income_vnd_month": ' + b"9" * 5_000 + b"}]}", "JSON_WRONG"),
    "something behind": (b'{"rows": []} {"rows": []}', "JSON_WRONG"),
    "a comma behind": (b'{"rows": [],}', "JSON_WRONG"),
    "single quotes": (b"{'rows': []}", "JSON_WRONG"),
    "a comment": (b'{"rows": [] /* x */}', "JSON_WRONG"),
    "not UTF-8": (b'{"rows": ["\xff"]}', "JSON_WRONG"),
    "a zero": (b'{"rows": [\x00]}', "JSON_WRONG"),
    "a control in a text": (b'{"rows": [{"note": "a\x01b"}]}', "JSON_WRONG"),
    "nothing": (b"", "JSON_WRONG"),
    "an empty list": (b'{"rows": []}', "LIST_EMPTY"),
    "an unknown word above": (b'{"header": {"commune": "22738"}, "rows": [{}]}', "HEADER_UNKNOWN"),
    "a sheet": (b"PK\x03\x04", "JSON_WRONG"),
}
"""Bodies that are no list, with the code."""

VALUES: Mapping[str, tuple[tuple[object, str], ...]] = {
    "full_name": (
        (5, "TYPE_WRONG"), (True, "TYPE_WRONG"), (["A"], "TYPE_WRONG"), ({"a": 1}, "TYPE_WRONG"), ("A\x00",
        "SUSPICIOUS_CHARACTER"),
        ("A\ud800", "SUSPICIOUS_CHARACTER"), ("\udfff", "SUSPICIOUS_CHARACTER"), ("A\ufffd", "SUSPICIOUS_CHARACTER"),
        ("", "MISSING_VALUE"),
        (None, "MISSING_VALUE"), ("x" * 501, "CELL_TOO_LONG"), ("a" * 10_000, "CELL_TOO_LONG"),
    ),
    "birth_date": (
        (1988.0, "TYPE_WRONG"), (True, "TYPE_WRONG"), ([1988], "TYPE_WRONG"), (32217, "DATE_UNREADABLE"), (0,
        "DATE_UNREADABLE"), (-1988, "DATE_UNREADABLE"),
        (1850, "BIRTH_TOO_OLD"), ("1885-10-10", "BIRTH_TOO_OLD"),
        (2088, "BIRTH_AHEAD"), ("2088-01-01", "BIRTH_AHEAD"), ("1988-02-30", "DATE_UNREADABLE"),
    ),
    "citizen_id": (
        (58088000001, "LEADING_ZERO_LOST"), (158088000001, "TYPE_WRONG"), (58088000001.0, "TYPE_WRONG"), (True,
        "TYPE_WRONG"), (["058088000001"], "TYPE_WRONG"),
        (10**20, "TYPE_WRONG"), ("058088000001\x00", "CITIZEN_ID_DIGITS"), ("\ud800", "CITIZEN_ID_DIGITS"),
    ),
    "sex": ((1, "TYPE_WRONG"), (True, "TYPE_WRONG"), ("MALE?", "CHOICE_UNKNOWN"), ("male\x00", "CHOICE_UNKNOWN"), ([],
    "TYPE_WRONG")),
    "has_labour_contract": (("Không", "TYPE_WRONG"), (0, "TYPE_WRONG"), ("false", "TYPE_WRONG"), (0.0, "TYPE_WRONG"),
    (None, "MISSING_VALUE")),
    "stopped_from": (
        (20210717, "TYPE_WRONG"), (44394, "TYPE_WRONG"), ("2021-07-17T08:00:00Z", "DATE_UNREADABLE"), ("2021-7-17",
        "DATE_UNREADABLE"), ("0000-00-00", "DATE_UNREADABLE"),
        ("2021-07-17\x00", "DATE_UNREADABLE"), (True, "TYPE_WRONG"),
    ),
    "amount_vnd": (
        ("1500000", "TYPE_WRONG"), (1500000.0, "TYPE_WRONG"), (1.5e6, "TYPE_WRONG"), (True, "TYPE_WRONG"), (-1,
        "MONEY_UNREADABLE"), (0, "MONEY_UNREADABLE"),
        (10**15, "MONEY_UNREADABLE"), (10**17, "MONEY_UNREADABLE"), (10**20, "TYPE_WRONG"), ({"amount": 1},
        "TYPE_WRONG"),
    ),
    "income_vnd_month": ((-1, "INTEGER_UNREADABLE"), (1.0, "TYPE_WRONG"), ("1", "TYPE_WRONG"), (False, "TYPE_WRONG"),
    (10**15, "INTEGER_UNREADABLE")),
    "account_number": ((4901205123456, "ACCOUNT_NOT_TEXT"), (4.9e12, "TYPE_WRONG"), ("4901205123456\x00",
    "ACCOUNT_DIGITS"), (True, "TYPE_WRONG")),
    "phone": ((912345678, "LEADING_ZERO_LOST"), ("\ud800912345678", "PHONE_DIGITS")),
    "bank": ((970405, "TYPE_WRONG"), ("Agribank\x00", "BANK_UNKNOWN"), ("", "BANK_MISSING")),
    "tax_code": ((100109106, "LEADING_ZERO_LOST"), ("0100109107", "TAX_CODE_WRONG")),
    "note": (("a\x00", "SUSPICIOUS_CHARACTER"), ("\ud83d", "SUSPICIOUS_CHARACTER"), (5, "TYPE_WRONG")),
}  # fmt: skip
"""Values by field that must come back, with the code."""

STRANGE_FIELDS = (
    "amount",
    "Full_name",
    "full_name ",
    "citizenId",
    "is_approved",
    "__proto__",
    "\x00",
    "id",
    "state",
    "\ud800",
)
"""Fields that no row has."""
