"""The tables of questions on their way in and messages on their way out.

`leased_by` and `leased_until` stay empty as long as one process does the work; several will say there who does which.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, LargeBinary, Named, Table, TypedColumns, UniqueConstraint

from bot.adapters.store.columns import ROW_NUMBER, Key, RedactedJson, RedactedText, UtcTime
from bot.adapters.store.tables import metadata


class EventColumns(TypedColumns):
    """A question; `state` is received, answering, answered or failed. The text is kept until it is answered."""

    id: Named[int] = Column(ROW_NUMBER, primary_key=True)
    event: Named[str] = Column(Key, nullable=False, unique=True)
    workspace: Named[str] = Column(Key, nullable=False)
    channel: Named[str] = Column(Key, nullable=False)
    thread: Named[str] = Column(Key, nullable=False)
    message: Named[str] = Column(Key, nullable=False)
    person: Named[str] = Column(Key, nullable=False)
    text: Named[str] = Column(RedactedText, nullable=False)
    redactions: Named[Any] = Column(RedactedJson, nullable=False)
    refused: Named[str] = Column(RedactedText, nullable=False)
    files: Named[int] = Column(ROW_NUMBER, nullable=False)
    attached: Named[Any] = Column(RedactedJson, nullable=True)
    way: Named[str] = Column(Key, nullable=False, server_default="")
    state: Named[str] = Column(Key, nullable=False)
    received: Named[datetime] = Column(UtcTime, nullable=False, index=True)
    leased_by: Named[str | None] = Column(Key)
    leased_until: Named[datetime | None] = Column(UtcTime)


class OutboxColumns(TypedColumns):
    """A message; `state` is waiting, sent or failed. `position` is its place in the queue if that is not its number."""

    id: Named[int] = Column(ROW_NUMBER, primary_key=True)
    position: Named[int | None] = Column(ROW_NUMBER)
    event: Named[str] = Column(Key, nullable=False, index=True)
    workspace: Named[str] = Column(Key, nullable=False)
    channel: Named[str] = Column(Key, nullable=False)
    thread: Named[str] = Column(Key, nullable=False)
    kind: Named[str] = Column(Key, nullable=False)
    person: Named[str] = Column(Key, nullable=False)
    edits: Named[str] = Column(Key, nullable=False)
    text: Named[str] = Column(RedactedText, nullable=False)
    blocks: Named[Any] = Column(RedactedJson, nullable=False)
    file: Named[Any] = Column(RedactedJson, nullable=True)
    content: Named[bytes | None] = Column(LargeBinary)
    state: Named[str] = Column(Key, nullable=False)
    written: Named[datetime] = Column(UtcTime, nullable=False, index=True)
    attempts: Named[int] = Column(ROW_NUMBER, nullable=False)
    next_try: Named[datetime] = Column(UtcTime, nullable=False)
    sent: Named[datetime | None] = Column(UtcTime)
    ts: Named[str | None] = Column(Key)
    error: Named[str | None] = Column(RedactedText)
    leased_by: Named[str | None] = Column(Key)
    leased_until: Named[datetime | None] = Column(UtcTime)


class AuditColumns(TypedColumns):
    """Who asked what kind of question with which scope, and how it ended."""

    id: Named[int] = Column(ROW_NUMBER, primary_key=True)
    asked: Named[datetime] = Column(UtcTime, nullable=False, index=True)
    workspace: Named[str] = Column(Key, nullable=False)
    channel: Named[str] = Column(Key, nullable=False)
    person: Named[str] = Column(Key, nullable=False)
    kind: Named[str] = Column(RedactedText, nullable=False)
    scope: Named[str] = Column(RedactedText, nullable=False)
    outcome: Named[str] = Column(RedactedText, nullable=False)


class InstallationColumns(TypedColumns):
    """Tokens of a workspace, encrypted before they come here."""

    workspace: Named[str] = Column(Key, primary_key=True)
    blob: Named[bytes] = Column(LargeBinary, nullable=False)
    changed: Named[datetime] = Column(UtcTime, nullable=False)


class InstallStateColumns(TypedColumns):
    """A way to Slack's consent page that was begun, and until when it may end."""

    state: Named[str] = Column(Key, primary_key=True)
    until: Named[datetime] = Column(UtcTime, nullable=False, index=True)


class LeaseColumns(TypedColumns):
    """Work that one process does, which, and until when unless it goes on."""

    name: Named[str] = Column(Key, primary_key=True)
    holder: Named[str] = Column(Key, nullable=False)
    until: Named[datetime] = Column(UtcTime, nullable=False)


EVENTS = Table(
    "events",
    metadata,
    EventColumns,
    UniqueConstraint("workspace", "channel", "message"),
    Index(None, "state", "id"),
    Index(None, "workspace", "channel", "thread"),
)
OUTBOX = Table("outbox", metadata, OutboxColumns, Index(None, "state", "workspace", "channel", "id"))
AUDIT = Table("audit", metadata, AuditColumns)
INSTALLATIONS = Table("installations", metadata, InstallationColumns)
INSTALL_STATES = Table("install_states", metadata, InstallStateColumns)
LEASES = Table("leases", metadata, LeaseColumns)
