"""The real parts for a command, or one sentence on what keeps them from being built."""

from __future__ import annotations

from datetime import tzinfo

import typer

from bot.adapters.knowledge import NoTeamFolderError
from bot.bootstrap import Parts, build
from bot.cli.reading import refuse
from bot.settings import Settings, SettingsError, load_settings
from bot.usecases.times.zones import zone_named


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


def zone_of(name: str | None, given: Settings) -> tzinfo:
    """Give the time zone of a name, or else of the settings; ends the program if there is no such zone."""
    zone = zone_named(name or given.tz)
    if zone is None:
        refuse(f"'{name}' is no time zone; use a name such as Europe/Berlin.", status=2)
    return zone
