"""The chain of errors in a text: who wraps whom, from outermost to innermost.

Braces nest the same way however often a text was escaped, so they, not quotes, say which error is inside which. That
holds for cut texts too: what is never closed ends with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kb.text import labels
from kb.text.errors import AzureError, Chain, Span
from kb.text.masking import message_key
from kb.text.values import quoted, rest_of_line, word

# More labels and braces than any real paste has; what comes after them is not read as a chain.
_MOST_LABELS, _MOST_BRACES = 1_000, 100_000
_MOST_DEPTH = 60
_NEIGHBOURS = 4
# How far apart, in characters, two lines can stand and still tell of one error.
_SAME_WITHIN, _INSIDE_WITHIN = 3_000, 300
# How far before a brace the words stand that make it one of a configuration.
_CONFIGURED = 240
_WEAK = {"lead", "paren"}
_CLEAN_CODE = re.compile(r"^[\s\"'`]+|[\s\"'`.:]+$")


@dataclass(slots=True)
class _Node:
    code: str
    code_span: Span
    form: str
    message_span: Span | None = None
    inside: list[_Node] = field(default_factory=list)

    @property
    def end(self) -> int:
        return max(self.code_span[1], self.message_span[1] if self.message_span else 0)

    def holds(self, other: _Node) -> bool:
        span = self.message_span
        return span is not None and span[0] <= other.code_span[0] and other.code_span[1] <= span[1]


@dataclass(slots=True)
class _Frame:
    """An object, or the text around all objects."""

    start: int
    nodes: list[_Node] = field(default_factory=list)
    inner: list[_Node] = field(default_factory=list)
    message: Span | None = None
    status: _Node | None = None


def _nothing_is_known(code: str) -> bool:  # noqa: ARG001 - the default of an argument
    return False


def read_chains(text: str, *, is_known: Callable[[str], bool] = _nothing_is_known) -> tuple[Chain, ...]:
    """Give the independent errors of a cleaned text, in their order; each as a chain from outermost to innermost.

    `is_known` says whether a code is known: only then does a word count that merely stands like one (`Word: text`).
    """
    chains: list[Chain] = []
    for node in _nest(text, _scan(text)):
        for path in _paths(node):
            links = [one for one in path if one.form not in _WEAK or is_known(one.code) or _led_in(text, one)]
            links = [one for one in links if not labels.HTTP_STATUS.match(one.code)] or links[:1]
            if links:
                _add(chains, tuple(error for one in links for error in _errors(text, one, is_known)))
    return tuple(chains)


def _led_in(text: str, node: _Node) -> bool:
    start = node.code_span[0] - (node.form == "paren")
    return bool(labels.LEADS_IN.search(text, max(0, start - 40), start))


def _scan(text: str) -> _Frame:
    stack = [_Frame(0)]
    count = braces = 0
    for found in labels.SCANNER.finditer(text):
        kind = found.lastgroup or ""
        if kind == "brace":
            braces += 1
            if braces > _MOST_BRACES:
                break
            _brace(stack, found, text)
            continue
        if kind == "anew":
            while len(stack) > 1:
                _close(stack, text)
            continue
        count += 1
        if count > _MOST_LABELS:
            break
        _READERS[kind](stack[-1], found, text, nested=len(stack) > 1)
    while len(stack) > 1:
        _close(stack, text)
    return stack[0]


def _brace(stack: list[_Frame], found: re.Match[str], text: str) -> None:
    if found[0] == "{":
        if len(stack) < _MOST_DEPTH and _opens_object(text, found.start()):
            stack.append(_Frame(found.start()))
    elif len(stack) > 1:
        _close(stack, text)


def _opens_object(text: str, at: int) -> bool:
    if not labels.OBJECT.match(text, at):
        return False
    since = max(text.rfind(sign, max(0, at - _CONFIGURED), at) for sign in "{}\n") + 1
    return not labels.CONFIGURATION.search(text, max(since, at - _CONFIGURED), at)


def _close(stack: list[_Frame], text: str) -> None:
    """End an object: its first code is the object's own, whatever else was found in it is inside."""
    frame = stack.pop()
    _settle_status(frame)
    nodes = _nest(text, frame) if len(frame.nodes) > 1 else frame.nodes
    if not frame.nodes:
        stack[-1].inner += frame.inner
        return
    first = nodes[0]
    if len(frame.nodes) == 1:
        first.inside += frame.inner
    stack[-1].inner += nodes


def _settle_status(frame: _Frame) -> None:
    status = frame.status
    if status is None:
        return
    frame.status = None
    if not frame.nodes:
        status.message_span = frame.message
        frame.nodes.append(status)
    elif all(status.code.lower() != node.code.lower() for node in frame.nodes):
        status.message_span = frame.nodes[-1].message_span
        frame.nodes[-1].inside.append(status)


def _code(frame: _Frame, found: re.Match[str], text: str, *, nested: bool) -> None:
    span = word(text, found.end())
    if span is None:
        return
    name = _CLEAN_CODE.sub("", text[slice(*span)])
    if not labels.CODE_SHAPE.match(name) or labels.NO_CODE.match(name):
        return
    shown = text.find(name, span[0], span[1])
    _put(frame, _Node(name, (shown, shown + len(name)), "object" if nested else "field"))


def _put(frame: _Frame, node: _Node) -> None:
    if not frame.nodes and frame.message is not None:
        node.message_span = frame.message
        frame.message = None
    frame.nodes.append(node)


def _message(frame: _Frame, found: re.Match[str], text: str, *, nested: bool) -> None:
    last = frame.nodes[-1] if frame.nodes else None
    wanted = frame.message is None if last is None else last.message_span is None or last.form in _WEAK
    if not wanted or (nested and text[found.end() : found.end() + 1] in {"{", "["}):
        return
    span = quoted(text, found.end()) or rest_of_line(text, found.end())
    if last is None:
        frame.message = span
    else:
        last.message_span = span


def _status(frame: _Frame, found: re.Match[str], text: str, *, nested: bool) -> None:
    span = word(text, found.end())
    name = text[slice(*span)] if span else ""
    if span and labels.STATUS_SHAPE.match(name) and not labels.NO_CODE.match(name):
        if frame.status is not None and not nested:
            _settle_status(frame)
        frame.status = _Node(name, span, "status")


def _lead(frame: _Frame, found: re.Match[str], text: str, *, nested: bool) -> None:
    kind = found.lastgroup or ""
    name = found[kind]
    if nested and kind == "lead":
        return
    if not labels.NO_CODE.match(name):
        node = _Node(name, found.span(kind), kind)
        node.message_span = rest_of_line(text, found.end())
        frame.nodes.append(node)


def _tag(frame: _Frame, found: re.Match[str], text: str, *, nested: bool) -> None:  # noqa: ARG001 - a reader's form
    node = _Node(found["tag"], found.span("tag"), "object")
    node.message_span = found.span("tagged") if found["tagged"] else None
    frame.nodes.append(node)


_READERS = {
    "code": _code,
    "message": _message,
    "status": _status,
    "paren": _lead,
    "lead": _lead,
    "tag": _tag,
    "tagged": _tag,
}


def _nest(text: str, frame: _Frame) -> list[_Node]:
    """Put each error of a frame under the one it is inside of, and give those that are inside none."""
    _settle_status(frame)
    tops: list[_Node] = []
    for node in sorted([*frame.nodes, *frame.inner], key=lambda one: one.code_span):
        parent = next((top for top in tops[: -_NEIGHBOURS - 1 : -1] if _is_inside(text, top, node)), None)
        if parent is None:
            tops.append(node)
        elif parent.code.lower() != node.code.lower():
            parent.inside.append(node)
        else:
            _join(parent, node)
    return tops


def _join(told: _Node, again: _Node) -> None:
    """Take over what a second telling of the same error knows better: clients print the code twice."""
    if again.message_span and (not told.message_span or told.form in _WEAK):
        told.message_span = again.message_span
    if told.form in _WEAK and again.form not in _WEAK:
        told.form = again.form
    told.inside += again.inside


def _is_inside(text: str, top: _Node, node: _Node) -> bool:
    if top.holds(node):
        return True
    gap = node.code_span[0] - top.end
    same = top.code.lower() == node.code.lower()
    if gap > (_SAME_WITHIN if same else _INSIDE_WITHIN):
        return False
    between = text[top.end : node.code_span[0]]
    return (same or bool(labels.INSIDE.search(between))) and not labels.ANEW.search(between)


def _paths(node: _Node, before: tuple[_Node, ...] = ()) -> Iterator[tuple[_Node, ...]]:
    path = (*before, node)
    if not node.inside or len(path) > _MOST_DEPTH:
        yield path
        return
    for inner in node.inside:
        yield from _paths(inner, path)


def _errors(text: str, node: _Node, is_known: Callable[[str], bool]) -> Iterator[AzureError]:
    span = node.message_span or (node.code_span[1], node.code_span[1])
    message = message_key(text[slice(*span)])
    at = node.code_span[0]
    for part in _parts(node.code, is_known):
        start = text.index(part, at)
        at = start + len(part)
        yield AzureError(part, message, (start, at), span, node.form)


def _parts(code: str, is_known: Callable[[str], bool]) -> list[str]:
    """Give the codes in one field, outermost first: a state with its code, or codes joined by a slash."""
    state = labels.STATE_WITH_CODE.match(code)
    if state is not None:
        return [state[1]] if state[2].isdigit() else [state[1], state[2]]
    return code.split("/") if labels.JOINED.match(code) and not is_known(code) else [code]


def _add(chains: list[Chain], chain: Chain) -> None:
    """Keep a chain unless it tells what another tells; the longer of two that end alike is kept."""
    last = chain[-1]
    for at, other in enumerate(chains):
        same = other[-1].code.lower() == last.code.lower()
        if same and (not last.message or not other[-1].message or _alike(other[-1].message, last.message)):
            if len(chain) > len(other) or (not other[-1].message and last.message):
                chains[at] = chain
            return
    chains.append(chain)


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one.rstrip(". "), other.rstrip(". ")), key=len)
    return longer.startswith(shorter[:60]) or shorter in longer
