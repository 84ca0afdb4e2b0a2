"""Secrets that commands take by position or by a one-letter option: `az login -p`, `curl -u`, `net user`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.lazily import lazily
from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, matches, places

_LINE = 600
_LOGIN = lazily(r"[ \t'\",]-p(?:[ \t]{1,8}|['\"][ \t]*,[ \t]*|=)", re.IGNORECASE)
_MYSQL = lazily(r"[ \t]-p(?=[^\s'\"-])")
_REDIS = lazily(r"[ \t]-a[ \t]{1,4}")
_AZCOPY = lazily(r"--(?:source|dest)-key[ =:]{1,3}", re.IGNORECASE)
_BETWEEN = r"(?:[ \t]{1,8}(?:[\\`^]\r?\n[ \t]{0,40})?|['\"][ \t]*,[ \t]*|=)"
_VALUE = lazily(rf"[ \t'\",]--value{_BETWEEN}", re.IGNORECASE)
_BODY = lazily(rf"[ \t'\",](?:-b|--body){_BETWEEN}", re.IGNORECASE)
_KEY_VALUE = lazily(rf"[ \t'\",]--key-value{_BETWEEN}", re.IGNORECASE)
_LITERAL = lazily(r"--from-literal[ \t'\",=]{1,4}[\w.-]{1,80}=", re.IGNORECASE)
_SECURE = lazily(r"(?:[ \t]+-AsPlainText|[ \t]+-Force){0,2}(?:[ \t]+-String)?[ \t]{1,8}", re.IGNORECASE)
_NET_USER = lazily(r"r[ \t]{1,4}\S{1,80}[ \t]{1,4}", re.IGNORECASE)
_NET_USE = lazily(
    r"[ \t]{1,4}(?:(?:\w:|\*)[ \t]{1,4})?\\\\\S{1,200}[ \t]{1,4}(?:/u(?:ser)?:\S{1,80}[ \t]{1,4})?", re.IGNORECASE
)
_IDENTIFIED = lazily(r"[ \t]{1,4}(?:with[ \t]{1,4}\S{1,60}[ \t]{1,4})?by[ \t]{1,4}(?=['\"])", re.IGNORECASE)
_CREDENTIAL = lazily(r"[ \t]{0,4}\(?[ \t]{0,4}['\"]?[^'\",\n]{1,80}['\"]?,[ \t]{0,4}(?=['\"])")
_OPENSSL = lazily(r"(?:in|out)?[ \t'\",]{1,4}pass:", re.IGNORECASE)
_USER = lazily(r"(?<=[ \t'\",])(?:-u|--user|--proxy-user)[ \t'\",=]{1,6}(?=[^\s:'\"<$]{0,128}:)")
_PIPED = lazily(
    r"echo[ \t]{1,4}(?:-n[ \t]{1,4})?(['\"]?)([^'\"|\n]{1,200}+)\1[ \t]{0,4}\|[^|\n]{0,80}(?:-stdin|chpasswd|\bsudo -S)"
)
_SECURED = lazily(
    r"(?:'([^'\n]{1,200}+)'|\"([^\"\n]{1,200}+)\")[ \t]{0,4}\|[ \t]{0,4}convertto-securestring", re.IGNORECASE
)
_PORTS = lazily(r"[\d.]+:|[a-z][A-Za-z_]{2,40}=")
_NETRC = lazily(r"login[ \t\n]{1,8}\S{1,80}[ \t\n]{1,8}password[ \t\n]{1,8}(\S{1,200})")
# (the command, the option that is looked for on its line, the kind)
_OPTIONS = (
    ("az login", _LOGIN, "client-secret"),
    ("acr login", _LOGIN, "password"),
    ("docker login", _LOGIN, "password"),
    ("podman login", _LOGIN, "password"),
    ("registry login", _LOGIN, "password"),
    ("sshpass", _LOGIN, "password"),
    ("psexec", _LOGIN, "password"),
    ("mongo", _LOGIN, "password"),
    ("sqlcmd", _LOGIN, "password"),
    ("bcp ", _LOGIN, "password"),
    ("redis-cli", _REDIS, "password"),
    ("mysql", _MYSQL, "password"),
    ("azcopy", _AZCOPY, "storage-account-key"),
    ("keyvault secret set ", _VALUE, "key-vault-secret"),
    ('keyvault", "secret", "set"', _VALUE, "key-vault-secret"),
    ("keyvault', 'secret', 'set'", _VALUE, "key-vault-secret"),
    ("functionapp keys set ", _KEY_VALUE, "bearer-token"),
    ("gh secret set ", _BODY, "password"),
    ("az vm user ", _LOGIN, "password"),
    ("az sql ", _LOGIN, "password"),
    ("az mysql ", _LOGIN, "password"),
    ("az postgres ", _LOGIN, "password"),
)
# (the command, what follows it directly up to the secret)
_DIRECT = (
    ("convertto-securestring", _SECURE),
    ("identified", _IDENTIFIED),
    ("net use", _NET_USER),
    ("net use", _NET_USE),
    ("pscredential", _CREDENTIAL),
    ("-pass", _OPENSSL),
)


def commanded(page: Page) -> Iterator[Find]:
    """Give the secrets among the arguments of commands."""
    for word, option, kind in _OPTIONS:
        if word in page.lower:
            yield from _optional(page, word, option, kind)
    for word, between in _DIRECT:
        if word in page.lower:
            yield from _following(page, word, between)
    yield from (
        find for find in _optional(page, " -u", _LOGIN, "password") if _chosen(page.text[find.start : find.end])
    )
    yield from _with_user(page)
    if page.has("stdin", "chpasswd", "sudo -s"):
        yield from _piped(page)
    if "convertto-securestring" in page.lower and "|" in page.text:
        yield from _secured(page.text)
    for literal in matches(page, _LITERAL, "--from-literal", exact=True) if "create secret" in page.lower else ():
        yield from _argument(page.text, literal.end(), "kubeconfig-token")
    for found in matches(page, _NETRC, "login", exact=True):
        if _secret(found[1]):
            yield Find(*found.span(1), "password")


def _optional(page: Page, word: str, option: re.Pattern[str], kind: str) -> Iterator[Find]:
    done = 0
    for at in places(page.lower, word):
        if at >= done:
            done = _line_end(page.text, at)
            if found := option.search(page.text, at, done):
                done = found.end()
                yield from _argument(page.text, found.end(), kind)


def _following(page: Page, word: str, between: re.Pattern[str]) -> Iterator[Find]:
    for at in places(page.lower, word):
        if found := between.match(page.text, at + len(word)):
            yield from _argument(page.text, found.end(), "password")


def _argument(text: str, start: int, kind: str) -> Iterator[Find]:
    if inside := values.quoted(text, start):
        if _secret(text[slice(*inside)], quoted=True):
            yield Find(*inside, kind)
        return
    end = values.bare(text, start)
    if _secret(text[start:end]):
        yield Find(start, values.whole(text, start, end), kind)


def _line_end(text: str, start: int) -> int:
    limit = min(len(text), start + _LINE)
    end = text.find("\n", start, limit)
    while end > 0 and text[end - 1 : end] in ("\\", "`", "^"):
        end = text.find("\n", end + 1, limit)
    return limit if end < 0 else end


def _secret(value: str, *, quoted: bool = False) -> bool:
    if values.placeholder(value, passphrase=quoted):
        return False
    return quoted or not (values.code(value) or (value[0] in "-/\\" and not values.strong(value)))


def _chosen(value: str) -> bool:
    """Tell whether the value of a -p is a password rather than a port, a parameter or a path."""
    if _PORTS.match(value):
        return False
    return values.telling(value) or (value.isalpha() and not value.islower() and not value.isupper())


def _with_user(page: Page) -> Iterator[Find]:
    for found in matches(page, _USER, "-u", "--user", "--proxy-user"):
        quote = page.text[found.end() - 1]
        start = page.text.find(":", found.end()) + 1
        stop = page.text.find(quote, start, start + _LINE) if quote in "'\"" else -1
        end = stop if stop >= 0 else values.bare(page.text, start)
        if end > start and _secret(page.text[start:end]):
            yield Find(start, end, "password")


def _secured(text: str) -> Iterator[Find]:
    """Give the texts that PowerShell is told to take for secrets: `'…' | ConvertTo-SecureString`."""
    for found in _SECURED.finditer(text):
        number = found.lastindex or 0
        if _secret(found[number], quoted=True):
            yield Find(*found.span(number), "password")


def _piped(page: Page) -> Iterator[Find]:
    for found in matches(page, _PIPED, "echo", exact=True):
        start = found.start(2)
        end = start + len(found[2].rstrip())
        user = found[2].find(":")
        if "chpasswd" in found[0] and user >= 0:
            start += user + 1
        if _secret(page.text[start:end]):
            yield Find(start, end, "password")
