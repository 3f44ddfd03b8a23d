"""`chitra check-rules | law-page`: the law looks itself over, and is written down. No database, no server."""

from typing import Annotated, Any

import typer

from app import rules
from app.cli import speaking
from app.cli.law import known
from app.rules.checking import FIRST, LAST, Checked, check
from app.rules.law_page import written

AsJson = Annotated[bool, typer.Option("--json")]
HEADS = ("chính sách / policy", "sửa đổi", "điều kiện", "hai chiều", "chưa rõ", "điểm luật", "giá trị", "hồ sơ", "sai")


def check_rules(policies: Annotated[list[str] | None, typer.Argument()] = None, as_json: AsJson = False) -> None:
    """Tự kiểm tra luật của mọi chính sách. / Check the law of every policy: defined, cited, declared, reached."""
    checked = check([rules.POLICIES[known(policy)] for policy in policies or rules.POLICIES])
    wrong = sum(len(each.findings) for each in checked)
    if as_json:
        days = {"from": FIRST.isoformat(), "to": LAST.isoformat()}
        told = [_told(each) for each in checked]
        speaking.answer({"rules_version": rules.RULES_VERSION, **days, "policies": told, "wrong": wrong})
    else:
        _print(checked)
    if wrong:
        speaking.refused(f"{wrong} điểm sai / {wrong} findings")


def law_page() -> None:
    """In trang luật (docs/law.md). / Print the page of the law: `chitra law-page > docs/law.md`."""
    print(written(rules.POLICIES.values(), rules.RULES_VERSION), end="")


def _told(checked: Checked) -> dict[str, Any]:
    answers = {
        name: dict(zip(("met", "not_met", "unknown"), found, strict=True)) for name, found in checked.answers.items()
    }
    return {
        "policy": checked.policy,
        "amendments": checked.amendments,
        "conditions": answers,
        "points": dict(checked.points),
        "values": dict(checked.values),
        "cases": checked.determinations,
        "findings": [{"where": each.where, "vi": each.vi, "en": each.en} for each in checked.findings],
    }


def _print(checked: list[Checked]) -> None:
    print(f"{FIRST:%d/%m/%Y} – {LAST:%d/%m/%Y}, {rules.RULES_VERSION}")
    rows = [HEADS, *(_row(each) for each in checked)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    for row in rows:
        cells = zip(row, widths, strict=True)
        print("  ".join(cell.rjust(width) if place else cell.ljust(width) for place, (cell, width) in enumerate(cells)))
    for each in checked:
        for silent in (name for name, hears in each.values.items() if not hears):
            print(f"{each.policy}: {silent}: chỉ ghi nhận, không đổi kết quả nào / recorded only, bears on no case")
        for found in each.findings:
            print(f"{each.policy}: {found.where}: {found.vi} / {found.en}")


def _row(checked: Checked) -> tuple[str, ...]:
    answers = list(checked.answers.values())
    reached = (
        len(answers),
        sum(met and not_met for met, not_met, _ in answers),
        sum(unknown for *_, unknown in answers),
    )
    values = f"{sum(checked.values.values())}/{len(checked.values)}"
    figures = (checked.amendments, *reached, f"{sum(checked.points.values())}/{len(checked.points)}", values)
    return (checked.policy, *(str(each) for each in (*figures, checked.determinations, len(checked.findings))))
