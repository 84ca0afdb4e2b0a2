"""The commands by their names. The module of a command is loaded when it is called, for an answer should be quick."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

# Name of the command, its module, and the function or the group of commands in it.
_PLACES: Mapping[str, tuple[str, str]] = {
    "explain": ("explain", "explain"),
    "history": ("history", "history"),
    "report": ("report", "report"),
    "ask": ("ask", "ask"),
    "redact": ("redact", "redact"),
    "cluster": ("cluster", "cluster"),
    "eval": ("evaluation", "evaluation"),
    "doctor": ("doctor", "doctor"),
    "cases": ("cases", "app"),
    "kb": ("knowledge", "app"),
}


class Commands(TyperGroup):
    """The commands of the program, those of this face first."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - those of any group
        """Take the commands that were added by others."""
        super().__init__(**attributes)
        self.commands = _Loading(self.commands)


class _Loading(MutableMapping[str, Any]):
    """Commands by name, each loaded when it is looked at."""

    def __init__(self, added: Mapping[str, Any]) -> None:
        self._loaded = dict(added)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - commands are typed by a private package
        if name not in self._loaded and name in _PLACES:
            self._loaded[name] = _load(name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:  # noqa: ANN401 - as above
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*_PLACES, *self._loaded)))

    def __len__(self) -> int:
        return len(_PLACES.keys() | self._loaded.keys())


def _load(name: str) -> Any:  # noqa: ANN401 - as above
    module, attribute = _PLACES[name]
    found = getattr(import_module(f"bot.cli.{module}"), attribute)
    group = typer.Typer(add_completion=False, rich_markup_mode=None)
    group.callback()(_nothing)
    if isinstance(found, typer.Typer):
        group.add_typer(found, name=name)
    else:
        group.command(name)(found)
    made = get_command(group)
    assert isinstance(made, TyperGroup)  # noqa: S101 - a callback makes it one
    return made.commands[name]


def _nothing() -> None:
    """Be the callback that makes a group of a single command."""
