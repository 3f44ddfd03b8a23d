"""`chitra sample`: a sample province of any size."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import speaking
from app.sample.cases import CASES, SEED
from app.sample.writing import write_sample


def sample(
    out: Annotated[Path, typer.Option(help="Thư mục / folder", file_okay=False)],
    cases: Annotated[int, typer.Option(min=1, max=1_000_000)] = CASES,
    seed: int = SEED,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Sinh danh sách mẫu và đáp án. / Generate the sample province's lists and the truth beside them."""
    made = write_sample(out, cases, seed)
    if as_json:
        speaking.answer(
            {"cases": made.cases, "rows": made.rows, "lists": len(made.lists), "seed": seed, "out": str(out)}
        )
    else:
        figures = f"{made.cases} hồ sơ được hỗ trợ / cases supported, {made.rows} dòng / rows"
        print(f"{figures}, {len(made.lists)} danh sách / lists: {out / 'lists'}, {out / 'truth'}")
