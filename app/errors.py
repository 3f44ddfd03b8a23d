"""Refusals: what a caller may not have, said in two languages. The docstring is the message.

Its first line (or paragraph) is Vietnamese, the next is English; `{placeholders}` are filled from the keyword
arguments of the constructor. The class's name is the code. Acts define their own, under a family below.
"""

import inspect
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Refusal(Exception):  # noqa: N818 – a refusal is an answer, not an error of ours
    """Yêu cầu bị từ chối.
    The request is refused.
    """

    status: ClassVar[int] = 400
    title: ClassVar[str] = "Yêu cầu bị từ chối"
    headers: ClassVar[Mapping[str, str]] = MappingProxyType({})
    code: ClassVar[str] = "REFUSAL"
    _vietnamese: ClassVar[str] = "Yêu cầu bị từ chối."
    _english: ClassVar[str] = "The request is refused."

    def __init_subclass__(cls) -> None:
        """Read code and message off the class, so that a malformed one fails at import, not when raised."""
        super().__init_subclass__()
        if "code" not in cls.__dict__:
            cls.code = _WORD_START.sub("_", cls.__name__).upper()
        if cls.__dict__.get("__doc__"):
            cls._vietnamese, cls._english = _message(cls)

    def __init__(
        self,
        *,
        row: int | None = None,
        column: str | None = None,
        extra: Mapping[str, Any] | None = None,
        **values: object,
    ) -> None:
        # Logs print this: the code alone, since the filled message may hold personal data.
        super().__init__(self.code)
        self.row = row
        self.column = column
        self.extra = dict(extra or {})
        shown = {"row": row, "column": column, **values}
        self.detail = self._vietnamese.format_map(shown)
        self.detail_en = self._english.format_map(shown)


def _message(cls: type[Refusal]) -> tuple[str, str]:
    text = inspect.cleandoc(cls.__doc__ or "")
    vietnamese, _, english = text.partition("\n\n" if "\n\n" in text else "\n")
    if not english.strip():
        raise TypeError(f"{cls.__name__}: its docstring is its message, one Vietnamese and one English line")
    return " ".join(vietnamese.split()), " ".join(english.split())


def problem(refusal: Refusal) -> dict[str, Any]:
    """The refusal as problem details (RFC 9457)."""
    place = {"row": refusal.row, "column": refusal.column}
    return {
        **refusal.extra,
        "type": f"urn:chitra:problem:{refusal.code.lower().replace('_', '-')}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
        "detail_en": refusal.detail_en,
        "code": refusal.code,
        **{name: value for name, value in place.items() if value is not None},
    }


class BadRequest(Refusal):
    """Yêu cầu không đúng dạng.
    The request is malformed.
    """

    status = 400
    title = "Yêu cầu không hợp lệ"


class Unauthenticated(Refusal):
    """Chưa xác định được người gửi yêu cầu.
    Who is asking is not known.
    """

    status = 401
    title = "Chưa xác thực"


class Forbidden(Refusal):
    """Bạn không được phép làm việc này.
    You may not do this.
    """

    status = 403
    title = "Không được phép"


class NotFound(Refusal):
    """Không tìm thấy trong phạm vi của bạn.
    There is no such thing within your scope.
    """

    status = 404
    title = "Không tìm thấy"


class NoLongerKept(NotFound):
    """Nội dung này đã được xoá theo lịch lưu giữ; mã băm của nó vẫn còn.
    This was erased by the retention schedule; its hash is still on record.
    """


class Conflict(Refusal):
    """Việc này không hợp với trạng thái hiện tại.
    This does not agree with the present state.
    """

    status = 409
    title = "Xung đột trạng thái"


class TooLarge(Refusal):
    """Nội dung gửi lên quá lớn.
    The content is too large.
    """

    status = 413
    title = "Quá lớn"


class UnsupportedMedia(Refusal):
    """Loại tệp hoặc loại nội dung này không được nhận.
    This type of file or content is not accepted.
    """

    status = 415
    title = "Loại nội dung không hỗ trợ"


class Invalid(Refusal):
    """Dữ liệu không hợp lệ.
    The data is not valid.
    """

    status = 422
    title = "Dữ liệu không hợp lệ"


class Unavailable(Refusal):
    """Dịch vụ tạm thời chưa đáp ứng được; hãy thử lại sau.
    The service cannot answer just now; try again later.
    """

    status = 503
    title = "Tạm thời không đáp ứng"
