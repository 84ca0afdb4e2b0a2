"""Text of documents without ids, addresses and secrets that look like somebody's."""

from __future__ import annotations

import re

from kb.text.redaction import redact

_GUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12,13}\b", re.IGNORECASE)
_ZEROS = "00000000-0000-0000-0000-000000000000"
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?!(?:example|contoso)\.)[\w-]{1,63}\.[\w.-]{1,63}", re.IGNORECASE)
_IP = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)")
_KNOWN_IP = re.compile(
    r"^(?:10\.|127\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|0\.0\.0\.0$"
    r"|168\.63\.129\.16$|169\.254\.169\.254$|255\.255\.255\.255$)"
)
_VERSION_BEFORE = re.compile(r"(?i)(?:version|agent|release|kernel|build|v)[^\w]{0,3}$")
_LOCALE = re.compile(r"(//[^/\s]+)/[a-z]{2}-[a-z]{2}/", re.IGNORECASE)
_PLAIN_HTTP = re.compile(r"\bhttp://(?!169\.254)")
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b")
_SECRET = re.compile(r"\[redacted:[a-z-]+\]")


def neutral(text: str) -> str:
    """Give a text with zeros for ids, documentation addresses for real ones, and no secrets.

    >>> neutral("Mail me@home.org about 11112222-3333-4444-5555-666677778888 at 20.1.2.3 and 10.0.0.4")
    'Mail user@example.com about 00000000-0000-0000-0000-000000000000 at 203.0.113.7 and 10.0.0.4'
    """
    text = _MAIL.sub("user@example.com", _GUID.sub(_ZEROS, text))
    text = _IP.sub(lambda found: _address(found, text), text)
    text = _PLAIN_HTTP.sub("https://", _LOCALE.sub(r"\1/", text))
    return _SECRET.sub("<secret>", redact(_UNFINISHED.sub("…", text)).text.text)


def _address(found: re.Match[str], text: str) -> str:
    if _KNOWN_IP.match(found[0]):
        return found[0]
    if _VERSION_BEFORE.search(text, max(0, found.start() - 12), found.start()):
        return f"{found[0].rpartition('.')[0]}.x"
    return "203.0.113.7"
