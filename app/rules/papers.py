"""The papers of an application (thành phần hồ sơ): which a policy asks for, when, in which form, and by which article.

What was original or certified copy under Decision 23 is a plain copy since Decision 33. A paper whose article could
not be read (`unconfirmed`) is shown and never counts as lacking. Where the province lays the papers down, the file
that it asks for counts as one.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from app.rules.answering import Sentence
from app.rules.instruments import DECISION_33, ORIGINAL, PROCEDURE, decision_23
from app.rules.law import Amendment, Citation, Facts, Standing, in_force
from app.rules.paper import Form, Needed, Paper
from app.rules.supplements import FACT_NAMES

PREGNANT: Sentence = ("đề nghị hỗ trợ thêm vì đang mang thai", "a supplement for a pregnancy is asked for")
CHILD: Sentence = ("đề nghị hỗ trợ thêm vì nuôi con chưa đủ 6 tuổi", "a supplement for a child under 6 is asked for")

CHILD_FACTS = tuple(name for names in FACT_NAMES.values() for name in names)


def _decision_23(unit: str, form: Form = Form.ORIGINAL, standing: Standing = Standing.CONFIRMED) -> Amendment[Form]:
    return Amendment(ORIGINAL, form, decision_23(unit), standing)


def _copies(unit: str, standing: Standing = Standing.CONFIRMED) -> tuple[Amendment[Form], ...]:
    """Certified at first; a plain copy since Decision 33 (read in summaries)."""
    first = _decision_23(unit, Form.CERTIFIED_COPY, standing)
    return first, Amendment(PROCEDURE, Form.COPY, DECISION_33, Standing.SUMMARISED)


def _plain(instrument: str, unit: str, since: date, standing: Standing = Standing.CONFIRMED) -> Amendment[Form]:
    return Amendment(since, Form.ORIGINAL, Citation(instrument, unit), standing)


def _supplements(unit: str, standing: Standing = Standing.CONFIRMED) -> tuple[Paper, ...]:
    """What proves a worker's supplements."""
    return (
        Paper(
            "pregnancy_proof", "Giấy tờ chứng minh người lao động đang mang thai", "Proof of pregnancy",
            _copies(unit, standing), ("pregnant",), PREGNANT, ("pregnant", "pregnant_from", "pregnant_to"),
        ),
        Paper(
            "child_proof",
            "Giấy khai sinh, giấy chứng sinh, giấy chứng nhận nuôi con nuôi hoặc quyết định giao, nhận chăm sóc "
            "thay thế",
            "Birth or live-birth certificate, adoption certificate, or decision on substitute care",
            _copies(unit, standing), CHILD_FACTS, CHILD, CHILD_FACTS,
        ),
    )  # fmt: skip


def _identity(standing: Standing = Standing.SUMMARISED) -> Paper:
    return Paper(
        "identity_paper", "Một giấy tờ tùy thân: giấy khai sinh, chứng sinh, hộ chiếu, CMND, CCCD hoặc thẻ BHYT",
        "One identity paper: birth or live-birth certificate, passport, identity card or health-insurance card",
        (_decision_23("27", Form.COPY, standing),),
    )  # fmt: skip


def _insured_list(code: str, form: str, unit: str, standing: Standing, *proves: str) -> Paper:
    return Paper(
        code, f"Danh sách theo Mẫu số {form}, có xác nhận của cơ quan BHXH", f"List on form {form}, confirmed by the "
        "social insurance agency", (_decision_23(unit, standing=standing),), proves=proves,
    )  # fmt: skip


PAPERS: Mapping[str, tuple[Paper, ...]] = {
    "pension_deferral": (
        Paper(
            "request_01", "Văn bản đề nghị theo Mẫu số 01", "Request on form 01", (_decision_23("Chương II"),),
            proves=("insured_workers_january", "insured_workers_april", "suspended_workers", "paid_to"),
        ),
    ),
    "training": (
        Paper(
            "request_03", "Văn bản đề nghị theo Mẫu số 03", "Request on form 03",
            (_decision_23("Chương III", standing=Standing.SUMMARISED),),
            proves=("revenue_quarter_vnd", "revenue_2019_vnd", "revenue_2020_vnd"),
        ),
        Paper(
            "restructuring_paper", "Văn bản về thay đổi cơ cấu, công nghệ", "Paper on the change of structure",
            (_decision_23("Chương III", standing=Standing.SUMMARISED),), proves=("structure_changed",),
        ),
        Paper(
            "training_plan", "Phương án đào tạo, bồi dưỡng, nâng cao trình độ kỹ năng nghề để duy trì việc làm",
            "Training plan", (_decision_23("9.4"),),
            proves=("training_plan", "trained_workers", "whole_months", "odd_days", "month_fee_vnd"),
        ),
        Paper(
            "insurance_confirmation", "Xác nhận của cơ quan BHXH về việc đóng đủ bảo hiểm thất nghiệp từ 12 tháng",
            "The insurance agency's confirmation of 12 months of unemployment insurance",
            (_decision_23("Chương III", standing=Standing.SUMMARISED),),
            proves=("unemployment_insurance_months", "unemployment_insurance_confirmed"),
        ),
    ),
    "suspended_contract": (
        _insured_list("list_05", "05", "15", Standing.CONFIRMED, "insured_month_before"),
        Paper(
            "agreement", "Văn bản thỏa thuận tạm hoãn thực hiện HĐLĐ hoặc nghỉ việc không hưởng lương",
            "Agreement on the suspension or unpaid leave", _copies("15"), proves=("suspended_from", "suspended_to"),
        ),
        *_supplements("15"),
    ),
    "stopped_work": (
        _insured_list(
            "list_06", "06", "Chương V", Standing.SUMMARISED, "insured_month_before", "stopped_from", "stopped_to",
        ),
        Paper(
            "isolation_paper", "Văn bản về cách ly y tế hoặc phong tỏa", "Paper on isolation or the blocked area",
            _copies("Chương V", Standing.UNCONFIRMED)[:1], proves=("worker_cause",),
        ),
        *_supplements("Chương V", Standing.SUMMARISED),
    ),
    "terminated_contract": (
        Paper("request_07", "Đề nghị hỗ trợ theo Mẫu số 07", "Request on form 07", (_decision_23("23"),)),
        Paper(
            "termination_paper",
            "Một trong: HĐLĐ đã hết hạn hoặc hoàn thành, quyết định thôi việc, thông báo hoặc thỏa thuận chấm dứt HĐLĐ",
            "One of: expired or completed contract, severance decision, notice or agreement of termination",
            _copies("23"), proves=("contract_ended_on", "termination_ground"),
        ),
        Paper(
            "insurance_paper", "Bản sao sổ BHXH hoặc xác nhận của cơ quan BHXH về tham gia BHXH bắt buộc, BHTN",
            "Social insurance book, or the agency's confirmation", _copies("23"), proves=("insured_month_before",),
        ),
        *_supplements("23"),
    ),
    "meals_f0": (
        Paper(
            "treatment_paper", "Giấy ra viện hoặc giấy tờ xác nhận đã hoàn thành điều trị",
            "Discharge paper, or confirmation that the treatment ended", (
                _decision_23("27", Form.COPY, Standing.SUMMARISED),
            ), proves=("treated_from", "treated_to", "treated_by_decision"),
        ),
        _identity(),
    ),
    "meals_f1": (
        Paper(
            "isolation_decision", "Quyết định áp dụng biện pháp cách ly y tế", "Decision on medical isolation",
            (_decision_23("27.4", Form.COPY, Standing.SUMMARISED),), proves=("isolated_from", "isolated_by_decision"),
        ),
        Paper(
            "completion_paper", "Giấy hoàn thành việc cách ly y tế", "Paper on the completed isolation",
            (_decision_23("27.4", Form.COPY, Standing.SUMMARISED),), proves=("isolated_to",),
        ),
        Paper(
            "meal_receipt", "Phiếu thu tiền ăn tại cơ sở cách ly (người đã ra khỏi cơ sở trước ngày quy định)",
            "Receipt for meal money (who left the facility before the day laid down)",
            (_decision_23("27.4", Form.COPY, Standing.UNCONFIRMED),), proves=("meal_paper",),
        ),
        _identity(),
    ),
    "artist": (
        Paper("list_09", "Danh sách theo Mẫu số 09 do đơn vị lập", "The unit's list on form 09", (
            _decision_23("Chương VIII"),
        ), proves=("position", "grade", "stopped_from", "stopped_to", "stopped_days")),
    ),
    "tour_guide": (
        Paper("request_10", "Đề nghị hỗ trợ theo Mẫu số 10", "Request on form 10", (
            _decision_23("33", standing=Standing.SUMMARISED),
        )),
        Paper(
            "contract_or_membership",
            "Hợp đồng lao động hoặc thẻ hội viên tổ chức xã hội - nghề nghiệp về hướng dẫn du lịch",
            "Labour contract, or membership card of a guides' association", _copies("33", Standing.SUMMARISED),
            proves=("tie", "contract_from", "contract_to"),
        ),
    ),
    "household_business": (
        Paper(
            "request_11", "Đề nghị hỗ trợ theo Mẫu số 11", "Request on form 11", (_decision_23("37"),),
            proves=("registered", "cause", "stopped_from", "stopped_to"),
        ),
    ),
    "unregistered_business": (
        Paper(
            "local_file", "Hồ sơ theo quy định của UBND tỉnh", "The file that the province lays down",
            (_plain("33/2021/QĐ-TTg", "37a", PROCEDURE),),
        ),
    ),
    "wage_loan": (
        _insured_list("list_13", "13a, 13b hoặc 13c", "Chương X", Standing.SUMMARISED, "workers_insured", "workers"),
        Paper("request_12", "Giấy đề nghị vay vốn theo Mẫu số 12", "Loan request on form 12", (
            _decision_23("Chương X", standing=Standing.UNCONFIRMED),
        )),
    ),
    "freelance": (
        Paper(
            "local_file", "Hồ sơ theo quy định của UBND tỉnh", "The file that the province lays down",
            (_plain("68/NQ-CP", "II.12", ORIGINAL, Standing.DERIVED),),
        ),
    ),
    "unemployment_fund": (
        Paper(
            "request_28", "Danh sách của đơn vị theo Mẫu số 02, 03 hoặc đề nghị của người lao động theo Mẫu số 04",
            "The employer's list on form 02 or 03, or the worker's request on form 04",
            (_plain("28/2021/QĐ-TTg", "3", date(2021, 10, 1)),),
        ),
    ),
    "rent_working": (
        Paper("request_01", "Đề nghị hỗ trợ tiền thuê nhà theo Mẫu số 01", "Request on form 01", (
            _plain("08/2022/QĐ-TTg", "", date(2022, 3, 28)),
        )),
    ),
    "rent_returning": (
        Paper("request", "Đề nghị hỗ trợ tiền thuê nhà", "Request for the support", (
            _plain("08/2022/QĐ-TTg", "", date(2022, 3, 28)),
        )),
    ),
}  # fmt: skip
"""By policy; a policy without an entry asks for none (policy 1 has no application)."""


def needed_in(policy: str, facts: Facts, on: date) -> list[Needed]:
    """The papers of a policy as the law of a day (that of the file's receipt) asks for them in a case.

    What is asked for only later is not needed; its first article is told.
    """
    found = ((paper, in_force(paper.law, on)) for paper in PAPERS.get(policy, ()))
    return [Needed(paper, law is not None and _asked(paper, facts), law or paper.law[0]) for paper, law in found]


def _asked(paper: Paper, facts: Facts) -> bool:
    return not paper.asked_by or any(facts.get(name) for name in paper.asked_by)


def asked_by(policy: str) -> list[str]:
    """The facts that decide which papers an application of a policy needs."""
    return sorted({name for paper in PAPERS.get(policy, ()) for name in paper.asked_by})


def of_policy(policy: str) -> dict[str, Paper]:
    """The papers of a policy by their codes."""
    return {paper.code: paper for paper in PAPERS.get(policy, ())}


def proof_of(policy: str, fact: str) -> Paper | None:
    """The paper that shows a fact."""
    return next((paper for paper in PAPERS.get(policy, ()) if fact in paper.proves), None)


def standing_of(needed: Iterable[Needed], has: Mapping[str, bool]) -> str:
    """Whether an application's papers are complete, lacking, or not all looked at yet."""
    looked = [has.get(one.paper.code) for one in needed if one.counts]
    if False in looked:
        return "lacking"
    return "unchecked" if None in looked else "complete"
