"""The tables as the program knows them; migrations bring a database to the same shape, and a test compares both."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, MetaData, Named, Table, TypedColumns

from bot.adapters.store.columns import ROW_NUMBER, Key, RedactedJson, RedactedText, UtcTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class ClaimColumns(TypedColumns):
    """An event that was taken for answering, and when."""

    event: Named[str] = Column(Key, primary_key=True)
    claimed: Named[datetime] = Column(UtcTime, nullable=False, index=True)


class ThreadColumns(TypedColumns):
    """What a thread is about, and when that was said last."""

    thread: Named[str] = Column(Key, primary_key=True)
    about: Named[str] = Column(RedactedText, nullable=False)
    resource: Named[str | None] = Column(RedactedText)
    window_start: Named[datetime | None] = Column(UtcTime)
    window_end: Named[datetime | None] = Column(UtcTime)
    files: Named[Any] = Column(RedactedJson, nullable=True)
    remembered: Named[datetime] = Column(UtcTime, nullable=False, index=True)


class SightingColumns(TypedColumns):
    """One time that an entry was asked about."""

    id: Named[int] = Column(ROW_NUMBER, primary_key=True)
    entry: Named[str] = Column(RedactedText, nullable=False)
    place: Named[str] = Column(RedactedText, nullable=False)
    seen: Named[datetime] = Column(UtcTime, nullable=False, index=True)


class CaseColumns(TypedColumns):
    """A decision about a cluster, numbered in the order of recording; taken back if `undone` is set."""

    id: Named[int] = Column(ROW_NUMBER, primary_key=True)
    cluster: Named[str] = Column(Key, nullable=False, index=True)
    decision: Named[str] = Column(RedactedText, nullable=False)
    merged_into: Named[str | None] = Column(Key)
    decided_by: Named[str] = Column(RedactedText, nullable=False)
    decided: Named[datetime] = Column(UtcTime, nullable=False)
    undone_by: Named[str | None] = Column(RedactedText)
    undone: Named[datetime | None] = Column(UtcTime)


CLAIMS = Table("claims", metadata, ClaimColumns)
THREADS = Table("threads", metadata, ThreadColumns)
SIGHTINGS = Table("sightings", metadata, SightingColumns)
CASES = Table("cases", metadata, CaseColumns)
