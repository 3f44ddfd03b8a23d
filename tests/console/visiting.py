"""An officer at a browser, without the browser: cookies, forms and redirects over real HTTP."""

import html
import re
from functools import cache
from io import BytesIO

import httpx
import openpyxl

from tests.office import XLSX, Desk

HERE = {"Sec-Fetch-Site": "same-origin"}
TITLES = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Nơi cư trú", "Công việc", "Nơi làm việc",
    "Ngừng việc từ ngày", "Có hợp đồng lao động", "Hình thức nhận",
)  # fmt: skip
WORKER = ("15/03/1988", "Nữ", "22738 - Phường Đô Vinh", "Bán vé số lưu động", "22759 - Phường Kinh Dinh")
FORM = {"policy": "freelance", "round": "2", "unit": "22738", "received_on": "2021-08-10"}


class Visitor:
    """Somebody logged in."""

    def __init__(self, base_url: str, desk: Desk | None = None) -> None:
        self.http = httpx.Client(base_url=base_url, headers=HERE, follow_redirects=True, timeout=60)
        if desk is not None:
            self.log_in(desk.key)

    def log_in(self, key: str) -> httpx.Response:
        """Paste a key."""
        return self.http.post("/console/login", data={"key": key})

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.http.get(path)

    def send(
        self, path: str, data: bytes, name: str = "ds.xlsx", *, key: str | None = None, **fields: str
    ) -> httpx.Response:
        """Fill in the form that a page shows, and send it."""
        form = {**fields, "key": key or self.key("/console" if path.endswith("/lists") else path.rpartition("/")[0])}
        return self.http.post(path, data=form, files={"file": (name, data, XLSX)})

    def send_list(self, data: bytes, **fields: str) -> httpx.Response:
        """Send a commune's list."""
        return self.send("/console/lists", data, **{**FORM, **fields})

    def key(self, path: str) -> str:
        """The key that a page's form carries."""
        found = re.search(r'name="key" value="([^"]+)"', self.get(path).text)
        assert found
        return found[1]


@cache  # a workbook holds the second of its making: the same people are the same bytes
def sheet(*people: tuple[str, str], commune: str | None = None) -> bytes:
    """A commune's list: a name and an identity number for each row."""
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    if commune:
        table.append([f"Xã, phường, thị trấn: {commune}"])
    table.append(TITLES)
    born, sex, home, work, place = WORKER
    for number, (name, identity) in enumerate(people, 1):
        row = [number, name, born, sex, identity, home, work, place, "17/07/2021", "Không", "Tiền mặt"]
        table.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def shown(response: httpx.Response) -> str:
    """The words of a page: no tags, one space between them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


HOA, LAN = ("Nguyễn Thị Hoa", "058188001234"), ("Trần Thị Lan", "058188005678")
SHORT = ("Lê Thị Mai", "05818800")
"""Her number has too few digits."""
