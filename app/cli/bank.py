"""`chitra bank-simulator`: a bank that answers an order."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import speaking
from app.sample.bank import Unreadable, answer_order

SEED = 68


def bank_simulator(
    order: Annotated[Path, typer.Argument(help="pain.001", exists=True, dir_okay=False)],
    out: Annotated[Path, typer.Option(help="Thư mục ghi pain.002 / folder for the reports")],
    seed: int = SEED,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Ngân hàng mô phỏng trả lời một lệnh chi. / A simulated bank answers a payment order."""
    with speaking.refusing(Unreadable):
        reports = answer_order(order.read_bytes(), seed)
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"{order.stem}-pain002-{number}.xml" for number in range(1, len(reports) + 1)]
    for path, report in zip(paths, reports, strict=True):
        path.write_bytes(report)
    if as_json:
        speaking.answer({"files": [str(path) for path in paths]})
    else:
        for path in paths:
            print(path)
