"""Why pairs were missed or wrongly called strong: the most frequent reasons and points, by kind of row."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.matching import Match
from benchmarks.matching_run import Said
from benchmarks.population_rows import KINDS, Coming

SHOWN_MAX = 5
Whys = dict[str, dict[str, int]]


def reasons(rows: Sequence[Coming], said: Said, ids: Mapping[int, int]) -> dict[str, Whys]:
    """Of fuzzy pairs that were not strong, and of strong pairs that are two people."""
    missed: dict[str, Counter[str]] = {}
    wrong: dict[str, Counter[str]] = {}
    for place, row in enumerate(rows):
        if place in said.unread:
            continue
        truth = None if row.person is None else ids[row.person]
        found = said.matches.get(place, ())
        for match in found:
            if match.strong and match.other_id != truth:
                wrong.setdefault(row.kind, Counter()).update([_told(match)])
        if row.kind in KINDS and KINDS[row.kind].group == "fuzzy":
            mine = [match for match in found if match.other_id == truth]
            if not any(match.strong for match in mine):
                missed.setdefault(row.kind, Counter()).update([_told(mine[0]) if mine else "no candidate"])
    return {"missed": _most(missed), "wrong": _most(wrong)}


def _told(match: Match) -> str:
    return f"{match.score}: " + " ".join(f"{reason.code} {reason.points:+d}" for reason in match.reasons)


def _most(found: Mapping[str, Counter[str]]) -> Whys:
    return {title: dict(counter.most_common(SHOWN_MAX)) for title, counter in found.items()}
