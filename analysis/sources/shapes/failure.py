"""Why something failed: the codes and messages in a row's properties, in every form that they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from analysis.sources.shapes.values import Fields, decoded, fields, first, text, whole

_INSIDE: Final = ("details", "errordetails", "innererror", "innererrors", "error", "errors")
_DEPTH: Final = 12  # deeper than any chain seen; a bound for hostile input
_CODES: Final = re.compile(r"[A-Za-z][\w.-]{2,}(?:/[A-Za-z][\w.-]{2,})+")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{2,99}")


@dataclass(frozen=True, slots=True)
class Failure:
    """The codes from outermost to innermost, the innermost message, and the text they stand in, as given."""

    codes: tuple[str, ...]
    message: str
    status_message: str


_NONE: Final = Failure((), "", "")


def read_failure(properties: Fields, *, failed: bool) -> Failure:
    """Give what the properties of a row (names in lower case) say about a failure; empty where they say nothing.

    A response body, which holds the answer to a success too, counts only if the row `failed` or the body has an error;
    a bare status code (`Conflict`) only if it failed and nothing else names a code.
    """
    given = properties.get("statusmessage")
    found = _read_text(given) if isinstance(given, str) else _read(given)
    if not found.codes and not found.message and properties.get("responsebody"):
        body = _read(properties.get("responsebody"), needs_error=True)
        found = body if body.codes else found
    if failed and not found.codes:
        bare = text(properties.get("statuscode")).strip()
        codes = (bare,) if _NAME.fullmatch(bare) and bare.lower() not in ("ok", "accepted", "created") else ()
        return Failure(codes, found.message, found.status_message)
    return found


@lru_cache(maxsize=256)
def _read_text(given: str) -> Failure:
    """Give what a status message says; one mishap is told by many rows in the same words."""
    return _read(given)


def _read(given: object, *, needs_error: bool = False) -> Failure:
    if not given:
        return _NONE
    inside = decoded(given)
    said = whole(given).strip()
    if isinstance(inside, str):
        return _NONE if needs_error else Failure((), inside.strip(), said)
    if isinstance(inside, list):
        inside = next((one for one in inside if isinstance(one, dict)), None)
    node = fields(inside)
    if not node or (needs_error and "error" not in node):
        return _NONE if needs_error else Failure((), "", said)
    codes, message = _walk(node)
    return Failure(codes, message, said)


def _walk(node: Fields) -> tuple[tuple[str, ...], str]:
    """Give the codes on the way to the innermost error, and its message."""
    codes: list[str] = []
    message = ""
    for _ in range(_DEPTH):
        codes += [code for code in _split(text(node.get("code"))) if code not in codes[-1:]]
        told = first(node, "message", "errormessage")
        inner = decoded(told)
        if isinstance(inner, str) and inner.strip():
            message = inner.strip()
        deeper = _inner(node) or (fields(inner) if isinstance(inner, dict) else {})
        if not deeper:
            break
        node = deeper
    return tuple(codes), message


def _inner(node: Fields) -> Fields:
    """Give the next error inside: the first with a code, else the first object; empty if there is none."""
    for name in _INSIDE:
        if name not in node:
            continue
        value = decoded(node[name])
        several = value if isinstance(value, list) else [value]
        errors = [found for found in (fields(one) for one in several if not isinstance(one, str)) if found]
        if errors:
            return next((one for one in errors if text(one.get("code")) or one.get("error")), errors[0])
    return {}


def _split(code: str) -> list[str]:
    """Give the codes of one field: `Outer/Inner` holds two."""
    plain = code.strip()
    if not plain:
        return []
    return plain.split("/") if _CODES.fullmatch(plain) else [plain]
