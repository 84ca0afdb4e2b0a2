"""What the models of Slack's own Python SDK refuse, and what they do not know the meaning of.

A block or element that the SDK has no model for is left to the others: to refuse it could cost an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block

from bot.slack.text.limits import parts

_SHAPES = 1000
_NOTHING = object()


def of_block(block: Mapping[str, Any]) -> Iterator[str]:
    """Give what is wrong with a block; the words never hold its text."""
    if {part["type"] for part in parts(block) if isinstance(part.get("type"), str)} - _known():
        return
    elements = block.get("elements")
    if block.get("type") != "rich_text" or not isinstance(elements, list):
        yield from _judged(block)
        return
    # For an answer of a hundred pieces the SDK takes milliseconds, and all it knows of rich text is which keys a piece
    # has: so it sees each kind of piece once.
    for shape in dict.fromkeys(_shape({**block, "elements": [one]}) for one in elements):
        yield from _of_shape(shape)


@cache
def _known() -> frozenset[str]:
    """Give the types that the SDK has models for."""
    found: set[str] = set()
    waiting: list[type] = [JsonObject]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if isinstance(kind := getattr(model, "type", None), str):
            found.add(kind)
    return frozenset(found)


@lru_cache(maxsize=_SHAPES)
def _of_shape(shape: object) -> tuple[str, ...]:
    return tuple(_judged(_of_that_shape(shape)))


def _judged(block: Any) -> Iterator[str]:  # noqa: ANN401 - any piece of JSON
    try:
        made = Block.parse(block)
        written = made.to_dict() if made is not None else block
    except (SlackObjectFormationError, TypeError) as error:
        yield f"slack_sdk: {error}"
    except (AttributeError, KeyError, ValueError) as error:
        yield f"slack_sdk: {type(error).__name__}"
    else:
        yield from (f"slack_sdk: {lost}" for lost in _lost(block, written))


def _shape(value: object, key: str = "") -> object:
    """Give a payload without its texts, as something that can be remembered; of equal pieces of a list one stays."""
    if isinstance(value, Mapping):
        return dict, tuple((name, _shape(inner, name)) for name, inner in value.items())
    if isinstance(value, list | tuple):
        return list, tuple(dict.fromkeys(map(_shape, value)))
    return "x" if isinstance(value, str) and key in {"text", "url", "name"} else value


def _of_that_shape(shape: Any) -> Any:  # noqa: ANN401 - any piece of JSON
    if not isinstance(shape, tuple):
        return shape
    kind, inner = shape
    return {name: _of_that_shape(one) for name, one in inner} if kind is dict else [*map(_of_that_shape, inner)]


def _lost(given: object, written: object, at: str = "") -> Iterator[str]:
    """Give the keys that the SDK leaves out or changes."""
    if isinstance(given, Mapping) and isinstance(written, Mapping):
        for key in sorted({*given, *written}):
            yield from _lost(given.get(key, _NOTHING), written.get(key, _NOTHING), f"{at}.{key}" if at else str(key))
    elif isinstance(given, list | tuple) and isinstance(written, list | tuple) and len(given) == len(written):
        for one, other in zip(given, written, strict=True):
            yield from _lost(one, other, at)
    elif given != written:
        yield f"{at} is not known" if written is _NOTHING else f"{at} is read as something else"
