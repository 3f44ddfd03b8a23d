"""Policy 9b: tour guides, through the department that issued their cards."""

from app.rules import tour_guide_conditions as of
from app.rules import tour_guide_facts as form
from app.rules import tour_guide_law as law
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
from app.rules.law import Condition
from app.rules.one_sum import one_sum
from app.rules.policy import Policy, Value, last_application_day

CODE = "tour_guide"

NO_OTHER: Sentence = (
    "Chưa hưởng chính sách hỗ trợ khác của Quyết định 23 (không kể tiền ăn và hỗ trợ bổ sung)",
    "Not supported under another policy of Decision 23 (meals and supplements apart)",
)
NO_LOCAL: Sentence = ("Chưa hưởng hỗ trợ của địa phương năm 2021", "Had no local support in 2021")

POLICY = Policy(
    code=CODE,
    number="9b",
    vi="Hỗ trợ hướng dẫn viên du lịch",
    en="Support of tour guides",
    gives_vi="3.710.000 đồng/người, một lần",
    gives_en="3,710,000 đồng a person, once",
    occasion="once",
    facts=form.FACTS,
    conditions=(
        in_force_since(law.IN_FORCE),
        Condition("card", *of.CARD, law.CARD, of.card),
        Condition("tie", *of.TIE, law.TIES, of.tie),
        Condition("contract", *of.CONTRACT, law.CONTRACT_SINCE, of.contract),
        not_supported_under(
            "no_other_support", NO_OTHER, law.OTHER_SUPPORTS,
            ("đã được hỗ trợ theo chính sách khác", "supported under another policy already"), but=CODE,
        ),
        is_so(
            "no_local_support", NO_LOCAL, law.NO_LOCAL_SUPPORT, form.LOCAL_SUPPORT, wanted=False,
            failed=("đã nhận hỗ trợ của địa phương", "had local support"),
        ),
        received_by(law.LAST_DAY),
        once_per_policy(CODE),
        one_cash_regime(CODE),
        not_declined(),
    ),
    line_conditions=(),
    lines=one_sum(law.GUIDE_VND),
    values=(
        Value("guide_vnd", "Mức hỗ trợ một người", "Sum for a person", law.GUIDE_VND),
        Value("ties", "Căn cứ hành nghề", "Ties to the trade", law.TIES),
        Value("contract_since", "Hợp đồng tính từ ngày", "Contracts count from", law.CONTRACT_SINCE),
        Value(
            "other_supports", "Chính sách không được hưởng cùng", "Policies not received besides", law.OTHER_SUPPORTS
        ),
        Value("on_site_card_without_term", "Thẻ tại điểm không ghi thời hạn", "On-site card without a term",
              law.ON_SITE_CARD),
        last_application_day(law.LAST_DAY),
    ),
    route=law.ROUTE,
    points=law.POINTS,
)  # fmt: skip
