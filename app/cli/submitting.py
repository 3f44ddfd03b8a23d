"""`chitra submit`: an officer's upload from the command line, over HTTP like everybody's."""

import uuid
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from app.cli import speaking

SECONDS_MAX = 600


def submit(  # noqa: PLR0913, PLR0917 – one option for each thing that travels beside the file
    file: Annotated[Path, typer.Argument(help="xlsx, csv, zip", exists=True, dir_okay=False)],
    policy: Annotated[str, typer.Option()],
    received_on: Annotated[
        date,
        typer.Option(parser=speaking.iso_day, metavar="YYYY-MM-DD", help="ngày tiếp nhận / day of receipt"),
    ],
    key: Annotated[str, typer.Option(envvar="CHITRA_KEY", help="khoá truy cập / access key")],
    url: Annotated[str, typer.Option(envvar="CHITRA_URL")] = "http://127.0.0.1:8000",
    round_: Annotated[int | None, typer.Option("--round", min=1)] = None,
    unit: Annotated[str | None, typer.Option(help="mã xã hoặc huyện / unit code")] = None,
    source_font: Annotated[
        str | None, typer.Option(help="TCVN3, VNI: phông chữ cũ, được chuyển sang Unicode / old font, converted")
    ] = None,
    dry_run: bool = False,
    marked: Annotated[Path | None, typer.Option(help="ghi danh sách có đánh dấu lỗi / write the marked list")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Gửi một danh sách lên dịch vụ, in các lỗi. / Send a list to the service and print its faults."""
    beside = {"policy": policy, "received_on": received_on.isoformat(), "round": round_, "unit": unit}
    beside["source_font"] = source_font
    query = {name: str(value) for name, value in beside.items() if value is not None}
    if dry_run:
        query["dry_run"] = "true"
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=f"{url}/api", headers=headers, timeout=SECONDS_MAX) as client:
        try:
            receipt = _sent(client, file, query)
            if marked and not dry_run:
                _write_marked(client, receipt, marked)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            speaking.refused(f"{url}: {error}")
    if as_json:
        speaking.answer(receipt)
    else:
        _print(receipt)


def _sent(client: httpx.Client, file: Path, query: dict[str, str]) -> dict[str, Any]:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    sent = {"file": (file.name, file.read_bytes())}
    response = client.post("/beneficiary-lists", params=query, files=sent, headers=headers)
    if response.is_error:
        speaking.refused(_words(response))
    receipt: dict[str, Any] = response.json()
    return receipt


def _words(response: httpx.Response) -> str:
    try:
        problem = response.json()
        return f"{problem['detail']}\n{problem['detail_en']}\n({problem['code']})"
    except (ValueError, KeyError, TypeError):
        return f"HTTP {response.status_code}"


def _write_marked(client: httpx.Client, receipt: dict[str, Any], marked: Path) -> None:
    """Each list's original form with a column of what to mend; several lists have their number in the name."""
    lists = receipt["lists"]
    for one in lists:
        response = client.get(f"/beneficiary-lists/{one['list_id']}/faults", params={"format": "xlsx"})
        if response.is_error:
            speaking.refused(_words(response))
        path = marked if len(lists) == 1 else marked.with_stem(f"{marked.stem}-{one['list_id']}")
        path.write_bytes(response.content)


def _print(receipt: dict[str, Any]) -> None:
    for one in receipt["lists"]:
        print(f"{one['name']}: {one['rows']} dòng / rows, {one['amount_vnd']:,} đồng")
        for name, count in one["counts"].items():
            print(f"  {name:14} {count:>7}")
        for fault in one["faults"]:
            print(
                f"  dòng {fault['row'] or '-'} {fault['column'] or ''} [{fault['code']}] {fault['vi']} / {fault['en']}"
            )
