r"""Inline Markdown and HTML as plain text.

Placeholders such as `\<resource\>` stay; known tags, links, images and marks go.
"""

from __future__ import annotations

import html
import re

_IMAGE = re.compile(r":::image\b[^\n]{0,900}?:::|!\[[^\]\n]{0,300}\]\([^)\n]{0,300}\)")
_INCLUDE = re.compile(r"\[!INCLUDE\s?\[?[^\]\n]{0,200}\]?(?:\([^)\n]{0,300}\))?\]?", re.IGNORECASE)
_LINK = re.compile(
    r"\[([^\[\]]*)\]\(\s*[^()\s]*(?:\([^()]*\)[^()\s]*)?(?:\s+\"[^\"\n]*\")?\s*\)|\[([^\[\]\n]+)\]\[[^\]\n]*\]"
)
_TARGET = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^()\s<>]+)>?(?:\s+\"[^\"\n]*\")?\s*\)")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_TAGS = (
    "a b big blockquote br center code details div em font h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre s small span"
    " strike strong sub summary sup table tbody td th thead tr u ul"
).split()
_TAG = re.compile(rf"</?(?:{'|'.join(_TAGS)})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|p|li|ul|ol|div|hr)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~\"'/:;=?@^&%$,-])")
_SPAN = re.compile(r"(?<!`)(`{1,3})([^\n]{1,600}?)\1(?!`)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,600}?)(?<=\S)\1")
_WEAK = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![\w*])|(?<![\w_])_(?![\s_])([^_\n]+?)(?<!\s)_(?![\w_])")
_ICON = re.compile(r":(?:heavy_check_mark|x|white_check_mark|warning|no_entry):")
# Control characters, and line ends that only some programs take for such.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\ufeff\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\u00a0\n\u3000]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(<{\d])")
_LEADS_OVER = re.compile(
    r"(?i)\bfollowing\b|\bbelow\b|\bscreenshot|:$|^error message\b|^(?:for|see) (?:more|also|further)\b|^see \S|"
    r"^in this (?:article|section|message|example|output)|^this (?:article|topic|section)|^cause \d"
)
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|No|St|approx)|\b[A-Z])\.$")
# What is longer is no cell, heading or paragraph that somebody wrote to be read.
_MOST = 20_000
# What an escape stands for is put aside while tags and marks are taken out: \< becomes a private character.
_ASIDE = 0xE000


def plain(raw: str) -> str:
    r"""Give inline Markdown as one line of plain text.

    >>> plain("Attach **disk** `\\data` to [the VM](vm.md#a)<br/>of '\\<resource\\>'.")
    "Attach disk \\data to the VM of '<resource>'."
    """
    text = _COMMENT.sub(" ", without_controls(raw[:_MOST]))
    text = _SPAN.sub(lambda span: _aside(span[2]), text)
    text = _ESCAPE.sub(lambda escape: _aside(escape[1]), text)
    text = _INCLUDE.sub(" ", _ICON.sub(" ", _IMAGE.sub(" ", text)))
    text = _AUTOLINK.sub(r"\1", _linkless(text))
    text = _TAG.sub("", _BREAK.sub(" ", text))
    text = _WEAK.sub(r"\1\2", _STRONG.sub(r"\2", _STRONG.sub(r"\2", text)))
    return squeezed(html.unescape(_back(text)))


def parts(raw: str) -> list[str]:
    """Give the pieces that breaks, list items and paragraphs of a cell set apart, as plain text, without empty ones.

    >>> parts("**A**<br></br>B <ul><li>**C**: one<li>D</ul>")
    ['A', 'B', 'C: one', 'D']
    """
    return [piece for chunk in _BREAK.split(raw) if (piece := plain(chunk))]


def links(raw: str) -> list[tuple[str, str]]:
    """Give the links of a text as pairs of text and target.

    >>> links("[the VM](vm.md#a) and [**B**](https://learn.microsoft.com/azure/b)")
    [('the VM', 'vm.md#a'), ('B', 'https://learn.microsoft.com/azure/b')]
    """
    return [(plain(found[1]), found[2]) for found in _TARGET.finditer(raw)]


def without_controls(text: str) -> str:
    """Give a text without characters that no page can hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def squeezed(text: str) -> str:
    """Give a text on one line with single blanks, without what no page can hold."""
    return _BLANKS.sub(" ", _CONTROL.sub("", text)).strip()


def sentences(text: str) -> list[str]:
    """Give the sentences of a plain text.

    >>> sentences("Use e.g. Standard_D2. Then wait. Done")
    ['Use e.g. Standard_D2.', 'Then wait.', 'Done']
    """
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return found


def telling(text: str) -> str:
    """Give a plain text without the sentences that only lead over to what stands below.

    >>> telling("The VM is gone. To fix this error, take the following steps:")
    'The VM is gone.'
    """
    return " ".join(sentence for sentence in sentences(text) if not _LEADS_OVER.search(sentence))


def shortened(text: str, *, most: int) -> str:
    """Give as many whole sentences as fit, or the first one cut at a word.

    >>> shortened("One two. Three four. Five.", most=21), shortened("One two three", most=9)
    ('One two. Three four.', 'One two …')
    """
    kept = ""
    for sentence in sentences(text):
        if len(kept) + len(sentence) + 1 > most:
            break
        kept = f"{kept} {sentence}".strip()
    if kept or len(text) <= most:
        return kept or text
    cut = text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-")
    return f"{cut} …"


def _linkless(text: str) -> str:
    for _ in range(3):
        fewer = _LINK.sub(lambda link: link[1] or link[2] or "", text)
        if fewer == text:
            break
        text = fewer
    return text


def _aside(text: str) -> str:
    return "".join(chr(_ASIDE + ord(char)) if char < "\x80" and not char.isalnum() else char for char in text)


def _back(text: str) -> str:
    return "".join(chr(ord(char) - _ASIDE) if _ASIDE <= ord(char) < _ASIDE + 0x80 else char for char in text)
