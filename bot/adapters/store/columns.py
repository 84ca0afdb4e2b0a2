"""Column types that keep the store's promises by themselves: no secret is written, and every time is in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from kb.text.redaction import redact

LONGEST_KEY = 200  # characters; PostgreSQL indexes no more than 2,700 bytes
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
        if value is None:
            return None
        key = _redacted(value)
        if key == value and len(key) <= LONGEST_KEY:
            return key
        return f"{key[:LONGEST_KEY]}#{blake2b(value.encode(errors='replace'), digest_size=16).hexdigest()}"


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


def _redacted(text: str) -> str:
    once = redact(text).text.text
    # PostgreSQL takes no NUL, and neither database takes half of a surrogate pair.
    plain = once.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
    return once if plain == once else redact(plain).text.text
