"""JSON as it must be: no key twice, no NaN, no number beyond reason, no endless nesting."""

import json
import math
from typing import Any, NoReturn

from app.errors import BadRequest

DEPTH_MAX = 20
DIGITS_MAX = 18  # of a whole number: what a bigint holds


class LooseJson(BadRequest):
    """Nội dung JSON không dùng được: {what}.
    The JSON cannot be used: {what_en}.
    """


def loads(body: bytes) -> Any:  # noqa: ANN401 – JSON is anything
    """What the body says. Raises LooseJson."""
    try:
        found = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_whole,
            parse_float=_real,
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise LooseJson(what="sai cú pháp hoặc không phải UTF-8", what_en="malformed, or not UTF-8") from error
    except RecursionError as error:
        raise LooseJson(what="lồng quá sâu", what_en="nested too deeply") from error
    if _is_deeper(found, DEPTH_MAX):
        raise LooseJson(what="lồng quá sâu", what_en="nested too deeply")
    return found


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise LooseJson(what="một khoá xuất hiện hai lần", what_en="a key occurs twice")
    return found


def _constant(_name: str) -> NoReturn:
    raise LooseJson(what="có NaN hoặc Infinity", what_en="NaN or Infinity")


def _whole(text: str) -> int:
    if len(text) > DIGITS_MAX:
        raise LooseJson(what="số quá lớn", what_en="a number is too large")
    return int(text)


def _real(text: str) -> float:
    found = float(text)
    if math.isinf(found):
        raise LooseJson(what="số quá lớn", what_en="a number is too large")
    return found


def _is_deeper(found: object, levels: int) -> bool:
    if not isinstance(found, dict | list):
        return False
    if levels == 0:
        return True
    return any(_is_deeper(each, levels - 1) for each in (found.values() if isinstance(found, dict) else found))
