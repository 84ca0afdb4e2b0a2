"""Private keys: PEM and PuTTY blocks in any layout, and bare base64 whose first bytes say PKCS #8, PKCS #1 or PFX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.lazily import lazily
from kb.text.redaction.kinds import Find, Page, places

_EDGE = lazily(r"-{4,5}[ +]?(?:(BEGIN)|END)[ +](?:[A-Z0-9]{1,12}[ +]){0,3}PRIVATE[ +]KEY(?:[ +]BLOCK)?[ +]?-{0,5}")
# a row, or a short one that ends the key or the text
_ROW = r"""(?:[A-Za-z0-9+/_\-]{16,4096}+={0,2}|[A-Za-z0-9+/_\-]{1,15}+(?:={1,2}|(?=[\s.…│]{0,20}\Z|\\{0,8}["']))"""
_ROW += r"|(?=[A-Za-z]{0,14}(?:[0-9+/]|[a-z][A-Z]))[A-Za-z0-9+/_\-]{2,15}+(?=\s|\\))"
_BREAK = r"(?:\\+[nr]|[\r\n])"
_BODY = lazily(
    rf"(?:(?:{_BREAK}|\\[ ]?\n)+[ \t│|>#*\"'+,()]{{0,60}}+|[ \t]{{1,4}}(?=[A-Za-z0-9+/]{{16}}))?"
    rf"(?:(?:Proc-Type|DEK-Info|Comment|Version):[^\n\\]{{0,120}}|{_ROW})",
)
_LINE = lazily(r"[ \t│|>#*\"'+,]{0,60}[A-Za-z0-9+/]{16,128}={0,2}[ \t│|\"'+,\\nr]{0,40}\Z")
_PUTTY = lazily(
    r"Private-Lines: ?\d{1,3}(?:\\[nr]|\s){1,60}"
    r"([A-Za-z0-9+/=]{20,80}(?:(?:\\[nr]|\s){1,60}[A-Za-z0-9+/=]{20,80}){0,99})",
)
# DER in base64: version 3 of a PFX, version 0 or 1 and the algorithm of PKCS #8, version 0 and the modulus of PKCS #1
_DER = lazily(
    r"MI[IJKL][A-Za-z0-9+/]{2}[AQgw]IBA(?:zC|DAN|DAQ|DCC|TAN|KC)[A-Za-z0-9+/]{40,}+"
    r"(?:(?:\\[rn]|[\r\n]){1,4}(?:[A-Za-z0-9+/]{40,}+|[A-Za-z0-9+/]{0,40}+(?==))){0,400}+={0,2}"
    r"|M(?:IGHAgEAM|HcCAQEEI|C4CAQAwBQYDK2VwBCIEI|IGkAgEBBD)[A-Za-z0-9+/]{20,}+={0,2}",
)
_DER_STARTS = ("MII", "MIJ", "MIK", "MIL", "MIG", "MHc", "MC4")
_BOUND = lazily(r"[A-Za-z0-9+/]\Z")
_CLOUD = lazily(r"[\"']private_key[\"']\s{0,4}:\s{0,4}[\"']\Z")
_MOST_ROWS = 400


def private_keys(page: Page) -> Iterator[Find]:
    """Give the private keys; public keys and certificates are left alone."""
    text = page.text
    if "PRIVATE" in text:
        yield from _blocks(text)
    if "Private-Lines" in text:
        yield from (Find(*found.span(1), "private-key") for found in _PUTTY.finditer(text))
    yield from _bare(text)


def _blocks(text: str) -> Iterator[Find]:
    opened: re.Match[str] | None = None
    done = 0
    for edge in _EDGE.finditer(text):
        if opened:
            end = (
                edge.end() if not edge[1] and edge.start() - opened.end() < _LONGEST else _body_end(text, opened.end())
            )
            yield _find(text, opened.start(), end)
            done = end
        elif not edge[1]:
            yield _find(text, _body_start(text, done, edge.start()), edge.end())
            done = edge.end()
        opened = edge if edge[1] else None
    if opened:
        yield _find(text, opened.start(), _body_end(text, opened.end()))


_LONGEST = 16_384


def _find(text: str, start: int, end: int) -> Find:
    return Find(start, end, "cloud-key" if _CLOUD.search(text[max(0, start - 24) : start]) else "private-key")


def _body_end(text: str, start: int) -> int:
    """Give where the rows of a key without its last line end; a short row is the last one."""
    for _ in range(_MOST_ROWS):
        row = _BODY.match(text, start)
        if not row or row.end() == start or not row[0].strip():
            return start
        start = row.end()
    return start


def _body_start(text: str, least: int, end: int) -> int:
    """Give where the rows before a key's last line begin."""
    start = end
    for _ in range(_MOST_ROWS):
        line = max(text.rfind("\n", least, start - 1), text.rfind("\\n", least, start - 1) + 1)
        line = line + 1 if line > least else least
        if line >= start or start - line > _LONGEST or not _LINE.match(text[line:start].rstrip("\r\n")):
            return start
        start = line
    return start


def _bare(text: str) -> Iterator[Find]:
    for opening in _DER_STARTS:
        done = 0
        for at in places(text, opening):
            if at >= done and not _BOUND.search(text[at - 1 : at]) and (found := _DER.match(text, at)):
                done = found.end()
                yield Find(at, done, "private-key")
