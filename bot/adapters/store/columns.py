"""Column types that keep the store's promises by themselves: no secret is written, and every time is in UTC."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from kb.text.redaction import redact

LONGEST_KEY = 200  # characters; PostgreSQL indexes no more than 2,700 bytes
# Ids and words of this shape are no secrets: the shortest that is one by itself has twenty characters.
_HARMLESS = re.compile(r"[A-Za-z0-9.]{0,18}")
_BETWEEN = "\n\x1e\n"
ROW_NUMBER: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER counts up in SQLite


class RedactedText(TypeDecorator[str]):
    """Text that is redacted on its way in, whoever redacted it before."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's call
        """Give the text as it is written: without secrets, and without characters that no database takes."""
        return None if value is None else _redacted(value)


class Key(TypeDecorator[str]):
    """An id that rows are found by; one that holds a secret or is very long is cut, and stays unlike all others."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's call
        """Give the id as it is written and looked for."""
        return None if value is None else as_key(value)


class RedactedJson(TypeDecorator[Any]):
    """A value of lists, objects, texts and numbers; every text in it is redacted on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002 - SQLAlchemy's call
        """Give the value as it is written."""
        if value is None:
            return None
        # Nearly always there is nothing to take out, and one look at all texts together is much quicker.
        together = _BETWEEN.join(_texts(value))
        return json.dumps(value if _redacted(together) == together else _without_secrets(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - see above
        """Give the value as it was, tuples as lists."""
        return None if value is None else json.loads(value)


class UtcTime(TypeDecorator[datetime]):
    """A time with its zone: goes in from any zone, comes out in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - see above
        """Give the time in UTC.

        Raises:
            ValueError: the time has no zone.
        """
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - see above
        """Give the time in UTC; SQLite keeps no zone, PostgreSQL answers in that of the session."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def as_key(value: str) -> str:
    """Give an id as it is written and looked for."""
    key = _redacted(value)
    if key == value and len(key) <= LONGEST_KEY:
        return key
    return f"{key[:LONGEST_KEY]}#{blake2b(value.encode(errors='replace'), digest_size=16).hexdigest()}"


def _redacted(text: str) -> str:
    if _HARMLESS.fullmatch(text):
        return text
    once = redact(text).text.text
    # PostgreSQL takes no NUL, and neither database takes half of a surrogate pair.
    plain = once.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
    return once if plain == once else redact(plain).text.text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)


def _without_secrets(value: object) -> object:
    if isinstance(value, str):
        return _redacted(value)
    if isinstance(value, Mapping):
        return {key: _without_secrets(inner) for key, inner in value.items()}
    return [_without_secrets(inner) for inner in value] if isinstance(value, Sequence) else value
