"""Secrets whose place in a JSON document tells what they are: answers of Key Vault, Kubernetes secrets, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.text.lazily import lazily
from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page
from kb.text.redaction.names import held

_TOKEN = lazily(
    r"""
      (?P<close>\})
    | (?P<open>\{)
    | (?P<quote>["'])(?P<key>[^"'\\\n]{1,100})(?P=quote)\s{0,40}:\s{0,40}
      (?: ["']?[\[\s]{0,4}(?P<object>\{)
        | "(?P<double>[^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"?+
        | '(?P<single>[^'\\\n]*+(?:\\.[^'\\\n]*+)*+)'?+
      )?
    """,
    re.VERBOSE,
)
_VAULT = lazily(
    r"https?://[\w-]{1,64}\.(?:vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net|microsoftazure\.de))(?::443)?/secrets/",
    re.IGNORECASE,
)
_KEY_PARTS = frozenset({"k", "d", "p", "q", "dp", "dq", "qi"})
_VALUES = frozenset({"value", "defaultvalue", "securevalue", "default_value"})
_NAMES = frozenset({"name", "key", "keyname", "secretname", "parametername", "param"})
_IDS = frozenset({"id", "sid", "secretid"})
_DATA = frozenset({"data", "stringData"})
_SHORTEST_PART = 20
_DEEPEST = 200


@dataclass(slots=True)
class Frame:
    """An object that is being read: the key it stands under, and what was seen in it so far."""

    name: str = ""
    strings: list[tuple[str, int, int]] = field(default_factory=list)
    data: list[tuple[int, int]] = field(default_factory=list)

    def finds(self, text: str) -> Iterator[Find]:
        """Give the secrets of the finished object."""
        known = {key.lower(): text[start:end] for key, start, end in self.strings}
        vault = any(_VAULT.match(known.get(key, "").replace("\\/", "/")) for key in _IDS)
        name = next((known[key] for key in known.keys() & _NAMES), "")
        holding = held(self.name) or (held(name) if name else None)
        for key, start, end in self.strings:
            value = text[start:end]
            if key.lower() in _VALUES and not values.placeholder(value):
                if vault:
                    yield Find(start, end, "key-vault-secret")
                elif holding and holding.accepts(value) and not value.startswith("http"):
                    yield Find(start, end, holding.kind)
            elif "kty" in known and key in _KEY_PARTS and len(value) >= _SHORTEST_PART:
                yield Find(start, end, "key-vault-secret")
        if known.get("kind") == "Secret":
            yield from (Find(start, end, "kubeconfig-token") for start, end in self.data)


def documented(page: Page) -> Iterator[Find]:
    """Give the secrets of all objects of the text, whole or cut."""
    if not _promising(page):
        return
    frames = [Frame()]
    for token in _TOKEN.finditer(page.text):
        if token["open"] or token["object"]:
            if len(frames) < _DEEPEST:
                frames.append(Frame(token["key"] or ""))
        elif token["close"]:
            yield from _closed(frames, page.text)
            frames = frames or [Frame()]
        else:
            start, end = max(token.span("double"), token.span("single"))
            if start >= 0:
                frames[-1].strings.append((token["key"], start, end))
    while frames:
        yield from _closed(frames, page.text)


def _promising(page: Page) -> bool:
    if not page.has('":', "':", '" :', "' :"):
        return False
    named = page.has('value"', "value'") and page.has("/secrets/", "pass", "pwd", "secret", "key", "token")
    return named or page.has('"kty"', "'kty'") or (page.has("kind") and page.has("secret"))


def _closed(frames: list[Frame], text: str) -> Iterator[Find]:
    """Give the secrets of the innermost object and leave it; the outermost is started anew, for the text may be cut."""
    frame = frames.pop()
    yield from frame.finds(text)
    if frames and frame.name in _DATA:
        frames[-1].data += [(start, end) for _, start, end in frame.strings if end > start]
