"""What is wrong with a value of a request, in Vietnamese: pydantic tells its kind, and says it in English."""

from collections.abc import Mapping
from typing import Any

WORDS: Mapping[str, str] = {
    "missing": "thiếu giá trị này",
    "extra_forbidden": "yêu cầu không có trường này",
    "string_type": "cần chữ (chuỗi)",
    "string_too_short": "ngắn hơn {min_length} ký tự",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_pattern_mismatch": "có ký tự không nhận hoặc không đúng dạng",
    "int_type": "cần số nguyên",
    "int_parsing": "cần số nguyên",
    "int_from_float": "cần số nguyên",
    "bool_type": "cần true hoặc false",
    "bool_parsing": "cần true hoặc false",
    "list_type": "cần một danh sách",
    "dict_type": "cần một đối tượng JSON",
    "model_type": "cần một đối tượng JSON",
    "model_attributes_type": "cần một đối tượng JSON",
    "too_short": "cần ít nhất {min_length} phần tử",
    "too_long": "nhiều hơn {max_length} phần tử",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không được quá {le}",
    "greater_than": "phải lớn hơn {gt}",
    "less_than": "phải nhỏ hơn {lt}",
    "literal_error": "cần một trong: {expected}",
    "enum": "cần một trong: {expected}",
    "date_type": "cần ngày dạng YYYY-MM-DD",
    "date_parsing": "cần ngày có thật, dạng YYYY-MM-DD",
    "date_from_datetime_parsing": "cần ngày có thật, dạng YYYY-MM-DD",
    "date_from_datetime_inexact": "cần ngày, không kèm giờ",
    "datetime_type": "cần thời điểm có múi giờ, ví dụ 2021-11-20T00:00:00+07:00",
    "datetime_parsing": "cần thời điểm có múi giờ, ví dụ 2021-11-20T00:00:00+07:00",
    "datetime_from_date_parsing": "cần thời điểm có múi giờ, ví dụ 2021-11-20T00:00:00+07:00",
    "timezone_aware": "cần thời điểm có múi giờ, ví dụ 2021-11-20T00:00:00+07:00",
    "day_of_another_time": "năm của ngày phải từ 1900 đến 2100",
    "written_day": "cần ngày dạng YYYY-MM-DD",
    "written_id": "cần mã số chỉ gồm chữ số",
    "policy_unknown": "không có chính sách này",
    "state_unknown": "không có trạng thái này",
    "number_in_words": "không ghi số giấy tờ, số tài khoản hay số điện thoại của ai ở đây; hãy ghi mã hồ sơ",
    "nobody_sought": "cần họ tên, số giấy tờ hoặc số tài khoản của người cần tìm",
}
OTHERS = "giá trị không dùng được"


def in_vietnamese(error: Mapping[str, Any]) -> str:
    """An error of pydantic's in words; never the value itself."""
    said = WORDS.get(str(error.get("type")), OTHERS)
    return said.format_map(_Bounds(error.get("ctx") or {}))


class _Bounds(dict[str, object]):
    """The bounds that an error names; one that it does not is left as it is."""

    def __missing__(self, name: str) -> str:
        return "…"
