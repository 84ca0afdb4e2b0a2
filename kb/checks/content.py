"""House rules on what a page holds: length, depth, links, words that do not belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kb.checks.page import Check, Page
from kb.entry import Command
from kb.faults import Fault, Severity
from kb.text.redaction import redact

_LONG, _TOO_LONG, _MOST_STEPS = 60, 150, 8
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|<insert")
_LOCALE = re.compile(r"//[^/]+/[a-z]{2}-[a-z]{2}/", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s)>\]}'\"`]+")
_GUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE)
_MAIL = re.compile(r"\b[\w.+-]+@([\w-]+\.[\w.-]+)\b")
_IP = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?!\d|\.\d)")
_NEUTRAL_IP = re.compile(
    r"^(?:10\.|127\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|0\.0\.0\.0)"
)
# Addresses of the Azure platform itself, the same for everybody:
# https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 and the instance metadata service.
_PLATFORM_IPS = {"168.63.129.16", "169.254.169.254", "255.255.255.255"}
_FILLED_BY_HAND = re.compile(r"<[a-z][\w -]*>|\b(?:my|your)(?:vm|vmss|resourcegroup|rg|subscription)\b", re.IGNORECASE)
_BACKTICK_RUNS = re.compile(r'"[^"\n]*`[^"\n]*"')
_WRONG_PLACE = re.compile(r"(?<![$%\w])\{(?:[a-z_]*[A-Z]\w*|[a-z]+-[a-z-]+)\}")
_YEAR = timedelta(days=365)


def length(page: Page) -> Iterator[Fault]:
    """A page over 60 lines warns, over 150 is refused, what people ask not counted; a fix has at most eight steps."""
    asked = sum(example.text.count("\n") + 3 for example in page.entry.examples if example.asked)
    lines = len(page.text.rstrip("\n").split("\n")) - asked
    if lines > _TOO_LONG:
        yield Fault(page.path, _TOO_LONG, f"{lines} lines are too many", "split how-to pages off and relate them")
    elif lines > _LONG:
        yield Fault(page.path, _LONG, f"{lines} lines", "split how-to pages off and relate them", "warning")
    if len(page.entry.fixes) > _MOST_STEPS:
        yield page.fault("## Fix", f"{len(page.entry.fixes)} steps", f"keep to {_MOST_STEPS}: split the page")


def depth(page: Page) -> Iterator[Fault]:
    """A full page has a real message and a look-alike; every page has an example."""
    entry = page.entry
    if not entry.examples:
        yield page.fault("## Fix", "there is no example", "add `## Examples` with a message this page must win")
    made_up = all(example.constructed or example.asked for example in entry.examples)
    if entry.causes and made_up and entry.kind == "error":
        yield page.fault("## Causes", "a full page without a real message", "add one under Examples", "warning")
    if entry.causes and not entry.counter_examples and entry.kind == "error":
        how: Severity = "warning" if entry.origin == "imported" else "error"
        yield page.fault("## Causes", "a full page without a look-alike", "add `## Counter-examples`", how)
    if not entry.references and entry.origin == "shipped":
        yield page.fault("status:", "there is no reference", "add `references:` with title and url")


def finished(page: Page) -> Iterator[Fault]:
    """Nothing is left to be written."""
    for at, line in enumerate(page.lines, 1):
        found = _UNFINISHED.search(line)
        if found:
            yield Fault(page.path, at, f"'{found[0]}' is left", "write it or leave the heading out")


def links(page: Page) -> Iterator[Fault]:
    """Links are https and without a locale."""
    for at, line in enumerate(page.lines, 1):
        if line.startswith(("match:", "  ")) and "https" not in line and "http:" not in line:
            continue
        in_example = at >= page.line_of("## Examples") > 1
        for link in _LINK.findall(line):
            if _LOCALE.search(link) and not in_example:
                yield Fault(page.path, at, f"'{link}' has a locale", "leave /en-us/ out")
            if link.startswith("http:") and not in_example and "169.254" not in link:
                yield Fault(page.path, at, f"'{link}' is not https", "use https")


def privacy(page: Page) -> Iterator[Fault]:
    """No GUID but zeros, no mail address, no public address, no secret."""
    for at, line in enumerate(page.lines, 1):
        for guid in _GUID.findall(line):
            if guid[:24].strip("0-"):
                yield Fault(
                    page.path, at, f"'{guid}' looks like a real id", "write 00000000-0000-0000-0000-000000000000"
                )
        for domain in _MAIL.findall(line):
            if not domain.lower().startswith(("example.", "contoso.")):
                yield Fault(page.path, at, f"a mail address at {domain}", "write user@example.com")
        for address in _IP.findall(line):
            if not _NEUTRAL_IP.match(address) and address not in _PLATFORM_IPS:
                yield Fault(page.path, at, f"'{address}' looks like a real address", "write 10.0.0.4 or 203.0.113.7")
    for kind, count in redact(page.text).counts:
        yield Fault(page.path, 1, f"{count} text looks like a secret ({kind})", "replace it by <secret>")


def commands(page: Page) -> Iterator[Fault]:
    """Places to fill are `{snake_case}`; a command that changes something says so in its step."""
    entry = page.entry
    for step in (*entry.fixes, *entry.diagnose, *entry.verify, *entry.prevent):
        shells = [command.shell for command in step.commands]
        for shell in sorted({shell for shell in shells if shells.count(shell) > 1}):
            words = step.text.split(".")[0]
            yield page.fault(words, f"a step with two commands for {shell}", "join them or make two steps")
        for command in step.commands:
            yield from _places(page, command)


def _places(page: Page, command: Command) -> Iterator[Fault]:
    if command.shell == "sh" and _BACKTICK_RUNS.search(command.text):
        first = command.text.split("\n")[0]
        yield page.fault(first, "a backtick inside double quotes runs a command", "use single quotes there")
    found = _FILLED_BY_HAND.search(command.text) or _WRONG_PLACE.search(command.text)
    if found:
        line = command.text.split("\n")[0]
        yield page.fault(line, f"'{found[0]}' is no place the bot can fill", "write {resource_group}, {vm} …")


def review_age(today: date) -> Check:
    """Give the check that warns of pages nobody has looked at for a year."""

    def old(page: Page) -> Iterator[Fault]:
        if page.entry.reviewed and date.fromisoformat(page.entry.reviewed) < today - _YEAR:
            yield page.fault("reviewed:", f"last reviewed {page.entry.reviewed}", "read it again", "warning")

    return old
