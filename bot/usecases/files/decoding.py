"""The text in the bytes of a file, if it is text at all."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT: Final = 64 * 1024
_MOST_ODD: Final = 0.05  # of all bytes; more are no text
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\b\x1b")) + b"\x7f"
_SIGNATURES: Final = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90", b"Rar!", b"7z\xbc\xaf")


def text_of(data: bytes) -> str | None:
    r"""Give the text by its byte order mark, else as UTF-8, UTF-16 or Latin-1; None if it is no text.

    >>> text_of("für".encode("latin-1")), text_of(b"\x89PNG\r\n"), text_of("ab".encode("utf-16"))
    ('für', None, 'ab')
    """
    if data.startswith(_SIGNATURES):
        return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plausible(data.decode(encoding, "replace"))
    if b"\0" in data[:_LOOKED_AT]:
        return _without_mark(data)
    try:
        return _plausible(data.decode())
    except UnicodeDecodeError:
        pass
    return None if _share_of_controls(data[:_LOOKED_AT]) > _MOST_ODD else data.decode("latin-1")


def _without_mark(data: bytes) -> str | None:
    """Give the text of UTF-16 without a mark: every other byte of Western letters is zero, the others are not."""
    head = data[:_LOOKED_AT]
    for zeros, letters, encoding in ((head[1::2], head[::2], "utf-16-le"), (head[::2], head[1::2], "utf-16-be")):
        if zeros.count(0) > len(zeros) / 2 and letters.count(0) < len(letters) * _MOST_ODD:
            return _plausible(data.decode(encoding, "replace"))
    return None


def _plausible(text: str) -> str | None:
    head = text[:_LOOKED_AT]
    odd = _share_of_controls(head.encode(errors="replace")) if head else 0.0
    lost = head.count("\N{REPLACEMENT CHARACTER}") / max(len(head), 1)
    return None if odd > _MOST_ODD or lost > _MOST_ODD else text


def _share_of_controls(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROLS)) / max(len(data), 1)
