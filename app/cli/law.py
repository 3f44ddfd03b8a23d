"""`chitra determine | facts | policies`: the law at the command line. No database, no server."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app import rules
from app.cli import speaking, stating
from app.cli.stating import NotAsDeclared
from app.rules.fact import Fact
from app.rules.law import Circumstances, Determination, Outcome, law_of
from app.rules.ninh_thuan_units import PROVINCE

Day = Annotated[
    date | None,
    typer.Option(parser=speaking.iso_day, metavar="YYYY-MM-DD", help="mặc định hôm nay / by default today"),
]
File = Annotated[Path | None, typer.Option(exists=True, dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json")]


def determine(  # noqa: PLR0917 – one option for each thing a determination depends on
    policy: Annotated[str, typer.Option()],
    on: Day = None,
    province: str = PROVINCE,
    round_: Annotated[int | None, typer.Option("--round", min=1)] = None,
    history: File = None,
    confirmations: File = None,
    as_json: AsJson = True,  # noqa: ARG001 – the answer is JSON, asked for or not
) -> None:
    """Xét một hồ sơ đọc từ đầu vào chuẩn (JSON). / Determine one application, read from standard input as JSON."""
    code = known(policy)
    try:
        facts = stating.facts(code, stating.parsed(sys.stdin.buffer.read()))
        stating.refuse_unknown_communes(code, facts, province)
        confirmed, words = stating.confirmations(code, _read(confirmations, {}))
        earlier = stating.supports(_read(history, []))
    except NotAsDeclared as error:
        speaking.wrong_use(str(error))
    law = law_of(on or _today(), words)
    found = rules.determine(code, facts | confirmed, Circumstances(law, province, round_, earlier))
    speaking.answer(_determined(found) | {"confirmations": rules.words_digest(words)})


def facts(policy: str, as_json: AsJson = False) -> None:
    """Các thông tin của một chính sách. / The facts of a policy: name, type, title, whether it can be left out."""
    declared = rules.POLICIES[known(policy)].facts
    told = [_told(fact) for fact in declared]
    if as_json:
        speaking.answer(told)
        return
    for fact in told:
        print(f"{fact['name']:24} {fact['type']:18} {_left_out(fact):44} {fact['vi']} / {fact['en']}")


def _left_out(fact: dict[str, object]) -> str:
    if not fact["optional"]:
        return "bắt buộc / required"
    if fact["empty_says"]:
        return "có thể bỏ trống: là không có / optional: none"
    return "có thể bỏ trống: chưa rõ / optional: unknown"


def policies(as_json: AsJson = False) -> None:
    """Các chính sách đã xây dựng. / The policies that are built."""
    told = [
        {"code": p.code, "number": p.number, "vi": p.vi, "en": p.en, "kind": p.gives.value, "scheme": p.scheme}
        for p in rules.POLICIES.values()
    ]
    if as_json:
        speaking.answer(told)
        return
    for one in told:
        print(f"{one['code']:24} {one['number']!s:4} {one['kind']:9} {one['vi']} / {one['en']}")


def _read(path: Path | None, nothing: object) -> object:
    return stating.parsed(path.read_bytes()) if path else nothing


def known(policy: str) -> str:
    """The code of a policy that there is; wrong use where there is none."""
    if policy not in rules.POLICIES:
        codes = ", ".join(rules.POLICIES)
        speaking.wrong_use(f"Không có chính sách / no such policy: {policy} ({codes})")
    return policy


def _today() -> date:
    from app.settings import settings  # noqa: PLC0415 – slow to import, and the day is mostly given

    return settings().today()


def _determined(found: Determination) -> dict[str, object]:
    eligible = found.outcome is Outcome.ELIGIBLE
    return {
        "policy": found.policy,
        "on": found.on.isoformat(),
        "rules_version": rules.RULES_VERSION,
        "outcome": found.outcome.value,
        "amount_vnd": found.amount_vnd if eligible else 0,
        "lines": [
            {"component": o.component, "amount_vnd": o.amount_vnd, "held": o.held, "citation": str(o.citation)}
            for o in found.lines
        ],
        "results": [
            {
                "id": r.id,
                "met": r.met,
                "citation": str(r.citation),
                "standing": r.standing.value,
                "vi": r.vi,
                "en": r.en,
            }
            for r in found.results
        ],
        "missing": list(found.missing),
        "open_points": list(found.points),
    }


def _told(fact: Fact) -> dict[str, object]:
    told: dict[str, object] = {
        "name": fact.name,
        "type": fact.kind.value,
        "vi": fact.vi,
        "en": fact.en,
        "optional": not fact.required,
        "empty_says": fact.empty_says,
        "place": fact.place.value,
    }
    return told | ({"choices": [choice.code for choice in fact.choices]} if fact.choices else {})
