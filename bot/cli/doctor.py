"""`aztriage doctor`: what works here."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Annotated

import typer

from bot.adapters.knowledge import NoTeamFolderError
from bot.bootstrap import Parts, build
from bot.cli.parts import settings
from bot.settings import Settings
from bot.usecases import doctor as checks
from bot.usecases.doctor import Check, Held


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Say what works, what is not set up and what fails; ends with 1 if something fails."""
    found = []
    for check in _checked(settings()):
        found.append(check)
        if not as_json:
            typer.echo(f"{check.state:<10}  {check.name}: {check.text}")
    if as_json:
        sys.stdout.write(json.dumps([asdict(check) for check in found], ensure_ascii=False, indent=2) + "\n")
    if any(check.state == "fails" for check in found):
        raise typer.Exit(1)


def _checked(given: Settings) -> Iterator[Check]:
    try:
        parts = build(given)
    except NoTeamFolderError as error:
        yield Check("knowledge", "fails", str(error))
        parts = build(given.model_copy(update={"kb": None}))
    else:
        library = parts.library
        yield checks.knowledge(library.version, entries=len(library), faults=len(library.faults))
    yield checks.time_zone(given.tz, parts.clock.now())
    yield checks.store(parts.open_store)
    yield from _azure(given, parts)
    if given.many_workspaces:
        mixed = given.slack_bot_token is not None or given.slack_app_token is not None
        yield checks.slack_of_many(given.lacking_for_many, mixed=mixed)
        return
    yield checks.slack(
        bot_token=given.slack_bot_token is not None,
        app_token=given.slack_app_token is not None,
        signing_secret=given.slack_signing_secret is not None,
    )


def _azure(given: Settings, parts: Parts) -> Iterator[Check]:
    azure = given.azure

    def held(workspace: str) -> Held:
        return replace(azure, workspaces=(workspace,)).workspace().spans()[0]

    yield from checks.workspaces(azure.workspaces, held, parts.clock.now())
    count = (lambda: azure.annotations().count(subscriptions=azure.subscriptions)) if azure.workspaces else None
    yield checks.resource_graph(count)
