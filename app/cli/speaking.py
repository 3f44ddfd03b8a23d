"""How a command answers: results on standard output, everything else on standard error, one exit code for each end."""

import json
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NoReturn

import typer

from app.errors import Refusal

REFUSED, WRONG_USE = 1, 2
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def say(message: str) -> None:
    """A message to whoever types."""
    print(message, file=sys.stderr, flush=True)


def answer(value: object) -> None:
    """The result, as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2), flush=True)


@contextmanager
def ending_in_order(*, done: bool = False) -> Iterator[None]:
    """SIGTERM ends us as Ctrl-C does, so that whoever holds a server lets go of it."""

    def end(_number: int, _frame: object) -> NoReturn:
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        say("Đã dừng / stopped")
        raise typer.Exit(0 if done else REFUSED) from None


def iso_day(text: str | date) -> date:
    """A day as yyyy-mm-dd and no otherwise; the command ends with exit 2 where it is none."""
    try:
        if isinstance(text, str) and ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"yyyy-mm-dd: {text!r}")


def refused(message: str) -> NoReturn:
    """The service or the law says no: exit 1."""
    say(message)
    raise typer.Exit(REFUSED)


def wrong_use(message: str) -> NoReturn:
    """The command cannot be what was meant: exit 2."""
    say(message)
    raise typer.Exit(WRONG_USE)


@contextmanager
def refusing(*errors: type[Exception]) -> Iterator[None]:
    """Errors that are answers end the command with exit 1 and their words."""
    try:
        yield
    except errors as error:
        refused(f"{error.detail} / {error.detail_en}" if isinstance(error, Refusal) else str(error))
