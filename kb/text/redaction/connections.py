"""Secrets in addresses: signatures of shared access, passwords before a host, function keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.lazily import lazily
from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, matches, places

_SAFE = r"[a-z0-9+/_-]{0,512}+"
_VALUE = rf"{_SAFE}(?:(?:%(?:25){{0,3}}(?:2[bfd5]|3d|5f|7e)|\\u00(?:2b|3d)|\\/){_SAFE}){{0,64}}+={{0,2}}"
_SIGNATURE = lazily(
    rf"""sig(?:nature)?(?:["']?\s{{0,4}}[:=]\s{{0,4}}["']?|["']\s{{0,2}},\s{{0,2}}["']|\s{{0,4}}[|,]\s{{0,4}}|["']?>"""
    rf"""|</t[dh]>\s{{0,9}}<td>)({_VALUE})""",
)
_SHORTEST = 20
_CREDENTIALS = lazily(r"://([^\s/@:\"'<>\\]{0,128}):([^\s/\"'<>`\\]{1,512}@)(?=[\w\[$({-])")
_CUT_CREDENTIALS = lazily(r"://[^\s/@:\"'<>\\]{0,128}:([^\s/@\"'<>\\.…]{4,512})[.…]{0,3}\Z")
_USERINFO = lazily(r"://([A-Za-z0-9]{40,100})@(?=[\w.-]+)")
_PORT = lazily(r"\d{1,5}[;?#,&@]")
_DATABASES = frozenset(
    "mongodb mongodb+srv postgres postgresql mysql mariadb redis rediss amqp amqps sqlserver mssql cosmos".split()
)
_SCHEME = lazily(r"[A-Za-z][A-Za-z0-9+.-]{0,24}\Z")
_CODE = lazily(r"(?<=[?&-])(?:code|key|clientid)=((?:[A-Za-z0-9+/_-]|%(?:2[BbFf]|3[Dd])){20,2048}+={0,2})")


def signatures(page: Page) -> Iterator[Find]:
    """Give the signatures of shared access (SAS) in addresses, tokens and JSON."""
    for at in places(page.lower, "sig"):
        before = page.lower[at - 1 : at] if at else ""
        if not before.isalnum() and (found := _SIGNATURE.match(page.lower, at)):
            start, end = found.span(1)
            if _signed(page.text[start:end], joined=before in ("?", "&", ";")):
                yield Find(start, end, "sas-signature")


def _signed(value: str, *, joined: bool) -> bool:
    if not value or (value.replace("_", "").isalpha() and (value.isupper() or value.islower())):
        return False
    if joined or len(value) < _SHORTEST:
        return joined
    return values.random(value) or (value.lower().endswith(("=", "%3d")) and values.turning(value))


def addresses(page: Page) -> Iterator[Find]:
    """Give the passwords that stand between user and host, and tokens that stand in the user's place."""
    cut = page.text.rfind("://")
    if cut >= 0 and (found := _CUT_CREDENTIALS.match(page.text, cut)) and values.telling(found[1]):
        yield Find(*found.span(1), "url-password")
    if "@" in page.text:
        for found in matches(page, _CREDENTIALS, "://", exact=True):
            if find := _password(page.text, found):
                yield find
        yield from (Find(*found.span(1), "url-password") for found in matches(page, _USERINFO, "://", exact=True))
    for found in matches(page, _CODE, "code=", "key=", "clientid=", exact=True):
        if values.random(found[1]):
            yield Find(*found.span(1), "bearer-token")


def _password(text: str, found: re.Match[str]) -> Find | None:
    start, end = found.start(2), found.end(2) - 1
    password = text[start:end]
    if _PORT.match(password) or values.placeholder(password):
        return None
    scheme = _SCHEME.search(text[max(0, found.start() - 25) : found.start()])
    return Find(start, end, "connection-string" if scheme and scheme[0].lower() in _DATABASES else "url-password")
