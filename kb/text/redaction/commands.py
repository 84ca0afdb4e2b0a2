"""Secrets that commands take by position or by a one-letter option: `az login -p`, `curl -u`, `net user`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, places

_LINE = 600
_LOGIN = re.compile(r"[ \t'\",]-p(?:[ \t]{1,8}|['\"][ \t]*,[ \t]*|=)", re.IGNORECASE)
_SECURE = re.compile(r"(?:[ \t]+-AsPlainText|[ \t]+-Force){0,2}(?:[ \t]+-String)?[ \t]{1,8}", re.IGNORECASE)
_USER = re.compile(r"[ \t'\",](?:-u|--user|--proxy-user|-U)[ \t'\",=]{1,6}(?=[^\s:'\"<$]{0,128}:)")
_NET_USER = re.compile(r"net1?(?:\.exe)?[ \t]{1,4}(?:user|use)[ \t]{1,4}[^\s]{1,80}[ \t]{1,4}", re.IGNORECASE)
_IDENTIFIED = re.compile(
    r"identified[ \t]{1,4}(?:with[ \t]{1,4}\S{1,60}[ \t]{1,4})?by[ \t]{1,4}(?=['\"])", re.IGNORECASE
)
_MYSQL = re.compile(r"[ \t]-p(?=[^\s'\"-])")
_CREDENTIAL = re.compile(
    r"pscredential[ \t]{0,4}\(?[ \t]{0,4}['\"]?[^'\",\n]{1,80}['\"]?,[ \t]{0,4}(?=['\"])", re.IGNORECASE
)
_PIPED = re.compile(
    r"\becho[ \t]{1,4}(?:-n[ \t]{1,4})?(['\"]?)([^'\"|\n]{1,200}?)\1[ \t]{0,4}\|[^|\n]{0,80}(?:-stdin|chpasswd|\bsudo -S)"
)
_NETRC = re.compile(r"\blogin[ \t\n]{1,8}\S{1,80}[ \t\n]{1,8}password[ \t\n]{1,8}(\S{1,200})")
_ONE_LETTER = (
    ("az login", _LOGIN, "client-secret"),
    ("acr login", _LOGIN, "password"),
    ("docker login", _LOGIN, "password"),
    ("podman login", _LOGIN, "password"),
    ("helm registry login", _LOGIN, "password"),
    ("sshpass", _LOGIN, "password"),
    ("psexec", _LOGIN, "password"),
    ("mongo", _LOGIN, "password"),
    ("sqlcmd", _LOGIN, "password"),
    ("bcp ", _LOGIN, "password"),
    ("redis-cli", re.compile(r"[ \t]-a[ \t]{1,4}"), "password"),
    ("mysql", _MYSQL, "password"),
    ("azcopy", re.compile(r"--(?:source|dest)-key[ =:]{1,3}", re.IGNORECASE), "storage-account-key"),
    ("convertto-securestring", _SECURE, "password"),
    ("identified", _IDENTIFIED, "password"),
    ("net", _NET_USER, "password"),
    ("pscredential", _CREDENTIAL, "password"),
)
_SETTINGS = re.compile(r"[ \t'\",]/(?:add|delete|active|domain|user|persistent|times)", re.IGNORECASE)


def commanded(page: Page) -> Iterator[Find]:
    """Give the secrets among the arguments of commands."""
    for word, option, kind in _ONE_LETTER:
        if word in page.lower:
            yield from _arguments(page, word, option, kind)
    if "curl" in page.lower or "--user" in page.lower:
        yield from _curled(page)
    if "echo" in page.lower and ("stdin" in page.lower or "chpasswd" in page.lower or "sudo -s" in page.lower):
        yield from _piped(page.text)
    if "login" in page.lower and "password" in page.lower:
        yield from (Find(*found.span(1), "password") for found in _NETRC.finditer(page.text) if _secret(found[1]))


def _arguments(page: Page, word: str, option: re.Pattern[str], kind: str) -> Iterator[Find]:
    done = 0
    for at in places(page.lower, word):
        if at < done:
            continue
        head = option.pattern.startswith(("net", "identified", "pscredential"))
        line = at if head else at + len(word)
        limit = _line_end(page.text, line)
        if found := option.search(page.text, line, limit):
            start, end, quoted = _word(page.text, found.end())
            if _secret(page.text[start:end], quoted=quoted):
                yield Find(start, end, kind)
        done = found.end() if found else limit


def _line_end(text: str, start: int) -> int:
    limit = min(len(text), start + _LINE)
    end = text.find("\n", start, limit)
    while end > 0 and text[end - 1 : end] in ("\\", "`", "^"):
        end = text.find("\n", end + 1, limit)
    return limit if end < 0 else end


def _word(text: str, start: int) -> tuple[int, int, bool]:
    if inside := values.quoted(text, start):
        return *inside, True
    return start, values.bare(text, start), False


def _secret(value: str, *, quoted: bool = False) -> bool:
    if values.placeholder(value) or (value[0] in "-/" and not values.strong(value)):
        return False
    return quoted or not values.code(value)


def _curled(page: Page) -> Iterator[Find]:
    for found in _USER.finditer(page.text):
        quote = page.text[found.end() - 1]
        colon = page.text.find(":", found.end())
        stop = page.text.find(quote, colon) if quote in "'\"" else -1
        end = stop if 0 <= stop - colon <= _LINE else values.bare(page.text, colon + 1)
        if end > colon + 1 and _secret(page.text[colon + 1 : end]):
            yield Find(colon + 1, end, "password")


def _piped(text: str) -> Iterator[Find]:
    for found in _PIPED.finditer(text):
        start, end = found.span(2)
        user = found[2].find(":")
        if "chpasswd" in found[0] and user >= 0:
            start += user + 1
        if _secret(text[start:end]):
            yield Find(start, end, "password")
