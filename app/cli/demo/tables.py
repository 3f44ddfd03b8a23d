"""The summary as tables for the eye."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from app.cli.demo.stages import TITLES


def of(summary: dict[str, Any]) -> Iterator[Table]:
    """All tables, in the order in which they are read."""
    yield _rows(summary)
    yield _money(summary)
    yield _payouts(summary)
    yield _seconds(summary)


def number(value: int) -> str:
    """`1500000` as `1.500.000`."""
    return f"{value:,}".replace(",", ".")


def _rows(summary: dict[str, Any]) -> Table:
    table = _table("Hồ sơ / rows", "", "Số / count")
    rows = summary["rows"]
    table.add_row("Danh sách / lists", number(rows["lists"]))
    table.add_row("Dòng / rows", number(rows["rows"]))
    table.add_row("Có lỗi, trả lại / with faults", number(rows["faulty"]))
    table.add_row("Nghi trùng / held for a person's word", number(rows["held"]))
    for outcome, title in (
        ("eligible", "Đủ điều kiện / eligible"),
        ("ineligible", "Không đủ điều kiện / ineligible"),
        ("undetermined", "Chưa xác định / undetermined"),
    ):
        count = sum(by_outcome.get(outcome, 0) for by_outcome in summary["outcomes"].values())
        table.add_row(title, number(count))
    for reason, count in summary["refused_by_reason"].items():
        table.add_row(f"  – {reason}", number(count))
    return table


def _money(summary: dict[str, Any]) -> Table:
    """By policy what was decided, and what of it has been paid out."""
    table = _table("Được hỗ trợ / supported", "Chính sách / policy", "Hồ sơ / cases", "Đồng", "Đã chi / paid out")
    paid_out = {
        policy: sum(one["amount_vnd"] for one in by_district.values())
        for policy, by_district in summary["paid_vnd"].items()
    }
    for policy, decided in summary["supported"].items():
        figures = decided["cases"], decided["amount_vnd"], paid_out.get(policy, 0)
        table.add_row(policy, *map(number, figures))
    total = summary["supported_cases"], summary["amount_vnd"], sum(paid_out.values())
    table.add_row("Tổng / total", *map(number, total), style="bold")
    return table


def _payouts(summary: dict[str, Any]) -> Table:
    table = _table("Khoản chi / payouts", "Trạng thái / state", "Số / count", "Đồng")
    for state, totals in sorted(summary["payouts"].items()):
        table.add_row(state, number(totals["payouts"]), number(totals["amount_vnd"]))
    return table


def _seconds(summary: dict[str, Any]) -> Table:
    table = _table("Thời gian / time", "Bước / stage", "Giây / seconds")
    for name, seconds in summary["seconds"].items():
        table.add_row(TITLES[name], f"{seconds:.2f}")
    table.add_row("Tổng / total", f"{sum(summary['seconds'].values()):.2f}", style="bold")
    memory = summary["memory_peak_mib"]
    table.add_row("Bộ nhớ cao nhất, MiB / peak memory: service, client", f"{memory['server']}, {memory['client']}")
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left")
    return table
