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

from kb.text.lazily import lazily
from kb.text.redaction.kinds import Find, Page, places

_MOST_LAYERS = 1000
_BLOCK = 2048
_WHOLE = 8 * _BLOCK
_APART = 8  # blocks between parts that are looked through by themselves: many small parts cost more than a large one
_LONGEST_UNIT = 400
_MOST_CHARACTERS, _MOST_DOUBTFUL = 5_000_000, 1_500_000
_BACKSLASH = "\ufdd0"  # a noncharacter: stands for a backslash that is no longer an escape
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "/": "/", '"': '"', "'": "'"}
_COLOUR = lazily("\x1b\\[[0-9;]{0,12}m")
_JSON_UNIT = lazily(rf"""\\(?:["'\\/bfnrt]|u[0-9A-Fa-f]{{4}})|{_COLOUR.pattern}""")
_UNICODE = lazily(r"\\u([0-9A-Fa-f]{4})")
_PERCENT_UNIT = lazily(r"%[2-7][0-9A-Fa-f]|%0[9AaDd]")
_FORM = lazily(r"\+[^\s+]{0,400}?%[2-7][0-9A-Fa-f]|%[2-7][0-9A-Fa-f]\+|(?<=\w)\+--?[A-Za-z]")
_FORM_UNIT = lazily(rf"\+|{_PERCENT_UNIT.pattern}")
_PERCENTS = {f"{n:02x}": chr(n) for n in (9, 10, 13, *range(32, 128))}
_PERCENTS |= {code.upper(): char for code, char in _PERCENTS.items()}
_NAMED = {"quot": '"', "amp": "&", "lt": "<", "gt": ">", "apos": "'", "nbsp": " ", "sol": "/", "equals": "="}
_NAMED |= {"colon": ":", "semi": ";", "plus": "+", "num": "#", "excl": "!", "commat": "@", "dollar": "$"}
_ENTITY_UNIT = lazily(rf"&(?:#0{{0,2}}[0-9]{{1,3}}|#[xX]0{{0,2}}[0-9A-Fa-f]{{2}}|{'|'.join(_NAMED)});")
_ENCODED = lazily(
    r"""(?:customdata|userdata|encodedcommand|-enc|kubeconfig|\.dockerconfigjson)["']?[ \t]{0,4}[:=]?[ \t]{0,4}["']?"""
    r"(?=[a-z0-9+/]{16})"
)
_NAMES = ("customdata", "userdata", "-enc", "encodedcommand", "kubeconfig", ".dockerconfigjson")
# apiVersion, clusters:, -----BEGIN, #cloud-config, #!/bin
_OPENINGS = ("YXBpVmVyc2lvbj", "Y2x1c3RlcnM6", "LS0tLS1CRUdJTi", "I2Nsb3VkLWNvbmZpZw", "IyEvYmlu")
_BASE64 = lazily(r"[A-Za-z0-9+/]{16,}+={0,2}")


@dataclass(frozen=True, slots=True)
class Decoder:
    """A way of escaping: its signs, the escapes themselves, how all of them are read, and what must occur first."""

    signs: tuple[str, ...]
    unit: re.Pattern[str]
    decode: Callable[[str], str]
    when: re.Pattern[str]


def _json(text: str) -> str:
    """Give the text with the escapes of JSON strings read, and the colours of a terminal turned to blanks."""
    if "\x1b[" in text:
        text = _COLOUR.sub(" ", text)
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


def _form(text: str) -> str:
    return _percent(text.replace("+", " "))


def _entity(found: re.Match[str]) -> str:
    name = found[0][1:-1]
    if name[0] != "#":
        return _NAMED[name]
    return chr(int(f"0{name[1:]}", 16) if name[1] in "xX" else int(name[1:]))


def _html(text: str) -> str:
    return _ENTITY_UNIT.sub(_entity, text)


def _doubled(text: str) -> str:
    return text.replace('""', '"')


def _ticked(text: str) -> str:
    return text.replace('`"', '"')


_DECODERS = (
    Decoder(("\\", "\x1b["), _JSON_UNIT, _json, _JSON_UNIT),
    Decoder(("&",), _ENTITY_UNIT, _html, _ENTITY_UNIT),
    Decoder(("%",), _PERCENT_UNIT, _percent, _PERCENT_UNIT),
)
# These read signs that mean something else elsewhere: what they give is looked through beside the other layers.
_DOUBTFUL = (
    Decoder(('""',), lazily('""'), _doubled, lazily(r'""[^"\n]{1,400}+""')),
    Decoder(('`"',), lazily('`"'), _ticked, lazily(r'`"[^"`\n]{1,400}+`"')),
    Decoder(("+",), _FORM_UNIT, _form, _FORM),
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A page and where it comes from: the part of the layer below that was decoded, and how. The lowest has neither."""

    page: Page
    below: Layer | None = None
    decoder: Decoder | None = None
    start: int = 0
    end: int = 0

    @property
    def certain(self) -> bool:
        """Tell whether no doubtful decoder led here."""
        return self.decoder not in _DOUBTFUL and (self.below is None or self.below.certain)

    def origins(self, finds: Sequence[Find]) -> list[Find]:
        """Give the finds of this layer where they stand in the text as given."""
        layer: Layer = self
        while layer.below and layer.decoder and finds:
            part = layer.below.page.text[layer.start : layer.end]
            finds = _lowered(finds, layer.decoder.unit, part, layer.start)
            layer = layer.below
        return list(finds)


def layers(text: str) -> Iterator[Layer]:
    """Give the text as it is, then layer upon layer what decoding uncovers: of a long text, only what it changes."""
    left, doubtful = max(_MOST_CHARACTERS, len(text)), max(_MOST_DOUBTFUL, len(text))
    waiting = [Layer(Page(text))]
    for _ in range(_MOST_LAYERS):
        if not waiting:
            return
        layer = waiting.pop()
        left -= len(layer.page.text)
        doubtful -= 0 if layer.certain else len(layer.page.text)
        if left < 0:
            return
        if doubtful < 0 and not layer.certain:
            continue
        yield layer
        waiting += _decoded(layer, _DECODERS)
        if layer.certain:
            waiting += (each for decoder in _DOUBTFUL for each in _decoded(layer, (decoder,)))


def _decoded(layer: Layer, decoders: Sequence[Decoder]) -> Iterator[Layer]:
    """Give the layers over this one; each part of it is read by the first decoder that finds something to read."""
    text = layer.page.text
    present = [decoder for decoder in decoders if any(sign in text for sign in decoder.signs)]
    for decoder, start, end in _parts(text, present) if present else ():
        yield Layer(Page(decoder.decode(text[start:end])), layer, decoder, start, end)


def _parts(text: str, decoders: Sequence[Decoder]) -> Iterator[tuple[Decoder, int, int]]:
    """Give the parts that decoders change, with a block of what stands around; blocks that are near are one part."""
    if len(text) <= _WHOLE:
        yield from [(each, 0, len(text)) for each in decoders if each.when.search(text)][:1]
        return
    open_: dict[Decoder, tuple[int, int]] = {}
    for start in range(0, len(text), _BLOCK):
        block = text[start : start + _BLOCK + _LONGEST_UNIT]
        decoder = next((each for each in decoders if each.when.search(block)), None)
        if not decoder:
            continue
        first, last = open_.get(decoder, (start, -1))
        if start - _APART * _BLOCK > last >= 0:
            yield decoder, max(0, first - _BLOCK), last + 2 * _BLOCK
            first = start
        open_[decoder] = first, start
    yield from ((decoder, max(0, first - _BLOCK), last + 2 * _BLOCK) for decoder, (first, last) in open_.items())


def _lowered(finds: Sequence[Find], unit: re.Pattern[str], part: str, start: int) -> list[Find]:
    wanted = sorted({place for find in finds for place in (find.start, find.end)})
    there = dict(zip(wanted, _places_below(wanted, unit, part), strict=True))
    return [Find(there[find.start] + start, there[find.end] + start, find.kind) for find in finds]


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
