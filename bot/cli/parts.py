"""The real parts for a command, or one sentence on what keeps them from being built."""

from __future__ import annotations

import typer

from bot.bootstrap import NoTeamFolderError, Parts, build
from bot.cli.reading import refuse
from bot.settings import Settings, SettingsError, load_settings


def settings() -> Settings:
    """Give the settings; ends the program with the reason if one cannot be used."""
    try:
        return load_settings()
    except SettingsError as error:
        refuse(str(error), status=2)


def parts(given: Settings | None = None) -> Parts:
    """Give the parts; pages of the team that cannot be read are named on stderr, and the rest is used."""
    try:
        built = build(given or settings())
    except NoTeamFolderError as error:
        refuse(str(error), status=2)
    for fault in built.library.faults:
        typer.echo(f"Left out: {fault}", err=True)
    return built
