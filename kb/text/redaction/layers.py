"""What stands in a text when its escapes are read: JSON strings, HTML entities, percent-encoding, named base64.

Decoding runs over whole texts and must stay cheap, so it keeps no map. Every escape stands for exactly one character;
where something was found, the escapes before it are counted again and give its place one layer below.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kb.text.redaction.kinds import Find, Page, places

_DEEPEST = 9
_BACKSLASH = "\ufdd0"  # a noncharacter: stands for a backslash that is no longer an escape
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "/": "/", '"': '"', "'": "'"}
_JSON_UNIT = re.compile(r"""\\(?:["'\\/bfnrt]|u[0-9A-Fa-f]{4})""")
_UNICODE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_PERCENT_UNIT = re.compile(r"%[2-7][0-9A-Fa-f]|%0[9AaDd]")
_PERCENTS = {f"{n:02x}": chr(n) for n in (9, 10, 13, *range(32, 128))}
_PERCENTS |= {code.upper(): char for code, char in _PERCENTS.items()}
_NAMED = {"quot": '"', "amp": "&", "lt": "<", "gt": ">", "apos": "'", "nbsp": " ", "sol": "/", "equals": "="}
_NAMED |= {"colon": ":", "semi": ";", "plus": "+", "num": "#", "excl": "!", "commat": "@", "dollar": "$"}
_ENTITY_UNIT = re.compile(rf"&(?:#0{{0,2}}[0-9]{{1,3}}|#[xX]0{{0,2}}[0-9A-Fa-f]{{2}}|{'|'.join(_NAMED)});")
_LONGEST_ENTITY = 8
_COLOUR_UNIT = re.compile("\x1b\\[[0-9;]{0,12}m")
_ENCODED = re.compile(
    r"""(?:customdata|userdata|encodedcommand|-enc|kubeconfig|\.dockerconfigjson)["']?[ \t]{0,4}[:=]?[ \t]{0,4}["']?"""
    r"(?=[a-z0-9+/]{16})"
)
_NAMES = ("customdata", "userdata", "-enc", "encodedcommand", "kubeconfig", ".dockerconfigjson")
# apiVersion, clusters:, -----BEGIN, #cloud-config, #!/bin
_OPENINGS = ("YXBpVmVyc2lvbj", "Y2x1c3RlcnM6", "LS0tLS1CRUdJTi", "I2Nsb3VkLWNvbmZpZw", "IyEvYmlu")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}+={0,2}")


@dataclass(frozen=True, slots=True)
class Decoder:
    """A way of escaping: its sign, the escapes themselves, and the text with all of them read."""

    sign: str
    unit: re.Pattern[str]
    decode: Callable[[str], str]


def _json(text: str) -> str:
    if "\\\\" in text:
        text = text.replace("\\\\", _BACKSLASH)
    for letter, char in _CONTROLS.items():
        text = text.replace("\\" + letter, char)
    if "\\u" in text:
        text = _UNICODE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace(_BACKSLASH, "\\")


def _percent(text: str) -> str:
    first, *parts = text.split("%")
    known = _PERCENTS.get
    return first + "".join([char + part[2:] if (char := known(part[:2])) else "%" + part for part in parts])


def _entity(found: re.Match[str]) -> str:
    name = found[0][1:-1]
    if name[0] != "#":
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code)


def _html(text: str) -> str:
    return _ENTITY_UNIT.sub(_entity, text)


def _doubled(text: str) -> str:
    return text.replace('""', '"')


def _ticked(text: str) -> str:
    return text.replace('`"', '"')


def _plain(text: str) -> str:
    return _COLOUR_UNIT.sub(" ", text)


_DECODERS = (
    Decoder("\x1b[", _COLOUR_UNIT, _plain),
    Decoder('"":', re.compile('""'), _doubled),
    Decoder('`":', re.compile('`"'), _ticked),
    Decoder("\\", _JSON_UNIT, _json),
    Decoder("&", _ENTITY_UNIT, _html),
    Decoder("%", _PERCENT_UNIT, _percent),
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A page and how it was read from the layer below, which is None for the text as given."""

    page: Page
    below: Layer | None = None
    decoder: Decoder | None = None

    def origins(self, finds: Sequence[Find]) -> list[Find]:
        """Give the finds of this layer where they stand in the text as given."""
        layer: Layer = self
        while layer.below and layer.decoder:
            finds = _lowered(finds, layer.decoder.unit, layer.below.page.text)
            layer = layer.below
        return list(finds)


def layers(text: str) -> Iterator[Layer]:
    """Give the text as it is, then each layer that decoding uncovers, outermost first."""
    layer: Layer | None = Layer(Page(text))
    for _ in range(_DEEPEST):
        if layer is None:
            return
        yield layer
        layer = _next(layer)


def _next(layer: Layer) -> Layer | None:
    text = layer.page.text
    for decoder in _DECODERS:
        if decoder.sign in text and len(decoded := decoder.decode(text)) != len(text):
            return Layer(Page(decoded), layer, decoder)
    return None


def _lowered(finds: Sequence[Find], unit: re.Pattern[str], below: str) -> list[Find]:
    wanted = sorted({place for find in finds for place in (find.start, find.end)})
    there = dict(zip(wanted, _places_below(wanted, unit, below), strict=True))
    return [Find(there[find.start], there[find.end], find.kind) for find in finds]


def _places_below(wanted: Sequence[int], unit: re.Pattern[str], below: str) -> Iterator[int]:
    remaining = iter(wanted)
    place = next(remaining, None)
    shift = 0
    for found in unit.finditer(below):
        here = found.start() - shift
        while place is not None and place <= here:
            yield place + shift
            place = next(remaining, None)
        if place is None:
            return
        shift += found.end() - found.start() - 1
    while place is not None:
        yield place + shift
        place = next(remaining, None)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A base64 text whose format is known (cloud-init, kubeconfig, encoded command), and what it holds."""

    start: int
    end: int
    content: str


def embedded(page: Page) -> list[Encoded]:
    """Give the encoded texts of a page."""
    starts = [found.end() for found in _ENCODED.finditer(page.lower)] if page.has(*_NAMES) else []
    starts += [at for opening in _OPENINGS for at in places(page.text, opening)]
    texts: list[Encoded] = []
    end = 0
    for start in sorted(starts):
        if start >= end and (found := _BASE64.match(page.text, start)):
            end = found.end()
            if content := _content(found[0]):
                texts.append(Encoded(start, end, content))
    return texts


def _content(encoded: str) -> str:
    whole = encoded.rstrip("=")
    whole = whole[: len(whole) - (len(whole) % 4 == 1)]
    try:
        raw = base64.b64decode(whole + "=" * (-len(whole) % 4))
    except binascii.Error:
        return ""
    return raw.decode("utf-16-le" if raw[1:2] == b"\0" else "utf-8", "replace")
