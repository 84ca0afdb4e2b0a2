"""Templates that people can read: a typical message with its variable parts as named slots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from analysis.clustering.masking import HELP, RULES, VARIABLE
from analysis.clustering.skeleton import MOST_READ, QUOTED, QUOTES, read_token, without_free_text, without_pointers
from analysis.clustering.unwrapping import innermost
from analysis.clustering.word_list import FUNCTION_WORDS
from kb.text.regions import REGIONS

_HELP_LINK = re.compile(next(rule.pattern for rule in RULES if rule.name == "help link"))
_VARIABLES = next(rule.pattern for rule in RULES if rule.name == "variable")
_PIECE = re.compile(
    rf"(?P<variable>{QUOTED.pattern}|{_VARIABLES}|<\*>)|(?P<blank>\s+)|(?P<token>[^\s'\"]+(?:'[a-z]+)?|['\"])",
    re.DOTALL,
)
_BLANK_BEFORE = re.compile(r" ([.,;:)!?]+)(?= |$)")
_EDGES = re.compile(r"([^\w<]*)(.*?)([^\w>]*)", re.DOTALL)
_ID = re.compile(r"/subscriptions/.*/([^/]+)/[^/]+$", re.IGNORECASE)
_SHAPES = (
    (re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"), "id"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d.*"), "time"),
    (re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?"), "address"),
    (re.compile(r"(?:Standard|Basic)_[A-Z]+\d\w*"), "vm_size"),
    (re.compile(r"[A-Za-z]+://.*"), "url"),
    (re.compile(r"[-+]?[\d.,]+%?"), "number"),
)
_KINDS = {
    "virtualmachines": "vm",
    "virtualmachinescalesets": "vmss",
    "networkinterfaces": "nic",
    "virtualnetworks": "vnet",
    "networksecuritygroups": "nsg",
    "publicipaddresses": "public_ip",
    "resourcegroups": "resource_group",
}
_NOUNS = {
    "virtual machine": "vm",
    "scale set": "vmss",
    "virtual network": "vnet",
    "network interface": "nic",
    "security group": "nsg",
    "vm size": "vm_size",
    "location": "region",
}
_TWO_WORDS = {"account", "group", "set", "balancer", "table", "rule", "address", "machine", "network", "interface"}


@dataclass(slots=True)
class _Piece:
    text: str
    word: str


def template(exemplar: str, pattern: str) -> str:
    """Give the exemplar's innermost message with a named slot wherever the pattern is variable.

    >>> template("Disk 'd-1' is attached to VM web.", "disk <*> is attached to vm <*>")
    'Disk {disk} is attached to VM {vm}.'
    """
    text = _HELP_LINK.sub(HELP, innermost(exemplar)[0][:MOST_READ].translate(QUOTES))
    pieces = _fixed(list(_pieces(without_free_text(without_pointers(text) if HELP in text else text))), pattern)
    written = _Written()
    for piece in pieces:
        if piece.word == VARIABLE:
            written.slot(*_parts(piece.text))
        elif piece.text.strip():
            written.words(piece.text, piece.word)
    return _BLANK_BEFORE.sub(r"\1", " ".join(written.told))


class _Written:
    """A template while it is written: adjoining variable parts are one slot, and each slot has a name of its own."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._before: list[str] = []
        self._used: Counter[str] = Counter()
        self._in_slot = False

    def words(self, text: str, words: str) -> None:
        self.told.append(text)
        self._before += words.split()
        self._in_slot = self._in_slot and not words

    def slot(self, front: str, value: str, back: str) -> None:
        if not self._in_slot:
            name = _name(value, self._before)
            self._used[name] += 1
            numbered = name if self._used[name] == 1 else f"{name}_{self._used[name]}"
            self.told.append(f"{front}{{{numbered}}}{back}")
        elif back[:1] in {".", ";", ":"}:
            self.told[-1] += back
        self._in_slot = back[:1] not in {".", ";", ":"}


def _pieces(text: str) -> Iterator[_Piece]:
    """Give the words and variable parts of a text; what is glued together is one piece."""
    piece: _Piece | None = None
    for match in _PIECE.finditer(text):
        word = VARIABLE if match["variable"] else read_token(match[0]) if match["token"] else ""
        word = VARIABLE if VARIABLE in word else word
        if piece and match["blank"] is None and (not word or not piece.word or piece.word == word == VARIABLE):
            piece = _Piece(piece.text + match[0], piece.word or word)
            continue
        if piece:
            yield piece
        piece = None if match["blank"] else _Piece(match[0], word)
    if piece:
        yield piece


def _fixed(pieces: list[_Piece], pattern: str) -> list[_Piece]:
    """Give the pieces; words that the pattern does not have are variable."""
    own = [(at, word) for at, piece in enumerate(pieces) for word in piece.word.split() if word != VARIABLE]
    words = [word for word in pattern.split(" ") if word != VARIABLE]
    matcher = SequenceMatcher(None, [word for _, word in own], words, autojunk=False)
    kept = {own[block.a + step][0] for block in matcher.get_matching_blocks() for step in range(block.size)}
    spoken = {at for at, _ in own}
    return [_Piece(one.text, VARIABLE) if at in spoken - kept else one for at, one in enumerate(pieces)]


def _parts(text: str) -> tuple[str, str, str]:
    found = _EDGES.fullmatch(text)
    front, value, back = found.groups() if found else ("", text, "")
    return front.strip("'\"`/*"), value, back.strip("'\"`*/")


def _name(value: str, before: list[str]) -> str:
    """Give the name of a slot: by the kind in a resource id, by the noun before it, or by the value's shape."""
    if named := _ID.match(value):
        kind = named[1].lower()
        return _KINDS.get(kind, re.sub(r"(?<!^)(?=[A-Z])", "_", named[1]).lower().removesuffix("s"))
    if value.lower().replace(" ", "") in REGIONS:
        return "region"
    shape = next((name for pattern, name in _SHAPES if pattern.fullmatch(value)), None)
    noun = before[-1] if before else ""
    if noun and noun not in FUNCTION_WORDS and shape in {None, "id", "number"}:
        pair = " ".join(before[-2:])
        if pair in _NOUNS or noun in _NOUNS:
            return _NOUNS.get(pair) or _NOUNS[noun]
        return re.sub(r"\W", "_", pair if noun in _TWO_WORDS and before[-2:-1] else noun)
    return shape or "value"
