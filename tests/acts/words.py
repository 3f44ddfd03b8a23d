"""Words of two people: asked at the maker's desk, confirmed at the checker's."""

from collections.abc import Mapping
from typing import Any

from tests.office import Office, accepted

LETTER = {"number": "77/NHNo-KT", "signed_on": "2022-02-24"}
DAY = "2022-02-23"
SUM = 1_500_000


def corrected(
    office: Office, application_id: int, to: Mapping[str, object], ground: str | None = None, unit: str = "582"
) -> dict[str, Any]:
    """Another account or cash for somebody, by two people."""
    maker, checker = office.desk("finance_maker", unit), office.desk("finance_checker", unit)
    asked = accepted(maker.post(f"/applications/{application_id}/payment", {"reason": "Sửa lại", **to}))
    number = to.get("account_number")
    read = {"last4": str(number)[-4:] if number else None, "name_ground": ground}
    done: dict[str, Any] = accepted(checker.post(f"/payment-corrections/{asked['id']}/confirmation", read))
    return done


def figures(word: Mapping[str, Any], **other: object) -> dict[str, object]:
    """What is read off the paper of a word."""
    read = {"number": word["paper_number"], "signed_on": word["paper_on"], "day": word["day"]}
    return {**read, "payouts": word["payouts"], "amount_vnd": word["amount_vnd"], **other}


def confirmed(office: Office, word: Mapping[str, Any], unit: str = "582") -> dict[str, Any]:
    """A word, confirmed by the checker of the unit."""
    path = f"/payment-words/{word['id']}/confirmation"
    done: dict[str, Any] = accepted(office.desk("finance_checker", unit).post(path, figures(word)))
    return done


def said(office: Office, path: str, unit: str = "582", **body: object) -> dict[str, Any]:
    """Something said of a payment at the maker's desk, with a letter, and confirmed."""
    return confirmed(office, accepted(office.desk("finance_maker", unit).post(path, {**LETTER, **body})), unit)
