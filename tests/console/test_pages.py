"""The console over real HTTP: what an officer sees, and what nobody else does."""

import re
import secrets
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

import httpx
import openpyxl
import pytest

from tests.console.visiting import FORM, HOA, LAN, SHORT, Visitor, sheet, shown
from tests.office import Office

Visit = Callable[..., Visitor]


@pytest.fixture
def visit(office: Office) -> Iterator[Visit]:
    """Lets somebody in a role at a unit come in; without a role, somebody unknown."""
    came: list[Visitor] = []

    def come(role: str | None = "district_officer", unit: str = "582", person: str | None = None) -> Visitor:
        came.append(Visitor(office.base_url, office.desk(role, unit, person) if role else None))
        return came[-1]

    yield come
    for visitor in came:
        visitor.http.close()


def lists_of(visitor: Visitor) -> set[str]:
    """The lists that the first page shows."""
    return set(re.findall(r'href="(/console/lists/\d+)"', visitor.get("/console").text))


def test_pages_need_a_login(visit: Visit) -> None:
    stranger = visit(None)
    for path in ("/", "/console", "/console/lists/1", "/console/lists/1/faults.xlsx"):
        assert stranger.get(path).url.path == "/console/login"
    stranger.http.follow_redirects = False
    answer = stranger.get("/console")
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/login")


def test_nothing_is_read_from_a_form_of_somebody_unknown(visit: Visit) -> None:
    answer = visit(None).send("/console/lists", sheet(HOA), key="k", **FORM)
    assert answer.url.path == "/console/login"


def test_a_wrong_key_is_refused_without_detail(visit: Visit) -> None:
    answer = visit(None).log_in("chitra_wrong")
    assert answer.status_code == 401
    assert "Khoá truy cập không đúng hoặc không còn hiệu lực." in shown(answer)
    assert "set-cookie" not in answer.headers


def test_the_cookie_is_for_these_pages_alone(office: Office, visit: Visit) -> None:
    stranger = visit(None)
    stranger.http.follow_redirects = False
    answer = stranger.log_in(office.desk("district_officer", "582").key)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console")
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("chitra_key=", "HttpOnly", "Path=/console", "SameSite=strict"))
    assert stranger.http.get("/api/me").status_code == 401


def test_whoever_logs_out_is_out(visit: Visit) -> None:
    officer = visit()
    assert officer.get("/console").status_code == 200
    assert officer.http.post("/console/logout").url.path == "/console/login"
    assert officer.get("/console").url.path == "/console/login"


def test_the_first_page_says_who_i_am_and_offers_my_communes_and_forms(visit: Visit) -> None:
    answer = visit(person="Phan Thị Cúc").get("/console")
    assert "Phan Thị Cúc Chuyên viên cấp huyện" in shown(answer)
    assert '<option value="22738">Phường Đô Vinh</option>' in answer.text
    assert '<option value="22852">' not in answer.text  # Ninh Hải's
    assert 'href="/console/policies/freelance/template.xlsx"' in answer.text


def test_the_empty_form_of_a_policy_is_a_workbook(visit: Visit) -> None:
    answer = visit().get("/console/policies/freelance/template.xlsx")
    assert openpyxl.load_workbook(BytesIO(answer.content)).sheetnames
    assert visit().get("/console/policies/none/template.xlsx").status_code == 404


def test_a_list_sent_is_shown_with_its_faults_grouped_and_by_row(visit: Visit) -> None:
    answer = visit().send_list(sheet(HOA, LAN, SHORT))
    assert answer.url.path.startswith("/console/lists/"), shown(answer)
    text = shown(answer)
    assert "Đợt 2" in text and "Phường Đô Vinh" in text and "3.000.000 đồng" in text
    assert "Theo lỗi: 1 dòng cần sửa" in text and "CITIZEN_ID_DIGITS" in text
    assert "Số CCCD ở “Số CCCD” phải có đúng 12 chữ số" in text
    assert re.search(r'<th scope="row" class="figure">4</th>', answer.text)
    assert "10/08/2021" in text and "Đã xét điều kiện" in text
    assert SHORT[0] not in text and SHORT[1] not in text


def test_the_marked_list_can_be_mended_and_sent_again(visit: Visit) -> None:
    officer = visit()
    page = officer.send_list(sheet(HOA, SHORT))
    marked = officer.get(f"{page.url.path}/faults.xlsx")
    assert "attachment" in marked.headers["content-disposition"]
    mended = officer.send(
        f"{page.url.path}/corrections", _mended(marked.content), received_on="2021-08-12", extent="whole"
    )
    assert mended.url.path == page.url.path, shown(mended)
    assert "Không còn dòng nào phải sửa." in shown(mended)
    assert "12/08/2021" in shown(mended)


def _mended(data: bytes) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for cell in (cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == SHORT[1]):
        cell.value = "058188009876"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_dry_run_shows_everything_and_keeps_nothing(visit: Visit) -> None:
    officer = visit()
    answer = officer.send_list(sheet(HOA, SHORT), dry_run="true")
    assert answer.status_code == 200
    assert "Chưa lưu gì" in shown(answer) and "CITIZEN_ID_DIGITS" in shown(answer)
    assert lists_of(officer) == set()


def test_a_dry_run_of_a_mended_list_says_what_it_would_change(visit: Visit) -> None:
    officer = visit()
    page = officer.send_list(sheet(HOA, SHORT))
    tried = officer.send(
        f"{page.url.path}/corrections", sheet(HOA, LAN), received_on="2021-08-10", extent="rows", dry_run="true"
    )
    assert "Giữ nguyên Same 1" in shown(tried) and "Dòng mới New 1" in shown(tried)
    assert shown(officer.get(page.url.path)) == shown(page)


def test_an_archive_of_many_lists_has_one_receipt(visit: Visit) -> None:
    officer = visit()
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("22738/a.xlsx", sheet(HOA))
        archive.writestr("22741/b.xlsx", sheet(LAN))
        archive.writestr("22744/c.csv", b"no table at all")
    key = secrets.token_hex(8)
    answer = officer.send_list(packed.getvalue(), name="ds.zip", unit="", key=key)
    assert "Biên nhận" in shown(answer) and "Không nhận tệp này." in shown(answer)
    assert len(lists_of(officer)) == 2
    again = officer.send_list(packed.getvalue(), name="ds.zip", unit="", key=key)
    assert again.content == answer.content and again.headers["idempotent-replayed"] == "true"


def test_the_same_form_sent_twice_takes_the_list_once(visit: Visit) -> None:
    officer = visit()
    officer.http.follow_redirects = False
    key = officer.key("/console")
    first, second = (officer.send_list(sheet(HOA), key=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert second.headers["idempotent-replayed"] == "true"
    assert lists_of(officer) == {first.headers["location"]}


def test_a_file_received_before_leads_to_its_list(visit: Visit) -> None:
    officer = visit()
    first = officer.send_list(sheet(HOA))
    again = officer.send_list(sheet(HOA))
    assert again.status_code == 409
    assert "Tệp này đã được nhận" in shown(again)
    assert f'<a href="{first.url.path}">' in again.text
    assert 'action="/console/lists"' in again.text  # the form stands below the message
    assert '<option value="22738" selected>' in again.text


@pytest.mark.parametrize(
    ("data", "fields", "status", "words"),
    [
        (b"no table", {}, 422, "Không đọc được danh sách"),
        (sheet(HOA), {"unit": "99999"}, 422, "Không có đơn vị lập danh sách"),
        (sheet(HOA), {"round": ""}, 422, "Chính sách này chi theo đợt"),
        (sheet(HOA), {"received_on": "2031-01-01"}, 422, "Ngày tiếp nhận"),
        (sheet(HOA), {"received_on": "yesterday"}, 422, "Yêu cầu sai ở"),
        (sheet(HOA), {"policy": "none"}, 422, "Không có chính sách"),
        (b"", {}, 400, "Yêu cầu không có tệp nào"),
    ],
    ids=["no list", "no such unit", "no round", "in the future", "no date", "no such policy", "no file"],
)
def test_what_cannot_be_taken_comes_back_in_words_above_the_form(
    visit: Visit, data: bytes, fields: dict[str, str], status: int, words: str
) -> None:
    answer = visit().send_list(data, **fields)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words in shown(answer)
    assert answer.text.index('role="alert"') < answer.text.index('action="/console/lists"')


def test_a_mended_file_that_is_refused_comes_back_on_the_lists_page(visit: Visit) -> None:
    officer = visit()
    page = officer.send_list(sheet(HOA, SHORT))
    answer = officer.send(f"{page.url.path}/corrections", sheet(HOA, SHORT), received_on="2021-08-12", extent="rows")
    assert answer.status_code in {409, 422}
    assert 'role="alert"' in answer.text and f'action="{page.url.path}/corrections"' in answer.text


@pytest.mark.parametrize(
    "content",
    [
        {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
        {"content": b"--b\r\nbroken", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
        {"json": {"key": "k"}},
        {"data": {"key": "k"}},
        {"content": b"\xff\xfe"},
    ],
    ids=["no boundary", "broken", "json", "no file", "no type"],
)
def test_a_form_that_is_none_is_refused_in_words(visit: Visit, content: dict[str, object]) -> None:
    answer = visit().http.post("/console/lists", **content)  # type: ignore[arg-type]  # as httpx takes it
    assert answer.status_code in {400, 422}
    assert 'role="alert"' in answer.text


def test_a_file_too_large_is_refused_as_a_page(visit: Visit) -> None:
    answer = visit().http.post("/console/lists", content=iter([b"x" * 2**20] * 21))
    assert answer.status_code == 413
    assert "quá lớn" in shown(answer)


def test_names_are_escaped(visit: Visit) -> None:
    name = "<script>alert(1)</script>"
    officer = visit(person=f"Cúc {name}")
    kept = officer.send_list(sheet(HOA, commune=name))
    tried = officer.send_list(sheet(LAN), name=f"{name}.xlsx", dry_run="true")
    for answer in (officer.get("/console"), kept, tried):
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
@pytest.mark.parametrize("path", ["lists", "login", "logout", "lists/1/corrections"])
def test_a_form_from_elsewhere_is_refused(visit: Visit, path: str, headers: dict[str, str]) -> None:
    officer = visit()
    del officer.http.headers["Sec-Fetch-Site"]
    answer = officer.http.post(f"/console/{path}", data={"key": "k"}, headers=headers)
    assert answer.status_code == 403
    assert "không được gửi từ trang của hệ thống" in shown(answer)
    officer.http.headers["Sec-Fetch-Site"] = "same-origin"
    assert officer.get("/console").url.path == "/console"  # still logged in


def test_a_browser_that_names_only_its_origin_is_let_in(office: Office, visit: Visit) -> None:
    stranger = visit(None)
    del stranger.http.headers["Sec-Fetch-Site"]
    stranger.http.headers["Origin"] = office.base_url
    assert stranger.log_in(office.desk("auditor", "582").key).url.path == "/console"


def test_another_districts_list_is_not_found(visit: Visit) -> None:
    page = visit().send_list(sheet(HOA, SHORT))
    other = visit(unit="586")
    for path in (page.url.path, f"{page.url.path}/faults.xlsx", "/console/lists/999999", "/console/nothing"):
        answer = other.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8"), path
    sent = other.send(f"{page.url.path}/corrections", sheet(LAN), key="k", received_on="2021-08-12", extent="rows")
    assert sent.status_code == 404
    assert lists_of(other) == set()


def test_who_may_not_send_sees_lists_without_a_form(visit: Visit) -> None:
    page = visit().send_list(sheet(HOA, SHORT))
    approver = visit("district_approver")
    assert lists_of(approver) == {page.url.path}
    for path in ("/console", page.url.path):
        assert 'enctype="multipart/form-data"' not in approver.get(path).text
    assert approver.send("/console/lists", sheet(LAN), key="k", **FORM).status_code == 403
    assert lists_of(approver) == {page.url.path}


def test_who_works_with_no_lists_is_told_so(visit: Visit) -> None:
    assert "Vai trò của bạn không làm việc với danh sách." in shown(visit("finance_maker").get("/console"))
    assert visit("finance_maker").get("/console/lists/1").status_code == 403


def test_every_page_lets_nothing_foreign_in(visit: Visit) -> None:
    officer = visit()
    page = officer.send_list(sheet(HOA, SHORT))
    answers: list[httpx.Response] = [
        *(officer.get(path) for path in ("/console", "/console/login", "/console/nothing", "/console/lists/x")),
        page, officer.get(f"{page.url.path}/faults.xlsx"), officer.send_list(sheet(HOA, SHORT)),
        officer.send_list(sheet(LAN), dry_run="true"), officer.log_in("wrong"),
        visit(None).get("/"), officer.http.post("/console/lists", headers={"Sec-Fetch-Site": "cross-site"}),
    ]  # fmt: skip
    for answer in (*answers, *(before for one in answers for before in one.history)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, answer.url
        assert answer.headers.get_list("referrer-policy", split_commas=True) == ["same-origin"]
        assert answer.headers.get_list("cache-control") == ["no-store"]


def test_style_and_script_are_kept_by_browsers_and_nothing_is_inline(visit: Visit) -> None:
    stranger = visit(None)
    page = stranger.get("/console/login").text
    addresses = re.findall(r'"(/console/static/[^"]+)"', page)
    assert len(addresses) == 2
    for address in addresses:
        answer = stranger.get(address)
        assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
    assert stranger.get("/console/static/..%2Fpages.py").status_code == 404
    assert not re.search(r"<style|<script>|\sstyle=|\son\w+=|https?://", page)


def test_long_lists_are_paged(visit: Visit) -> None:
    officer = visit()
    page = officer.send_list(sheet(*(("Lê Thị Mai", f"0581{nth:04d}") for nth in range(120))))
    rows = re.findall(r'<th scope="row" class="figure">(\d+)', page.text)
    assert len(rows) == 100 and "Theo lỗi: 120 dòng cần sửa" in shown(page)
    [more] = re.findall(r'href="([^"]+\?after=\d+)#rows"', page.text)
    rest = officer.get(more)
    assert rows + re.findall(r'<th scope="row" class="figure">(\d+)', rest.text) == [str(nth) for nth in range(2, 122)]
