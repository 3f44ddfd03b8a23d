"""`chitra demo`: the main job on the sample province, over HTTP, held against the truth."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import speaking
from app.cli.demo import showing
from app.cli.demo.plan import Failed, Plan
from app.sample.cases import CASES, SEED


def demo(
    cases: Annotated[int, typer.Option(min=100, max=1_000_000)] = CASES,
    seed: int = SEED,
    out: Annotated[Path, typer.Option(file_okay=False, help="thư mục kết quả / folder of results")] = Path("var/demo"),
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Việc chính từ đầu đến cuối trên tỉnh mẫu. / The main job end to end on the sample province."""
    with speaking.ending_in_order(), speaking.refusing(Failed):
        summary = showing.run(Plan(cases, seed, out.absolute()), quiet=as_json)
    if as_json:
        speaking.answer(summary)
    if summary["differences"]:
        raise typer.Exit(speaking.REFUSED)
