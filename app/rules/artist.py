"""Policy 9a: artists of grade IV, by their unit's list."""

from app.rules import artist_facts as form
from app.rules import artist_law as law
from app.rules.answering import Sentence
from app.rules.conditions import is_among, is_so
from app.rules.cross_policy import in_force_since, not_declined, once_per_policy, one_cash_regime, received_by
from app.rules.one_sum import one_sum
from app.rules.policy import Policy, Value, last_application_day
from app.rules.stoppage import lasts_within, reaches_into

CODE = "artist"

UNIT: Sentence = (
    "Đơn vị nghệ thuật biểu diễn công lập (không thuộc lực lượng vũ trang)",
    "A public performing-arts unit (not of the armed forces)",
)
POSITION: Sentence = (
    "Giữ chức danh đạo diễn nghệ thuật, diễn viên hoặc họa sĩ",
    "An art director, actor or painter",
)
GRADE: Sentence = ("Viên chức giữ hạng IV", "A public employee of grade IV")
ORDER: Sentence = (
    "Đơn vị tạm dừng hoạt động theo yêu cầu của cơ quan có thẩm quyền",
    "The unit stopped by the authority's order",
)
WINDOW: Sentence = ("Đơn vị có tạm dừng hoạt động trong thời gian {law}", "The unit stopped on some day {law}")
DURATION: Sentence = (
    "Đơn vị tạm dừng trong thời gian đó từ {law} ngày trở lên, cộng các lần dừng",
    "The unit stopped there for {law} days or more, all its stops together",
)

POLICY = Policy(
    code=CODE,
    number="9a",
    vi="Hỗ trợ viên chức hoạt động nghệ thuật",
    en="Support of artists in public performing-arts units",
    gives_vi="3.710.000 đồng/người, một lần",
    gives_en="3,710,000 đồng a person, once",
    occasion="once",
    facts=form.FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        is_among("unit_kind", UNIT, law.UNITS, form.UNIT_KIND),
        is_among("position", POSITION, law.POSITIONS, form.POSITION),
        is_among("grade", GRADE, law.GRADES, form.GRADE),
        is_so(
            "by_order", ORDER, law.BY_ORDER, form.STOPPED_BY_ORDER,
            failed=("không theo yêu cầu", "not by order"),
        ),
        reaches_into("window", WINDOW, law.WINDOW, form.STOPPED_FROM, form.STOPPED_TO),
        lasts_within(
            "duration", DURATION, law.SHORTEST_DAYS, law.WINDOW, form.STOPPED_FROM, form.STOPPED_TO,
            total=form.STOPPED_DAYS,
        ),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    ),
    line_conditions=(),
    lines=one_sum(law.ARTIST_VND),
    values=(
        Value("artist_vnd", "Mức hỗ trợ một người", "Sum for a person", law.ARTIST_VND),
        Value("positions", "Chức danh được hỗ trợ", "Positions supported", law.POSITIONS),
        Value("grades", "Hạng chức danh được hỗ trợ", "Grades supported", law.GRADES),
        Value("shortest_days", "Số ngày tạm dừng ít nhất", "Days of stop at least", law.SHORTEST_DAYS),
        Value("window", "Thời gian được tính", "Window of the stop", law.WINDOW),
        last_application_day(law.LAST_DAY),
    ),
    route=law.ROUTE,
)  # fmt: skip
