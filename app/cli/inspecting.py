"""`chitra invariants`: whether the money and its evidence are as they must be. Reads only."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from app import db
from app.cli import speaking
from app.invariants import Result, check
from app.protection import KeysMissing

AsJson = Annotated[bool, typer.Option("--json")]
Files = Annotated[bool, typer.Option(help="mở cả các tệp đã lưu / open the kept files too")]


def invariants(as_json: AsJson = False, files: Files = True) -> None:
    """Kiểm tra các bất biến I1–I14 của tiền và chứng cứ. / Check the invariants of the money and its evidence."""
    with speaking.refusing(KeysMissing), db.reading() as tx:
        found = check(tx, files=files)
    broken = sum(not each.held for each in found)
    if as_json:
        speaking.answer({"held": not broken, "items": [asdict(each) for each in found]})
    else:
        _print(found)
    if broken:
        speaking.refused(f"{broken} bất biến bị vi phạm / invariants are broken")


def _print(found: Sequence[Result]) -> None:
    for each in found:
        told = "đúng / holds" if each.held else f"SAI / BROKEN: {each.breaches}"
        print(f"{each.id:4} {told:14} {each.vi} / {each.en}")
        for breach in each.examples:
            print(f"     {breach.record}: {breach.part}")
