"""Policy 10: household businesses with a registration, stopped against the epidemic."""

from app.rules import household_business_facts as form
from app.rules import household_business_law as law
from app.rules.answering import Sentence
from app.rules.conditions import is_so
from app.rules.cross_policy import (
    in_force_since,
    not_declined,
    not_supported_under,
    once_per_policy,
    one_cash_regime,
    received_by,
)
from app.rules.household_business_conditions import IN_THE_TAX_OFFICE, of_the_stop, values_of_the_stop
from app.rules.one_sum import one_sum
from app.rules.policy import Policy, Value, last_application_day

CODE = "household_business"

REGISTERED: Sentence = ("Hộ kinh doanh có đăng ký kinh doanh", "The household business is registered")
ALL_LINES: Sentence = (
    "Không còn ngành nghề nào của hộ vẫn hoạt động (dừng một trong nhiều ngành nghề thì không được hỗ trợ)",
    "None of the household's lines of business goes on (one stopped among several is not supported)",
)
NOT_FREELANCE: Sentence = (
    "Chủ hộ chưa được hỗ trợ như lao động tự do (khoản 12)",
    "The owner has not been supported as a freelance worker (clause 12)",
)

POLICY = Policy(
    code=CODE,
    number="10",
    vi="Hỗ trợ hộ kinh doanh",
    en="Support of household businesses",
    gives_vi="3.000.000 đồng/hộ, một lần",
    gives_en="3,000,000 đồng a household, once",
    occasion="once",
    facts=form.FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        is_so(
            "registered", REGISTERED, law.REGISTERED, form.REGISTERED,
            failed=("không có đăng ký kinh doanh", "it has no registration"),
        ),
        IN_THE_TAX_OFFICE,
        *of_the_stop(law.CAUSES, law.DOUBTFUL_CAUSES, law.WINDOW, law.SHORTEST_DAYS),
        is_so(
            "all_lines", ALL_LINES, law.ALL_LINES, form.OTHER_LINES_GO_ON, wanted=False,
            failed=("còn ngành nghề khác vẫn hoạt động", "another line of business goes on"),
        ),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_supported_under(
            "not_freelance", NOT_FREELANCE, law.NOT_FREELANCE,
            ("đã được hỗ trợ như lao động tự do", "supported as a freelance worker already"),
        ),
        not_declined(),
    ),
    line_conditions=(),
    lines=one_sum(law.HOUSEHOLD_VND),
    values=(
        Value("household_vnd", "Mức hỗ trợ một hộ", "Sum for a household", law.HOUSEHOLD_VND),
        *values_of_the_stop(law.CAUSES, law.WINDOW, law.SHORTEST_DAYS),
        last_application_day(law.LAST_DAY),
    ),
    route=law.ROUTE,
    points=law.POINTS,
)  # fmt: skip
