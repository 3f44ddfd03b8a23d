"""Policy 10's law, dated: household businesses with a registration.

Decision 23 knew registered ones alone, stopped by order. Resolution 126 took in who is in the tax office's
directory and who sits in an area under Directive 16; Decision 33 added the measures of Resolution 128, which is
three days younger than Resolution 126: whether its measures counted in between is open. The window of days never moved.
"""

from datetime import date

from app.rules.instruments import ORIGINAL, PROCEDURE, WIDENED, decision_23, resolution_126
from app.rules.law import Amendment, Citation, Standing, Window
from app.rules.open_points import unsaid
from app.rules.policy import Step

ARTICLE_35, ARTICLE_36, ARTICLE_37 = decision_23("35"), decision_23("36"), decision_23("37")
CLAUSE_10 = resolution_126(10)
CONDITIONS_33 = Citation("33/2021/QĐ-TTg", "1.19 (23/2021/QĐ-TTg 35)")
STEPS_33 = Citation("33/2021/QĐ-TTg", "1.20 (23/2021/QĐ-TTg 37)")
SEVERAL_LINES = Citation("Bộ LĐ-TB&XH", "trả lời về hộ kinh doanh nhiều ngành nghề theo Quyết định 23/2021/QĐ-TTg")
TRA_VINH = Citation("UBND tỉnh Trà Vinh", "trả lời trên Cổng Thông tin điện tử Chính phủ ngày 09/12/2021")

IN_FORCE = (Amendment(ORIGINAL, "in_force", ARTICLE_35),)
REGISTERED = (
    Amendment(ORIGINAL, "business_registration", ARTICLE_35),
    Amendment(PROCEDURE, "business_registration", CONDITIONS_33),
)
TAX_REGISTRATION, TAX_DIRECTORY = "tax_registration", "tax_directory"
TAX = (
    Amendment(ORIGINAL, TAX_REGISTRATION, ARTICLE_35),
    Amendment(WIDENED, TAX_DIRECTORY, CLAUSE_10, Standing.SUMMARISED),
    Amendment(PROCEDURE, TAX_DIRECTORY, CONDITIONS_33),
)
CAUSES = (
    Amendment(ORIGINAL, frozenset({"stopped_by_order"}), ARTICLE_35),
    Amendment(WIDENED, frozenset({"stopped_by_order", "directive_16_area"}), CLAUSE_10, Standing.DERIVED),
    Amendment(
        PROCEDURE, frozenset({"stopped_by_order", "directive_16_area", "resolution_128_measure"}), CONDITIONS_33
    ),
)  # fmt: skip
MEASURES_128, _MEASURES_128 = unsaid(
    "household_business.resolution_128_measure",
    "Từ ngày 08/10/2021 đến hết ngày 05/11/2021 (trước Quyết định 33), biện pháp theo Nghị quyết 128/NQ-CP có là "
    "lý do dừng hoạt động được hỗ trợ đối với hộ kinh doanh không?",
    "From 2021-10-08 to 2021-11-05 (before Decision 33), is a measure under Resolution 128/NQ-CP a cause that "
    "counts for a household business's stop?",
    (WIDENED, CLAUSE_10),
)
DOUBTFUL_CAUSES = {"resolution_128_measure": MEASURES_128}
POINTS = (_MEASURES_128,)
WINDOW = (
    Amendment(ORIGINAL, Window(date(2021, 5, 1), date(2021, 12, 31)), ARTICLE_35),
    Amendment(PROCEDURE, Window(date(2021, 5, 1), date(2021, 12, 31)), CONDITIONS_33),
)
SHORTEST_DAYS = (
    Amendment(ORIGINAL, 15, ARTICLE_35),
    Amendment(PROCEDURE, 15, CONDITIONS_33),
)
ALL_LINES = (Amendment(ORIGINAL, "all_lines_stopped", SEVERAL_LINES, Standing.SUMMARISED),)
NOT_FREELANCE = (Amendment(ORIGINAL, frozenset({"freelance"}), TRA_VINH),)
HOUSEHOLD_VND = (Amendment(ORIGINAL, 3_000_000, ARTICLE_36),)
LAST_DAY = (
    Amendment(ORIGINAL, date(2022, 1, 31), ARTICLE_37),
    Amendment(PROCEDURE, date(2022, 1, 31), STEPS_33),
)

STEPS = (
    Step(
        "list",
        "commune",
        3,
        "UBND cấp xã nơi có địa điểm kinh doanh xác nhận việc dừng hoạt động, niêm yết công khai, gửi chi cục thuế",
        "The commune of the place of business confirms the stop, posts it publicly and sends it to the tax branch",
    ),
    Step("confirm", "tax_branch", 2, "Chi cục Thuế thẩm định, gửi cấp huyện", "The tax branch confirms and sends on"),
    Step("appraise", "district", 2, "UBND cấp huyện thẩm định, trình tỉnh", "The district appraises and submits"),
    Step("decide", "province", 2, "UBND cấp tỉnh quyết định phê duyệt", "The province decides"),
    Step("pay", "province", None, "UBND cấp tỉnh chỉ đạo chi trả", "The province has it paid"),
)
ROUTE = (Amendment(ORIGINAL, STEPS, ARTICLE_37), Amendment(PROCEDURE, STEPS, STEPS_33))
