"""The demo from start to end: a database and a service of its own, the job, the table, the summary."""

import json
import os
from contextlib import ExitStack
from typing import Any

from rich.console import Console

from app import embedded
from app.cli import database
from app.cli.demo import summing, tables, working
from app.cli.demo.plan import Failed, Plan
from app.cli.demo.server import served
from app.cli.demo.stages import Stages
from app.embedded import EmbeddedRefused

DATABASE = "chitra_demo"
DIFFERENCES_SHOWN = 20


def run(plan: Plan, *, quiet: bool) -> dict[str, Any]:
    """The demo; what it came to, as it stands in summary.json. Raises Failed."""
    try:
        summary = _worked(plan, Stages(quiet=quiet))
    finally:
        embedded.stop()
    path = plan.out / "summary.json"
    path.write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if not quiet:
        _show(summary, plan)
    return summary


def _worked(plan: Plan, stages: Stages) -> dict[str, Any]:
    if os.environ.get("CHITRA_ENV") == "production":
        raise Failed("CHITRA_ENV=production: không chạy thử trên hệ thống thật / no demo on a production system")
    with ExitStack() as until_done:
        until_done.enter_context(stages.progress)
        try:
            url = until_done.enter_context(database.fresh(DATABASE))
        except (EmbeddedRefused, database.InUse) as refusal:
            raise Failed(str(refusal)) from refusal
        sample = working.made(plan, stages)
        with stages.stage("start"):
            running = until_done.enter_context(served(url, plan.out / "server.log", database.fresh_keys(DATABASE)))
        job = working.whole(plan, sample, running, stages)
        return summing.up(job, stages.seconds, running.memory_peak())


def _show(summary: dict[str, Any], plan: Plan) -> None:
    console = Console()
    for table in tables.of(summary):
        console.print(table)
    for name in working.FOLDERS:
        console.print(f"{plan.out / name}", highlight=False)
    console.print(f"{plan.out / 'summary.json'}", highlight=False)
    differences = summary["differences"]
    for line in differences[:DIFFERENCES_SHOWN]:
        console.print(line, style="red", highlight=False, markup=False)
    colour = "red" if differences else "green"
    console.print(f"{len(differences)} khác biệt so với đáp án / differences from the truth", style=colour)
