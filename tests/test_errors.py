"""Refusals: a class is a code, its docstring the message."""

import pytest

from app.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    TooLarge,
    Unauthenticated,
    Unavailable,
    UnsupportedMedia,
    problem,
)


class SameHands(Conflict):
    """Người lập danh sách {list_id} không được tự duyệt.
    Whoever submitted list {list_id} may not approve it.
    """


class ValueMissing(Invalid):
    """Dòng {row}, cột “{column}”:
    thiếu giá trị.

    Row {row}, column “{column}”:
    the value is missing.
    """


class XMLBroken(BadRequest):
    """Tệp XML hỏng.
    The XML file is broken.
    """


class StillXMLBroken(XMLBroken):
    pass


def test_the_problem_has_the_shape_of_rfc_9457_in_two_languages() -> None:
    assert problem(SameHands(list_id=7)) == {
        "type": "urn:chitra:problem:same-hands",
        "title": "Xung đột trạng thái",
        "status": 409,
        "detail": "Người lập danh sách 7 không được tự duyệt.",
        "detail_en": "Whoever submitted list 7 may not approve it.",
        "code": "SAME_HANDS",
    }


def test_a_fault_in_a_row_names_row_and_column() -> None:
    told = problem(ValueMissing(row=12, column="Số CCCD"))
    assert (told["row"], told["column"]) == (12, "Số CCCD")
    assert told["detail"] == "Dòng 12, cột “Số CCCD”: thiếu giá trị."
    assert told["detail_en"] == "Row 12, column “Số CCCD”: the value is missing."


def test_members_of_its_own_never_replace_the_standing_ones() -> None:
    told = problem(SameHands(list_id=7, extra={"first": "/api/beneficiary-lists/7", "status": 200}))
    assert (told["first"], told["status"]) == ("/api/beneficiary-lists/7", 409)


def test_a_name_becomes_its_code() -> None:
    assert (SameHands.code, XMLBroken.code, TooLarge.code) == ("SAME_HANDS", "XML_BROKEN", "TOO_LARGE")


def test_a_refusal_without_words_of_its_own_says_its_familys() -> None:
    assert StillXMLBroken.code == "STILL_XML_BROKEN"
    assert StillXMLBroken().detail_en == "The XML file is broken."


def test_a_refusal_that_speaks_one_language_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="one Vietnamese and one English"):
        type("Mute", (Refusal,), {"__doc__": "Only one line."})


def test_a_message_with_a_gap_left_open_is_our_own_error() -> None:
    with pytest.raises(KeyError):
        SameHands()


def test_a_log_shows_the_code_and_no_values() -> None:
    assert str(SameHands(list_id="Nguyễn Văn A")) == "SAME_HANDS"


@pytest.mark.parametrize("value", ["{row}", "{0.__class__}", "%s", "}{"])
def test_a_value_is_never_read_as_a_message(value: str) -> None:
    assert SameHands(list_id=value).detail_en == f"Whoever submitted list {value} may not approve it."


@pytest.mark.parametrize(
    ("family", "status"),
    [
        (BadRequest, 400),
        (Unauthenticated, 401),
        (Forbidden, 403),
        (NotFound, 404),
        (Conflict, 409),
        (TooLarge, 413),
        (UnsupportedMedia, 415),
        (Invalid, 422),
        (Unavailable, 503),
    ],
)
def test_each_family_has_its_status_and_its_words(family: type[Refusal], status: int) -> None:
    told = problem(family())
    assert told["status"] == status
    assert told["title"] != told["detail"]
