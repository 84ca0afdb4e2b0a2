"""The few settings that explaining from the shell needs, read without the packages that check all of them.

What can be wrong is left to bot.settings, and so is everything as soon as one setting is there that has to be checked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

_PREFIXES = ("AZTRIAGE_", "SLACK_", "AZURE_TOKEN_CREDENTIALS")
_FOLDERS = frozenset({"AZTRIAGE_KB", "AZTRIAGE_CACHE"})


@dataclass(frozen=True, slots=True)
class Basics:
    """The settings of these names in bot.settings."""

    kb: Path | None
    cache: Path
    redact_emails: bool = False


def basics(given: Mapping[str, str] | None = None) -> Basics | None:
    """Give the settings if nothing but folders is set, which need no check; None if bot.settings has to look.

    `given` is the environment of the program if nothing else is given.
    """
    environment = os.environ if given is None else given  # noqa: TID251 - bot.settings would load what this spares
    ours = {name.upper(): value for name, value in environment.items() if value and name.upper().startswith(_PREFIXES)}
    if not ours.keys() <= _FOLDERS:
        return None
    kb, cache = ours.get("AZTRIAGE_KB"), ours.get("AZTRIAGE_CACHE")
    return Basics(Path(kb) if kb else None, Path(cache) if cache else user_cache_path("aztriage"))
