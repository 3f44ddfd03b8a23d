"""Bank orders for tests."""

from datetime import date, datetime, timedelta, timezone

from app.files.bank_order import BankOrder, OrderLine, end_to_end_id, remittance, uetr
from app.files.order_rules import Terms

TODAY = date(2021, 8, 20)
MONDAY = date(2021, 8, 23)
FROZEN = datetime(2021, 8, 20, 9, 30, tzinfo=timezone(timedelta(hours=7)))
NAMES = ("Nguyễn Thị Đào", "Chamaléa Thị Mai", "K’ Brêu", "Đặng Văn Ưởng", "H'Hen Niê")
BINS = ("970405", "970436", "970418", "970415")


def make_line(number: int, amount_vnd: int = 1_500_000, name: str | None = None) -> OrderLine:
    return OrderLine(
        number, f"L{number:09d}", end_to_end_id("P"), uetr(), amount_vnd, name or NAMES[number % 5],
        f"{number:013d}", BINS[number % 4], remittance("12", "DOT1", f"HS{number}"),
    )  # fmt: skip


def make_order(*lines: OrderLine) -> BankOrder:
    return BankOrder(
        end_to_end_id("B"),
        FROZEN,
        "Phòng LĐ-TB&XH huyện Thuận Nam",
        "4901201001234",
        "VBAAVNVX",
        MONDAY,
        lines,
    )


def make_orders_lines(count: int) -> BankOrder:
    return make_order(*(make_line(number) for number in range(1, count + 1)))


def make_terms(order: BankOrder) -> Terms:
    return Terms(TODAY, order.amount_vnd, len(order.lines))
