"""Stages: each with its progress and its seconds."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Advance = Callable[[], None]
TITLES = {
    "sample": "Sinh tỉnh mẫu / generating the sample province",
    "start": "Mở dịch vụ / starting the service",
    "funds": "Nguồn kinh phí / funds and their money",
    "prior": "Ghi nhận khoản đã chi trước / recording supports paid before",
    "upload": "Gửi danh sách / uploading lists",
    "match": "Xem trường hợp nghi trùng / deciding likely matches",
    "confirm": "Các cơ quan xác nhận / other bodies confirm",
    "appraise": "Tờ trình, thẩm định / submissions and appraisal",
    "decide": "Quyết định / decisions",
    "batch": "Bảng kê: lập, chốt, kiểm, duyệt, xuất / batches until export",
    "download": "Tải tệp chi / downloading exports",
    "pay": "Ký nhận, ngân hàng chi / people sign, the bank pays",
    "reconcile": "Đối chiếu kết quả / answers reconciled",
    "query": "Tra cứu / queries",
    "check": "So với đáp án / held against the truth",
}


class Stages:
    """Seconds by stage, shown on standard error as they pass."""

    def __init__(self, *, quiet: bool) -> None:
        self.seconds: dict[str, float] = {}
        self.progress = Progress(
            TextColumn("{task.description:58}"), BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn(),
            console=Console(stderr=True), disable=quiet,
        )  # fmt: skip

    @contextmanager
    def stage(self, name: str, total: int = 1) -> Iterator[Advance]:
        """One stage; those of the same name add up."""
        task = self.progress.add_task(TITLES[name], total=max(total, 1))
        began = time.perf_counter()
        yield lambda: self.progress.advance(task)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
        self.progress.update(task, completed=max(total, 1))
        self.progress.stop_task(task)

    def sum_of(self, *names: str) -> float:
        """Seconds of some stages together."""
        return sum(self.seconds.get(name, 0.0) for name in names)
