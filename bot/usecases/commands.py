"""Commands of an entry, filled in from what a paste names, in the shell the paste was made in. Nothing is ever run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Literal

from bot.usecases.answers import FixStep
from kb.entry import Command, Effect, Step
from kb.text.lazily import lazily

PasteShell = Literal["sh", "pwsh", "cmd"]

_PLACE = lazily(r"(?<![$%])\{([a-z][a-z0-9_]*)\}")
_PLAIN = lazily(r"^[\w.-]+$")
_POWERSHELL = lazily(
    r"(?im)^[ \t]{0,40}PS [A-Z]:\\|\b(?:New|Get|Set|Remove|Start|Stop|Update|Add|Invoke)-Az\w+"
    r"|^ErrorCode: |^[ \t]{0,40}\+ CategoryInfo|FullyQualifiedErrorId|\.ps1\b"
)
_CMD = lazily(r"(?m)^[ \t]{0,40}[A-Z]:\\[^>\n]*>")
_LOOKS = frozenset(
    "ask check compare confirm count decide do find follow identify inspect keep know leave list look make note "
    "nothing open read record review search see sign test treat try understand use verify wait watch".split()
)
# What a command that destroys something is about is for people to name; the paste only says where.
_SURROUNDINGS = frozenset({"subscription", "region", "vm_size"})
_DESTROYS = frozenset("delete destroy drop purge remove reimage wipe format".split())


def shell_of(text: str) -> PasteShell:
    """Give the shell in which a text was probably printed; `sh` unless something says otherwise."""
    if _POWERSHELL.search(text):
        return "pwsh"
    return "cmd" if _CMD.search(text) else "sh"


def filled(step: Step, entities: Mapping[str, tuple[str, ...]], shell: PasteShell) -> FixStep:
    """Give a step with its command for this shell; places the paste does not fill stay as `<resource-group>`."""
    command = _chosen(step, shell)
    words = _PLACE.sub(lambda place: _value(place, step.text, entities, shell), step.text)
    if command is None:
        return FixStep(words, None, None, effect_of_words(step.text))
    quoted_for: str = "kql" if command.shell == "kql" else shell
    known = {kind: names for kind, names in entities.items() if command.effect != "destroy" or kind in _SURROUNDINGS}
    text = _PLACE.sub(lambda place: _value(place, command.text, known, quoted_for), command.text)
    if command.shell == "sh" and shell == "pwsh":
        text = re.sub(r"\\$", "`", text, flags=re.MULTILINE)
    return FixStep(words, text, command.shell, command.effect)


def effect_of_words(text: str) -> Effect:
    """Give what a step without a command does, told by its verb; what is not known to only look counts as a change.

    >>> effect_of_words("Check the quota."), effect_of_words("Delete the disk."), effect_of_words("Resize the VM.")
    ('read', 'destroy', 'change')
    """
    first = re.sub(r"[^a-z ]", "", text.lower()).split(" ", 1)[0]
    if first in _DESTROYS:
        return "destroy"
    return "read" if first in _LOOKS else "change"


def _chosen(step: Step, shell: PasteShell) -> Command | None:
    return next((one for one in step.commands if one.shell == shell), next(iter(step.commands), None))


def _value(place: re.Match[str], text: str, entities: Mapping[str, tuple[str, ...]], shell: str) -> str:
    name = place[1]
    unfilled = f"<{name.replace('_', '-')}>"
    values = entities.get(name, ())
    if not values:
        return unfilled
    value = values[0]
    if _PLAIN.match(value):
        return value
    in_quotes = text[place.start() - 1 : place.start()] in {"'", '"'}
    return unfilled if in_quotes or shell == "kql" else _quoted(value, shell)


def _quoted(value: str, shell: str) -> str:
    if shell == "pwsh":
        return "'" + value.replace("'", "''") + "'"
    if shell == "cmd":
        return '"' + value.replace('"', "") + '"'
    return shlex.quote(value)
