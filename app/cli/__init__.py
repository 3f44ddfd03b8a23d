"""The command line. A command's module is imported when it is asked for, so that `chitra determine` starts fast."""

from importlib import import_module
from typing import cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

MODULES = {
    "serve": "serving",
    "demo": "demonstrating",
    "sample": "sampling",
    "submit": "submitting",
    "determine": "law",
    "policies": "law",
    "facts": "law",
    "check-rules": "checking",
    "law-page": "checking",
    "invariants": "inspecting",
    "bank-simulator": "bank",
    "admin": "administering",
}
"""Commands and the modules beside this one that hold them."""

CONTEXT = {"help_option_names": ["-h", "--help"]}


class Commands(TyperGroup):
    """The table of commands, each found when it is asked for."""

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002 – as Typer calls it
        """Their names, in the order of the help."""
        return list(MODULES)

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002 – as above
        """The command of a name, or none."""
        if cmd_name not in MODULES:
            return None
        found = getattr(import_module(f"app.cli.{MODULES[cmd_name]}"), cmd_name.replace("-", "_"))
        if not isinstance(found, typer.Typer):
            function, found = found, typer.Typer(add_completion=False)
            found.command(context_settings=CONTEXT)(function)
        command = cast("TyperCommand | TyperGroup", get_command(found))
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, context_settings=CONTEXT
)


@app.callback()
def chitra() -> None:
    """Chi Trả: xét, chi và chứng minh hỗ trợ COVID-19. / Decides, pays and proves COVID-19 support."""


def main() -> None:
    """Run `chitra …`: exit 0 done, 1 refused, 2 wrong use."""
    app(prog_name="chitra")
