"""The console in a real browser: Debian's Chromium, with and without its script."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.console.visiting import HOA, LAN, SHORT, sheet
from tests.office import Office

CHROMIUM = Path("/usr/bin/chromium")
NARROW = {"width": 360, "height": 740}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's Chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; as root it needs its sandbox off."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request: pytest.FixtureRequest, chromium: Browser, office: Office) -> Iterator[Page]:
    """A window on the service, in which nothing may be refused by the page's own policy."""
    context = chromium.new_context(
        base_url=office.base_url, java_script_enabled=request.param, accept_downloads=True, locale="vi-VN"
    )
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    yield opened
    context.close()
    assert [text for text in said if "Content Security Policy" in text] == []


def test_an_officer_drops_a_file_mends_it_and_sees_its_state(page: Page, office: Office, tmp_path: Path) -> None:
    _log_in(page, office)
    _send(page, sheet(HOA, LAN, SHORT))
    assert page.get_by_role("heading", name="Danh sách số").is_visible()
    by_fault, by_row = page.locator("table.groups tbody tr"), page.locator("table.rows tbody tr")
    assert "phải có đúng 12 chữ số" in by_fault.inner_text()
    assert by_row.get_by_role("rowheader").inner_text() == "4"
    marked = _downloaded(page, tmp_path)
    page.get_by_label("Toàn bộ danh sách").check()
    page.get_by_label("Tệp danh sách").set_input_files(_as_file(_mended(marked)))
    page.get_by_label("Ngày tiếp nhận").fill("2021-08-10")
    page.get_by_role("button", name="Gửi bản đã sửa").click()
    page.get_by_text("Không còn dòng nào phải sửa.").wait_for()
    assert page.locator(".tile.accepted dd").inner_text() == "3"
    assert page.locator(".tile.amount dd").inner_text() == "4.500.000 đồng"


def test_pages_fit_a_narrow_screen_and_every_field_has_a_name(page: Page, office: Office) -> None:
    page.set_viewport_size(NARROW)
    _log_in(page, office)
    _assert_fits(page)
    _send(page, sheet(HOA, SHORT))
    _assert_fits(page)


def _assert_fits(page: Page) -> None:
    width = page.locator("html").evaluate("html => html.scrollWidth")
    assert width <= NARROW["width"]
    for field in page.locator("input:not([type=hidden]), select").all():
        assert field.evaluate("field => field.labels.length") == 1


def _log_in(page: Page, office: Office) -> None:
    page.goto("/")
    page.get_by_label("Khoá truy cập").fill(office.desk("district_officer", "582").key)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Danh sách đề nghị hỗ trợ").wait_for()


def _send(page: Page, data: bytes) -> None:
    page.get_by_label("Tệp danh sách").set_input_files(_as_file(data))
    assert page.get_by_label("Chính sách").input_value() == ""  # nobody sends a list under a policy not chosen
    page.get_by_label("Chính sách").select_option("freelance")
    page.get_by_label("Đơn vị lập danh sách").select_option("22738")
    page.get_by_label("Đợt").fill("2")
    page.get_by_label("Ngày tiếp nhận").fill("2021-08-10")
    page.get_by_role("button", name="Gửi danh sách").click()
    page.get_by_role("heading", name="Danh sách số").wait_for()


def _as_file(data: bytes) -> dict[str, object]:
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "danh-sach.xlsx", "mimeType": media_type, "buffer": data}


def _downloaded(page: Page, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải danh sách đã đánh dấu").click()
    saved = folder / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name.startswith("can-sua-")
    return saved.read_bytes()


def _mended(data: bytes) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for cell in (cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == SHORT[1]):
        cell.value = "058188009876"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
