"""Rows whose people are likely to be others on record: shown, and where it is strong, held until a person says."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db, holding, matching
from app.files.lists import NOTE, Fault
from app.matching import Match
from app.staging import Staged, faults_json

TOO_MANY = (
    "LIKELY_TOO_MANY",
    "Rất nhiều người cùng họ tên, ngày sinh và xã với dòng này: chỉ so được một phần; cán bộ tự kiểm tra trùng.",
    "Very many people share this row's name, birth and commune: not all were compared; look for doubles yourself.",
)
NOTES = text("""
    UPDATE staged_row s SET notes = n.notes::jsonb
    FROM unnest(CAST(:ordinals AS bigint[]), CAST(:notes AS text[])) AS n(ordinal, notes)
    WHERE s.act_id = :act AND s.ordinal = n.ordinal
""")


def seek(tx: Session, good: Sequence[Staged]) -> Mapping[int, list[Match]]:
    """Whom the staged rows are likely to be, by ordinal; a row with too many of its kind is told so."""
    found = matching.find(tx)
    crowded = [each for each in good if each.ordinal in found.crowded]
    for each in crowded:
        code, vi, en = TOO_MANY
        each.notes.append(Fault(each.row.number, None, None, code, vi, en, severity=NOTE))
    if crowded:
        notes = [faults_json(each.notes) for each in crowded]
        tx.execute(NOTES, {"act": db.act_id(tx), "ordinals": [each.ordinal for each in crowded], "notes": notes})
    return found.matches


def hold(tx: Session, good: Iterable[Staged], likely: Mapping[int, list[Match]]) -> None:
    """Keep the likely matches of the rows' applications; a strong one holds its own."""
    of = {each.application_id: each for each in good if each.good and each.application_id and each.ordinal in likely}
    matching.keep(tx, {application: likely[each.ordinal] for application, each in of.items()})
    for each in of.values():
        each.held = any(match.strong for match in likely[each.ordinal])
    holding.refresh(tx, list(of))  # also who was held, and is less alike now
