"""Secrets in YAML: Kubernetes secrets, kubeconfigs, Key Vault answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.text.lazily import lazily
from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, matches

_LINE = lazily(
    r"""^(?P<indent>[ \t│|>]{0,80}+)(?P<item>-[ ]{1,4}+)?["']?(?P<key>[\w./-]{1,100}+)["']?[ ]?:"""
    r"""(?=[ \t\r]|$)[ \t]{0,8}(?P<value>[^\r\n]{0,8192}+)""",
    re.MULTILINE,
)
_ROW = lazily(r"[ \t│|>]{2,80}([^\s:]{4,4096})[ \t│]{0,80}(?:\r?\n|\Z)")
_BLOCK = lazily(r"[|>][+-]?\d?\Z")
_VAULT = lazily(r"https://[\w-]{1,64}\.vault\.[\w.]{4,40}(?::443)?/secrets/")
_CONFIG = lazily(
    r"current-context:|client-certificate-data|kind: ?config\b|(?:^|\n)[ \t│|-]{0,20}users?:[ \t]*\n|contexts:\n"
)
_TOKEN = lazily(r"(?<!\w)token[\"']?:[ \t]{1,4}[\"']?([\w.~+/=-]{16,8192})")
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
        for found in matches(page, _TOKEN, "token", exact=True):
            if not values.placeholder(found[1]):
                yield Find(*found.span(1), "kubeconfig-token")
    if page.has("kind: secret", 'kind: "secret') or page.has("id: https://", 'id: "https://', "id: 'https://"):
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
    here, key = open_[-1], line["key"]
    here.key = key
    value = line["value"].rstrip(" \t│")
    start, end = line.start("value"), line.start("value") + len(value)
    if _BLOCK.match(value):
        start, end = _rows(text, text.find("\n", end) + 1)
    elif value[:1] in ("'", '"') and value[-1:] == value[:1]:
        start, end = start + 1, end - 1
    value = text[start:end]
    if key == "kind" and value == "Secret":
        here.secret = True
    elif key in ("id", "sid") and _VAULT.match(value):
        here.vault = True
    elif values.placeholder(value):
        return
    elif key == "value":
        here.value = (start, end)
    elif here.parent in _DATA and len(open_) > 1:
        open_[-2].data.append((start, end))


def _rows(text: str, start: int) -> tuple[int, int]:
    first = end = 0
    while row := _ROW.match(text, start):
        first = first or row.start(1)
        end = row.end(1)
        start = row.end()
    return first, end
