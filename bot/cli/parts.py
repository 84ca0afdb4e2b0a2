"""The real parts for a command, or one sentence on what keeps them from being built."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import typer

from bot.adapters.knowledge import NoTeamFolderError
from bot.basics import basics
from bot.bootstrap import Parts, build, build_explain
from bot.cli.reading import refuse

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.settings import Settings
    from bot.usecases.explain import Explain

_Built = TypeVar("_Built", "Parts", "Explain")


def settings() -> Settings:
    """Give the settings; ends the program with the reason if one cannot be used."""
    from bot.settings import SettingsError, load_settings  # noqa: PLC0415 - pydantic loads slowly; explaining needs none

    try:
        return load_settings()
    except SettingsError as error:
        refuse(str(error), status=2)


def parts(given: Settings | None = None) -> Parts:
    """Give the parts; pages of the team that cannot be read are named on stderr, and the rest is used."""
    wanted = given or settings()
    return _told(lambda: build(wanted))


def explainer() -> Explain:
    """Give the use case that explains, and load nothing else."""
    wanted = basics() or settings()
    return _told(lambda: build_explain(wanted))


def _told(make: Callable[[], _Built]) -> _Built:
    try:
        built = make()
    except NoTeamFolderError as error:
        refuse(str(error), status=2)
    for fault in built.library.faults:
        typer.echo(f"Left out: {fault}", err=True)
    return built


def zone_of(name: str | None, given: Settings) -> tzinfo:
    """Give the time zone of a name, or else of the settings; ends the program if there is no such zone."""
    from bot.usecases.times.zones import zone_named  # noqa: PLC0415 - explaining needs no times

    zone = zone_named(name or given.tz)
    if zone is None:
        refuse(f"'{name}' is no time zone; use a name such as Europe/Berlin.", status=2)
    return zone
