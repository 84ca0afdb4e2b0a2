"""House rules on effects: what is marked as looking changes nothing, and what changes says what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.page import Page
from kb.entry import Command, Step
from kb.faults import Fault

# The last word of an `az` command before its options.
_AZ = re.compile(r"(?:^|[\s;|&(=$])az((?:[ \t]+[a-z][\w-]*)+)", re.MULTILINE)
_CHANGING = re.compile(
    r"^(?:create|delete|update|set|start|stop|restart|deallocate|attach|detach|add|remove|redeploy|reimage|resize|move"
    r"|assign|grant|revoke|register|unregister|invoke|upgrade|scale|rotate|reset|enable|disable|purge|recover|restore"
    r"|cancel|convert|generalize|capture|apply|failover|break|import|unlock|swap|run|install|approve|reject|clear)"
    r"(?:-[\w-]+)?$"
)
# Verbs that change nothing in Azure though they sound like it: the shell's own settings, and asking before a move.
_HARMLESS = re.compile(
    r"^(?:account set|extension add|extension update|resource invoke-action)$|^(?:acr|config|cloud|configure)\b"
)
_REST_CHANGES = re.compile(r"(?i)\baz rest\b.*--method[ =]['\"]?(?:put|patch|delete)\b")
_CMDLET = re.compile(
    r"(?i)(?:^|[\s;|&({=])((?:New|Set|Remove|Start|Stop|Restart|Update|Add|Move|Grant|Revoke|Register|Unregister|Reset"
    r"|Enable|Disable|Uninstall|Install|Repair|Invoke)-(?:Az\w+|Service|Item|ItemProperty|Computer|WindowsFeature"
    r"|MpPreference|NetFirewall\w+|LocalUser|LocalGroupMember|VM\w*))\b"
)
_OF_THE_SESSION = re.compile(r"(?i)^(?:Set-AzContext|Invoke-AzRestMethod)$")
# What a reader on call has to know before he runs it: data, downtime, rights, cost, or that none of it is touched.
_SAID = re.compile(
    r"(?i)\b(?:data|disks?|los(?:t|es?|ing)|gone|stays?|kept|keeps?|down|downtime|restart\w*|reboot\w*|stop\w*|running"
    r"|nothing|none|interrupt\w*|touch\w*|untouched|break\w*|broken|traffic|goes on|go on|deleted?|deletes|removes"
    r"|seconds|moments?|minutes?|sessions?|connections?|open(?:s|ed)?|closed?|grants?|rights?|access|costs?|billed"
    r"|charged|free|replaces?|replaced|overwrit\w*|drain\w*|evict\w*|re-?imaged?|pods move|empty|waits?|cut|affected"
    r"|at once|comes? back|chang(?:e|es|ed) only|change their way|takes effect|undone|for good|as it is|for real"
    r"|damaged|attacked|only reads|holds|log(?:s|ged)? in|alone|the copy)\b"
)


def looks_only(page: Page) -> Iterator[Fault]:
    """A command marked `read` holds no verb that changes something."""
    for step in _steps(page):
        for command in step.commands:
            changing = _changing_verb(command) if command.effect == "read" else None
            if changing:
                line = next(one for one in command.text.split("\n") if changing.split()[-1] in one)
                yield page.fault(line.strip(), f"'{changing}' changes something", "mark the fence `change`")


def says_effect(page: Page) -> Iterator[Fault]:
    """A step that changes or destroys says what that does to data, to what runs, to rights or to cost."""
    for step in _steps(page):
        hard = [command for command in step.commands if command.effect != "read"]
        if hard and not _SAID.search(step.text):
            first = hard[0].text.split("\n")[0]
            yield page.fault(first, "the step does not say what its command does", "name data, downtime or neither")


def _steps(page: Page) -> Iterator[Step]:
    entry = page.entry
    yield from (*entry.fixes, *entry.diagnose, *entry.verify, *entry.prevent)


def _changing_verb(command: Command) -> str | None:
    for words in _AZ.findall(command.text):
        name = " ".join(words.split())
        if _CHANGING.match(name.rsplit(" ", 1)[-1]) and not _HARMLESS.search(name):
            return f"az {name}"
    if _REST_CHANGES.search(command.text):
        return "az rest"
    for cmdlet in _CMDLET.findall(command.text):
        if not _OF_THE_SESSION.match(cmdlet):
            return str(cmdlet)
    return None
