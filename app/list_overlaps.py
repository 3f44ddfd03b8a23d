"""Where lists overlap: the same person on two beneficiary lists, two registers, or one of each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.access import Actor, NoSuchRecord, visible
from app.errors import Invalid
from app.models import BeneficiaryList, InDistrict, Register
from app.settings import settings


class OverlapOfOne(Invalid):
    """Cần ít nhất hai danh sách để đối chiếu, và nhiều nhất {maximum}.
    At least two lists are needed, and at most {maximum}.
    """


# A row refused as already listed has no application: its numbers say who it is. Who is not on record is the number.
OVERLAPS = text("""
    WITH source AS (
        SELECT 'list' AS kind, w.list_id AS id, w.version_id, w.line, n.number_index
        FROM list_row w CROSS JOIN LATERAL unnest(w.number_indexes) AS n(number_index)
        WHERE w.list_id = ANY (:lists) AND w.state IN ('accepted', 'faulty')
        UNION ALL
        SELECT 'register', e.register_id, 0, e.line, n.number_index
        FROM register_entry e JOIN register_number n ON n.entry_id = e.id WHERE e.register_id = ANY (:registers)
    ), who AS MATERIALIZED (
        SELECT DISTINCT s.kind, s.id, s.line, coalesce(h.person_id::text, encode(s.number_index, 'hex')) AS person
        FROM source s
        LEFT JOIN identity_document d ON d.number_index = s.number_index AND d.ended_act_id IS NULL
        LEFT JOIN beneficiary h ON h.id = d.beneficiary_id
    )
    SELECT x.kind AS first_kind, x.id AS first_id, y.kind AS second_kind, y.id AS second_id,
           count(DISTINCT x.person) AS people,
           (array_agg(json_build_object('first', x.line, 'second', y.line) ORDER BY x.line, y.line))
               [1:CAST(:shown AS int)] AS rows
    FROM who x JOIN who y ON y.person = x.person AND (x.kind, x.id) < (y.kind, y.id)
    GROUP BY x.kind, x.id, y.kind, y.id ORDER BY count(DISTINCT x.person) DESC, x.kind, x.id, y.kind, y.id
""")


def overlaps(tx: Session, actor: Actor, lists: Sequence[int], registers: Sequence[int]) -> list[dict[str, Any]]:
    """Pairs of lists with people in common, most first; the rows of each, so many as are shown.

    Raises OverlapOfOne, NoSuchRecord.
    """
    maximum = settings().overlap_lists_max
    if not 1 < len({*lists}) + len({*registers}) <= maximum:
        raise OverlapOfOne(maximum=maximum)
    _require_visible(tx, actor, BeneficiaryList, lists)
    _require_visible(tx, actor, Register, registers)
    asked = {"lists": list(lists), "registers": list(registers), "shown": settings().overlap_rows_shown}
    return [dict(row) for row in tx.execute(OVERLAPS, asked).mappings()]


def _require_visible(tx: Session, actor: Actor, model: type[InDistrict], ids: Sequence[int]) -> None:
    found = tx.execute(visible(actor, model).where(model.__table__.c.id.in_(ids))).all() if ids else []
    if len(found) != len(set(ids)):
        raise NoSuchRecord
