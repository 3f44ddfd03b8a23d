"""The page of the law (docs/law.md): what is coded, from which article, how well known, since when, and what is open.

Written from the rules alone, so that a test can hold it equal to them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.rules.answering import Sentence
from app.rules.changing import Law
from app.rules.fact import Fact, Kind, Place
from app.rules.law import Amendment, Gives, Standing
from app.rules.open_points import Points, points_of
from app.rules.policy import UNIT_KINDS, OpenPoint, Policy
from app.rules.telling import required, told, words_of

STANDINGS: Mapping[Standing, Sentence] = {
    Standing.CONFIRMED: ("đã đọc ở nguồn trích dẫn điều khoản", "read in a source that quotes the article"),
    Standing.SUMMARISED: ("chỉ đọc ở nguồn tóm tắt", "read in a source that only summarises"),
    Standing.DERIVED: ("suy ra từ điều đã đọc", "derived from what was read"),
    Standing.UNCONFIRMED: (
        "chưa nguồn nào nói: không chi, không từ chối; chờ cán bộ pháp chế xác nhận",
        "no source says it: neither pays nor refuses; waits for a legal officer's word",
    ),
}
GIVEN: Mapping[Gives, Sentence] = {
    Gives.CASH: ("tiền", "cash"),
    Gives.RELIEF: ("miễn một khoản đóng", "relief of a contribution"),
    Gives.DEFERRAL: ("lùi một khoản đóng", "deferral of a contribution"),
    Gives.LOAN: ("khoản vay của Ngân hàng Chính sách xã hội", "a loan of the Bank for Social Policies"),
}
KINDS: Mapping[Kind, Sentence] = {
    Kind.TEXT: ("chữ", "text"),
    Kind.NAME: ("họ tên", "name"),
    Kind.DATE: ("ngày", "day"),
    Kind.BIRTH_DATE: ("ngày hoặc năm sinh", "day or year of birth"),
    Kind.INTEGER: ("số nguyên", "whole number"),
    Kind.MONEY: ("số tiền (đồng)", "amount in đồng"),
    Kind.YES_NO: ("có/không", "yes or no"),
    Kind.CHOICE: ("chọn một", "one of"),
    Kind.COMMUNE: ("mã xã", "commune code"),
    Kind.CITIZEN_ID: ("số CCCD", "citizen identity number"),
    Kind.OLD_IDENTITY: ("số CMND", "old identity card number"),
    Kind.PASSPORT: ("số hộ chiếu", "passport number"),
    Kind.INSURANCE_NUMBER: ("mã số BHXH", "social insurance number"),
    Kind.TAX_CODE: ("mã số thuế", "tax code"),
    Kind.PHONE: ("số điện thoại", "phone number"),
    Kind.BANK: ("ngân hàng", "bank"),
    Kind.ACCOUNT: ("số tài khoản", "account number"),
}
PLACES: Mapping[Place, Sentence] = {
    Place.HEADER: ("đầu danh sách", "head of the list"),
    Place.ROW: ("cột", "column"),
    Place.CONFIRMATION: ("cơ quan khác xác nhận", "another body confirms"),
    Place.LIST: ("khi nhận danh sách", "with the list"),
}
SAME: Sentence = ("như trên", "as above")
Row = tuple[str, ...]


def written(policies: Iterable[Policy], version: str) -> str:
    """The whole page."""
    coded = list(policies)
    points = points_of(coded)
    parts = [*_head(version), *_overview(coded), *_open(points)]
    for policy in coded:
        parts += _policy(policy)
    return "\n".join(parts).rstrip() + "\n"


def _head(version: str) -> Iterator[str]:
    yield "# Luật đã lập trình / The law as coded"
    yield ""
    yield f"Viết ra từ `app/rules/` (bản {version}) bằng `chitra law-page`; đừng sửa tay. Văn bản gốc là căn cứ."
    yield f"Written from `app/rules/` ({version}) by `chitra law-page`; do not edit it. The instruments prevail."
    yield ""
    yield from _table(
        ("Mức độ xác nhận", "Nghĩa", "Meaning"), [(f"`{each.value}`", *words) for each, words in STANDINGS.items()]
    )


def _overview(policies: Sequence[Policy]) -> Iterator[str]:
    yield "## Các chính sách / The policies"
    yield ""
    rows = [
        (p.number, f"`{p.code}`", f"{p.vi} / {p.en}", _both(GIVEN[p.gives]), p.scheme, _last_day(p)) for p in policies
    ]
    yield from _table(
        ("Số", "Mã / code", "Chính sách / policy", "Cho / gives", "Văn bản", "Ngày nhận cuối / last day"), rows
    )


def _last_day(policy: Policy) -> str:
    if not policy.last_day:
        return "–"
    last = policy.last_day[-1]
    return f"{last.value:%d/%m/%Y}" if last.standing is not Standing.UNCONFIRMED else f"chưa rõ / open: `{last.point}`"


def _open(points: Points) -> Iterator[str]:
    yield "## Điểm luật chưa rõ / Open points"
    yield ""
    rows = [
        (f"`{code}`", point.vi, point.en, _both(KINDS[point.kind]), _articles(point), _codes(hanging))
        for code, (point, hanging) in points.items()
    ]
    yield from _table(POINT_HEADS, rows)


def _articles(point: OpenPoint) -> str:
    return "; ".join(dict.fromkeys(str(each.citation) for each in point.law))


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in codes)


def _policy(policy: Policy) -> Iterator[str]:
    words = words_of(policy)
    yield f"## {policy.number}. {policy.vi}"
    yield ""
    yield f"*{policy.en}*: `{policy.code}`, {policy.scheme}"
    yield ""
    yield f"{policy.gives_vi}.".replace("..", ".")
    yield f"{policy.gives_en}.".replace("..", ".")
    yield ""
    for title, rows, heads in (
        ("Điều kiện / Conditions", list(_conditions(policy, words)), CONDITION_HEADS),
        ("Giá trị / Values", list(_values(policy, words)), VALUE_HEADS),
        ("Quy trình / Route", list(_route(policy)), ROUTE_HEADS),
        ("Điểm luật chưa rõ / Open points", [(f"`{p.code}`", p.vi, p.en) for p in policy.points], POINT_HEADS[:3]),
        ("Thông tin / Facts", [_fact(fact) for fact in policy.facts], FACT_HEADS),
    ):
        yield f"### {title}"
        yield ""
        yield from _table(heads, rows)


POINT_HEADS = ("Mã / code", "Câu hỏi", "Question", "Trả lời / answer", "Tại / at", "Chính sách / policies")
CONDITION_HEADS = ("Điều kiện", "Condition", "Từ / since", "Nội dung / says", "Căn cứ / cited", "Xác nhận / standing")
VALUE_HEADS = ("Giá trị", "Value", "Từ / since", "Là / is", "Căn cứ / cited", "Xác nhận / standing")
ROUTE_HEADS = ("Từ / since", "Bước", "Step", "Ai / who", "Ngày làm việc / working days", "Căn cứ / cited", "Xác nhận")
FACT_HEADS = ("Tên / name", "Tiêu đề", "Title", "Kiểu / kind", "Ở / where", "Để trống / left empty", "Quy tắc đọc")


def _conditions(policy: Policy, words: Mapping[str, Sentence]) -> Iterator[Row]:
    for condition in (*policy.conditions, *policy.line_conditions):
        bears = "" if condition in policy.conditions else " (chỉ dòng tiền / one line only)"
        vi, en = required((condition.vi, condition.en), condition.law, None)
        yield from _amended(f"{vi}{bears}", f"{en} (`{condition.id}`)", "", condition.law, words)


def _values(policy: Policy, words: Mapping[str, Sentence]) -> Iterator[Row]:
    for value in policy.values:
        yield from _amended(value.vi, f"{value.en} (`{value.name}`)", value.name, value.amendments, words)


def _amended(vi: str, en: str, name: str, law: Law, words: Mapping[str, Sentence]) -> Iterator[Row]:
    """A line for each amendment; the words stand in the first."""
    for place, each in enumerate(law):
        titles = ("″", "″") if place else (vi, en)
        same = place and law[place - 1].value == each.value
        says = SAME if same else told(each.value, words, name)
        yield (*titles, f"{each.since:%d/%m/%Y}", _both(says), *_source(each))


def _source(amendment: Amendment[object]) -> Row:
    point = f" (`{amendment.point}`)" if amendment.point else ""
    return str(amendment.citation), f"`{amendment.standing.value}`{point}"


def _route(policy: Policy) -> Iterator[Row]:
    for each in policy.route:
        for step in each.value:
            days = "–" if step.working_days is None else str(step.working_days)
            who = _both(UNIT_KINDS[step.unit_kind])
            yield (f"{each.since:%d/%m/%Y}", step.vi, step.en, who, days, *_source(each))


def _fact(fact: Fact) -> Row:
    kind = _both(KINDS[fact.kind])
    if fact.choices:
        kind += ": " + "; ".join(f"{choice.vi} / {choice.en} (`{choice.code}`)" for choice in fact.choices)
    return (f"`{fact.name}`", fact.vi, fact.en, kind, _both(PLACES[fact.place]), _left_empty(fact), "✓" * fact.for_rule)


def _left_empty(fact: Fact) -> str:
    if fact.required:
        return "không được / not allowed"
    if fact.empty_says:
        return "là không có / says there is none"
    return "là chưa rõ / is not known" if fact.for_rule else "được / allowed"


def _both(said: Sentence) -> str:
    vi, en = said
    return vi if vi == en else f"{vi} / {en}"


def _table(heads: Row, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        yield "Không có / none."
        yield ""
        return
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') or '–' for cell in row)} |"
    yield ""
