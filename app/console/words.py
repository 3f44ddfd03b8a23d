"""What the pages call things (Vietnamese, English), and how they write numbers and days."""

from datetime import date, datetime

from app.access import Role
from app.settings import VIET_NAM

Words = tuple[str, str]

ROLES: dict[str, Words] = {
    Role.DISTRICT_OFFICER: ("Chuyên viên cấp huyện", "District officer"),
    Role.DISTRICT_APPROVER: ("Người thẩm định cấp huyện", "District approver"),
    Role.PROVINCIAL_OFFICER: ("Chuyên viên cấp tỉnh", "Provincial officer"),
    Role.PROVINCIAL_APPROVER: ("Người duyệt cấp tỉnh", "Provincial approver"),
    Role.FINANCE_MAKER: ("Kế toán lập bảng kê", "Finance maker"),
    Role.FINANCE_CHECKER: ("Kế toán kiểm tra", "Finance checker"),
    Role.AUDITOR: ("Thanh tra, kiểm toán", "Auditor"),
    Role.LEGAL_OFFICER: ("Cán bộ pháp chế", "Legal officer"),
    Role.ADMINISTRATOR: ("Quản trị", "Administrator"),
}

COUNTS: dict[str, Words] = {
    "accepted": ("Đã nhận", "Accepted"),
    "faulty": ("Cần sửa", "To be mended"),
    "held": ("Chờ xem trùng", "Held as likely duplicates"),
    "eligible": ("Đủ điều kiện", "Eligible"),
    "ineligible": ("Không đủ điều kiện", "Ineligible"),
    "undetermined": ("Chưa xác định", "Undetermined"),
}

APPLICATION_STATES: dict[str, Words] = {
    "received": ("Mới nhận", "Received"),
    "determined": ("Đã xét điều kiện", "Determined"),
    "appraised": ("Đã thẩm định", "Appraised"),
    "decided": ("Đã quyết định", "Decided"),
    "refused": ("Không được hỗ trợ", "Refused"),
    "withdrawn": ("Đã rút", "Withdrawn"),
    "returned": ("Trả lại để bổ sung", "Returned for completion"),
    "declined": ("Từ chối nhận", "Declined"),
}

ROW_STATES: dict[str, Words] = {
    "accepted": ("đã nhận", "accepted"),
    "faulty": ("cần sửa", "to be mended"),
    "superseded": ("đã thay bằng bản sau", "superseded"),
    "withdrawn": ("đã rút", "withdrawn"),
}

DIFFERENCES: dict[str, Words] = {
    "same": ("Giữ nguyên", "Same"),
    "changed": ("Thay đổi", "Changed"),
    "new": ("Dòng mới", "New"),
    "withdrawn": ("Rút khỏi danh sách", "Withdrawn"),
    "absent": ("Không có trong tệp, giữ như cũ", "Absent from the file, kept as they are"),
}


def number(value: int) -> str:
    """12.345, as numbers are written in Vietnamese."""
    return f"{value:,}".replace(",", ".")


def money(amount_vnd: int) -> str:
    """1.500.000 đồng."""
    return f"{number(amount_vnd)} đồng"


def day(value: date) -> str:
    """17/07/2021."""
    return value.strftime("%d/%m/%Y")


def instant(value: datetime) -> str:
    """08:30 17/07/2021, by the clock of Viet Nam."""
    return value.astimezone(VIET_NAM).strftime("%H:%M %d/%m/%Y")
