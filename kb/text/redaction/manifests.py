"""Secrets in YAML: Kubernetes secrets, kubeconfigs, Key Vault answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, groups

_LINE = re.compile(
    r"""^(?P<indent>[ \t│|>]{0,80})(?P<item>-[ ]{1,4})?["']?(?P<key>[\w./-]{1,100})["']?[ ]?:(?=[ \t\r]|$)[ \t]{0,8}"""
    r"""(?P<quote>["']?)(?P<value>[^\r\n]{0,8192}?)(?P=quote)[ \t│]{0,80}\r?$""",
    re.MULTILINE,
)
_ROW = re.compile(r"[ \t│|>]{2,80}([^\s:]{4,4096})[ \t│]{0,80}(?:\r?\n|\Z)")
_BLOCK = re.compile(r"[|>][+-]?\d?\Z")
_VAULT = re.compile(r"https://[\w-]{1,64}\.vault\.[\w.]{4,40}(?::443)?/secrets/")
_CONFIG = re.compile(
    r"current-context:|client-certificate-data|kind: ?config\b|(?:^|\n)[ \t│|-]{0,20}users?:[ \t]*\n|contexts:\n"
)
_TOKEN = re.compile(r"\btoken[\"']?:[ \t]{1,4}[\"']?([\w.~+/=-]{16,8192})")
_DATA = frozenset({"data", "stringData"})


@dataclass(slots=True)
class Mapping:
    """A YAML mapping that is being read: its column, its entry `data` while that lasts, and what is known of it."""

    column: int
    parent: str = ""
    secret: bool = False
    vault: bool = False
    data: list[tuple[int, int]] = field(default_factory=list)
    value: tuple[int, int] | None = None
    key: str = ""

    def finds(self) -> Iterator[Find]:
        """Give the secrets of the finished mapping."""
        if self.secret:
            yield from (Find(start, end, "kubeconfig-token") for start, end in self.data)
        if self.vault and self.value:
            yield Find(*self.value, "key-vault-secret")


def manifested(page: Page) -> Iterator[Find]:
    """Give the secrets of Kubernetes manifests, kubeconfigs and YAML answers of Key Vault."""
    if "token" in page.lower and _CONFIG.search(page.lower):
        yield from (
            find for find in groups("kubeconfig-token", _TOKEN, page.text) if _real(page.text, find.start, find.end)
        )
    if "kind: secret" in page.lower.replace('"', "") or ("/secrets/" in page.lower and "value: " in page.lower):
        yield from _mapped(page.text)


def _mapped(text: str) -> Iterator[Find]:
    open_: list[Mapping] = []
    for line in _LINE.finditer(text):
        column = len(line["indent"]) + len(line["item"] or "")
        while open_ and (open_[-1].column > column or (line["item"] and open_[-1].column == column)):
            yield from open_.pop().finds()
        if not open_ or open_[-1].column < column:
            open_.append(Mapping(column, open_[-1].key if open_ else ""))
        _note(open_, line, text)
    while open_:
        yield from open_.pop().finds()


def _note(open_: list[Mapping], line: re.Match[str], text: str) -> None:
    here, key, value = open_[-1], line["key"], line["value"]
    here.key = key
    start, end = line.span("value")
    if _BLOCK.match(value):
        start, end = _rows(text, line.end() + 1)
    if key == "kind" and value == "Secret":
        here.secret = True
    elif key in ("id", "sid") and _VAULT.match(value):
        here.vault = True
    elif key == "value" and _real(text, start, end):
        here.value = (start, end)
    elif here.parent in _DATA and len(open_) > 1 and _real(text, start, end):
        open_[-2].data.append((start, end))


def _rows(text: str, start: int) -> tuple[int, int]:
    first = end = 0
    while row := _ROW.match(text, start):
        first = first or row.start(1)
        end = row.end(1)
        start = row.end()
    return first, end


def _real(text: str, start: int, end: int) -> bool:
    return end > start and not values.placeholder(text[start:end])
