"""The command line. Each command reads its input, calls one use case and prints; whole sentences, no tracebacks."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.commands import Commands

app = typer.Typer(
    name="aztriage",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - asked for rarely

        from bot.cli.parts import parts  # noqa: PLC0415

        library = parts().library
        typer.echo(f"aztriage {version('aztriage')}, knowledge {library.version} ({len(library)} entries)")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show program and knowledge version")
    ] = False,
) -> None:
    """Explain errors of Azure virtual machines."""
