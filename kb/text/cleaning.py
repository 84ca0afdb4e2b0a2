"""A paste without what terminals, browsers, editors and chats put around it. Offsets stay traceable."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from kb.text.lazily import lazily
from kb.text.offsets import TracedText

_ANSI = lazily(r"(?:\x1b|\\u001b|\\x1b|\\033|\^\[)\[[0-9;?]{0,20}[ -/]?[@-~]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)")
# Halves of surrogate pairs are no characters; pattern engines refuse them.
_INVISIBLE = lazily("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00\ud800-\udfff]+")
_PERCENT = lazily(r"(?:%[0-9A-Fa-f]{2})+")
_PERCENT_JSON = lazily(r"%(?:25)*(?:7B|22|27|5B|3A|20|2F)", re.IGNORECASE)
_FEWEST_PERCENTS = 4
_ENTITY = lazily(r"&(?:[A-Za-z]{2,10}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_TAG = lazily(
    r"</?(?:a|b|br|(?-i:code)|dd|div|dl|dt|em|font|h[1-6]|hr|i|li|ol|p|pre|small|span|strong|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>\n]{0,300})?\s*/?>",
    re.IGNORECASE,
)
_BREAKING_TAG = lazily(r"</?(?:br|dd|div|dt|h[1-6]|hr|li|ol|p|pre|table|tr|ul)\b", re.IGNORECASE)
_CELL_TAG = lazily(r"</?t[dh]\b", re.IGNORECASE)
_BOX_PREFIX = lazily(r"^[ \t]{0,120}[│┃║╷╵╭╰├└┌┐┘┤─━═╴╶]+[ \t]?|[ \t]{0,40}[│┃║┐┘┤]+[ \t]*$", re.MULTILINE)
_PIPE_PREFIX = lazily(r"^[ \t]{0,120}\|[ \t](?=[^|\n]*$)", re.MULTILINE)
_QUOTE_PREFIX = lazily(r"^[ \t]{0,120}(?:(?:&gt;|>)[ \t]?){1,5}", re.MULTILINE)
_COMMENT_PREFIX = lazily(r"^[ \t]{0,120}(?:#{1,6}|//|REM\b|;;)[ \t]+", re.MULTILINE)
_PROMPT_PREFIX = lazily(r"^[ \t]{0,120}(?:PS [A-Z]:\\[^>\n]{0,120}>|[$%❯])[ \t]+", re.MULTILINE)
_CLOCK = r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?"
_TIME_PREFIX = lazily(rf"^[ \t]{0, 120}(?:\[{_CLOCK}\]|{_CLOCK})[ \t]*", re.MULTILINE)
_BOLD = lazily(r"\*\*+")
_STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟«»", '"') | {"\u00a0": " "})
_BLANK_FOR_PLUS = str.maketrans({"+": " "})

Layer = Callable[[TracedText], TracedText]


def clean(text: TracedText) -> TracedText:
    """Give the text without terminal colours, boxes, prompts, quote and time prefixes, HTML and URL encoding."""
    for layer in _LAYERS:
        text = layer(text)
    return text


def _without(pattern: re.Pattern[str], *signs: str) -> Layer:
    """Give the layer that takes a pattern out; skipped where none of the signs occurs, which most texts lack."""

    def layer(text: TracedText) -> TracedText:
        return text.sub(pattern, "") if not signs or any(sign in text.text for sign in signs) else text

    return layer


def _percent_decoded(text: TracedText) -> TracedText:
    for _ in range(3):
        if "%" not in text.text or len(_PERCENT_JSON.findall(text.text)) < _FEWEST_PERCENTS:
            return text
        plus = " " not in text.text.strip()
        text = text.sub(_PERCENT, lambda found: unquote_to_bytes(found[0]).decode("utf-8", "replace"))
        text = text.translated(_BLANK_FOR_PLUS) if plus else text
    return text


def _html_decoded(text: TracedText) -> TracedText:
    if "<" in text.text:
        text = text.sub(_TAG, _in_place_of)
    for _ in range(2):
        if "&" not in text.text:
            break
        text = text.sub(_ENTITY, lambda found: html.unescape(found[0]))
    return text


def _in_place_of(tag: re.Match[str]) -> str:
    if _BREAKING_TAG.match(tag[0]):
        return "\n"
    return " " if _CELL_TAG.match(tag[0]) else ""


def _straightened(text: TracedText) -> TracedText:
    return text if text.text.isascii() else text.translated(_STRAIGHT)


_LAYERS: tuple[Layer, ...] = (
    _without(_ANSI, "\x1b", "\\u001b", "\\x1b", "\\033", "^["),
    _without(_INVISIBLE),
    _percent_decoded,
    _html_decoded,
    _without(_BOX_PREFIX, *"│┃║╷╵╭╰├└┌┐┘┤─━═╴╶"),
    _without(_PIPE_PREFIX, "|"),
    _without(_TIME_PREFIX, ":"),
    _without(_QUOTE_PREFIX, ">", "&gt;"),
    _without(_COMMENT_PREFIX, "#", "//", "REM", ";;"),
    _without(_PROMPT_PREFIX, "$", "%", "PS", "❯"),
    _without(_BOLD, "**"),
    _straightened,
)
