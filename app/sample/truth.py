"""The truth beside the lists: what must come of every row, told from how its case was made."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from app.sample.case import Judgement, PriorSupport, Sample, SampleList, SampleRow

ROW_COLUMNS = (
    "list", "row", "policy", "district_code", "kind", "pair", "expected", "faults", "found_by", "held",
    "outcome_before_answer", "outcome", "amount_vnd", "unmet", "components",
    "outcome_as_amended", "amount_vnd_as_amended", "unmet_as_amended", "components_as_amended",
)  # fmt: skip
PRIOR_COLUMNS = (
    "full_name", "birth_date", "sex", "citizen_id", "old_identity", "policy", "component", "amount_vnd", "event_from",
    "paid_on", "district_code", "decision_number",
)  # fmt: skip
CONFIRMATION_COLUMNS = (
    "policy", "body", "number", "question", "answer", "document_number", "document_date", "received_on",
)  # fmt: skip
BODIES = {
    "insured_month_before": ("insurance_agency", "insurance_number", "BHXH"),
    "unemployment_benefit_due": ("employment_centre", "insurance_number", "TTDVVL"),
    "tax_registered": ("tax_branch", "business_number", "CCT"),
    "in_tax_directory": ("tax_branch", "business_number", "CCT"),
}
"""Who says what, by which number they know the row, and what their papers bear."""

NOTHING = Judgement("")


def write_truth(sample: Sample, files: dict[str, str], directory: Path) -> None:
    """`rows.csv`, `prior_supports.csv`, `confirmations.csv`, `summary.json`; file names by list name."""
    directory.mkdir(parents=True, exist_ok=True)
    _table(directory / "rows.csv", ROW_COLUMNS, _rows(sample, files))
    _table(directory / "prior_supports.csv", PRIOR_COLUMNS, map(_prior, sample.prior_supports))
    _table(directory / "confirmations.csv", CONFIRMATION_COLUMNS, confirmations(sample))
    text = json.dumps(summary(sample), ensure_ascii=False, indent=2, sort_keys=True)
    (directory / "summary.json").write_text(text + "\n", encoding="utf-8")


def _table(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _rows(sample: Sample, files: dict[str, str]) -> Iterator[tuple[object, ...]]:
    for made in sample.lists:
        for number, row in enumerate(made.rows, made.first_row):
            yield _row(made, files[made.name], number, row)


def _row(made: SampleList, file: str, number: int, row: SampleRow) -> tuple[object, ...]:
    expected = row.expected
    receipt, amended = expected.at_receipt or NOTHING, expected.as_amended or NOTHING
    return (
        file, number, made.policy, made.district_code, expected.kind, expected.pair,
        "accepted" if expected.accepted else "fault", " ".join(expected.faults), expected.found_by,
        "held" if expected.held else "", (expected.before_answer or NOTHING).outcome, *_judged(receipt),
        *_judged(amended),
    )  # fmt: skip


def _judged(judgement: Judgement) -> tuple[object, ...]:
    components = " ".join(f"{name}={amount}" for name, amount in judgement.components)
    return judgement.outcome, judgement.amount_vnd, " ".join(judgement.unmet), components


def _prior(prior: PriorSupport) -> tuple[object, ...]:
    person = prior.person
    born = person.birth_date
    shown = {
        number: getattr(person, number) if number in prior.numbers else "" for number in ("citizen_id", "old_identity")
    }
    return (
        person.full_name, born.isoformat() if isinstance(born, date) else born, person.sex, shown["citizen_id"],
        shown["old_identity"], prior.policy, prior.component, prior.amount_vnd, prior.event_from.isoformat(),
        prior.paid_on.isoformat(), prior.district_code, f"{prior.paid_on:%d%m}/QĐ-UBND",
    )  # fmt: skip


def confirmations(sample: Sample) -> Iterator[tuple[str, ...]]:
    """What other bodies will answer: a line for each row and question, a paper for each list and body."""
    for made in sample.lists:
        answered = (made.received_on + timedelta(days=2)).isoformat()
        for row in made.rows:
            for question, said in row.words.items() if row.expected.accepted else ():
                body, by, mark = BODIES[question]
                yield (
                    made.policy, body, str(row.facts[by]), question, "yes" if said else "no",
                    f"{made.name[3:6]}/XN-{mark}", answered, made.received_on.isoformat(),
                )  # fmt: skip


def summary(sample: Sample) -> dict[str, object]:
    """Counts and sums: by kind, outcome, fault and unmet condition, by policy and district."""
    rows = [(made, row.expected) for made in sample.lists for row in made.rows]
    accepted = [(made, expected) for made, expected in rows if expected.accepted]
    return {
        "seed": sample.seed,
        "cases": sample.cases,
        "rows": len(rows),
        "lists": len(sample.lists),
        "prior_supports": len(sample.prior_supports),
        "accepted": len(accepted),
        "held": sum(expected.held for _, expected in rows),
        "by_kind": _counted((made.policy, expected.kind) for made, expected in rows),
        "by_fault": _counted((made.policy, code) for made, expected in rows for code in expected.faults),
        "at_receipt": _judgements((made, expected.at_receipt) for made, expected in accepted),
        "as_amended": _judgements((made, expected.as_amended) for made, expected in accepted),
    }


def _judgements(judged: Iterable[tuple[SampleList, Judgement | None]]) -> dict[str, object]:
    found = [(made, judgement) for made, judgement in judged if judgement]
    return {
        "outcomes": _counted((made.policy, judgement.outcome) for made, judgement in found),
        "unmet": _counted((made.policy, unmet) for made, judgement in found for unmet in judgement.unmet),
        "amount_vnd": sum(judgement.amount_vnd for _, judgement in found),
        "by_district": _summed(found),
    }


def _summed(found: list[tuple[SampleList, Judgement]]) -> dict[str, dict[str, int]]:
    sums: dict[str, dict[str, int]] = {}
    for made, judgement in found:
        by_district = sums.setdefault(made.policy, {})
        by_district[made.district_code] = by_district.get(made.district_code, 0) + judgement.amount_vnd
    return sums


def _counted(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {}
    for (policy, what), count in sorted(Counter(pairs).items()):
        counted.setdefault(policy, {})[what] = count
    return counted
