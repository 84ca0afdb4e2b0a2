"""The tables of what a team adds and asks for, and of what was seen of clusters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Named, Table, TypedColumns

from bot.adapters.store.columns import ROW_NUMBER, Key, RedactedJson, RedactedText, UtcTime
from bot.adapters.store.tables import metadata


class NoteColumns(TypedColumns):
    """What a person added to an entry; a removed note keeps its row and loses its text."""

    id: Named[str] = Column(Key, primary_key=True)
    entry: Named[str] = Column(Key, nullable=False)
    workspace: Named[str] = Column(Key, nullable=False)
    author: Named[str] = Column(Key, nullable=False)
    markdown: Named[str] = Column(RedactedText, nullable=False)
    written: Named[datetime] = Column(UtcTime, nullable=False)
    edited: Named[datetime | None] = Column(UtcTime)
    removed: Named[datetime | None] = Column(UtcTime)


class DraftColumns(TypedColumns):
    """A proposed page; `state` is open, accepted or rejected."""

    id: Named[str] = Column(Key, primary_key=True)
    name: Named[str] = Column(RedactedText, nullable=False)
    workspace: Named[str] = Column(Key, nullable=False)
    author: Named[str] = Column(Key, nullable=False)
    markdown: Named[str] = Column(RedactedText, nullable=False)
    written: Named[datetime] = Column(UtcTime, nullable=False)
    state: Named[str] = Column(Key, nullable=False, index=True)
    cluster: Named[str] = Column(Key, nullable=False)
    reviewer: Named[str] = Column(Key, nullable=False)
    reviewed: Named[datetime | None] = Column(UtcTime)


class FeedbackColumns(TypedColumns):
    """A thumb of a person on an answer."""

    workspace: Named[str] = Column(Key, primary_key=True)
    place: Named[str] = Column(Key, primary_key=True)
    person: Named[str] = Column(Key, primary_key=True)
    entry: Named[str] = Column(Key, nullable=False, index=True)
    thumb: Named[str] = Column(Key, nullable=False)
    reason: Named[str] = Column(RedactedText, nullable=False)
    given: Named[datetime] = Column(UtcTime, nullable=False)


class ClusterStateColumns(TypedColumns):
    """When a cluster was seen first and last."""

    cluster: Named[str] = Column(Key, primary_key=True)
    template: Named[str] = Column(RedactedText, nullable=False)
    code: Named[str] = Column(RedactedText, nullable=False)
    first_seen: Named[datetime] = Column(UtcTime, nullable=False)
    last_seen: Named[datetime] = Column(UtcTime, nullable=False)


class SubscriptionColumns(TypedColumns):
    """A report that a channel wants; no weekday means daily."""

    id: Named[str] = Column(Key, primary_key=True)
    workspace: Named[str] = Column(Key, nullable=False)
    channel: Named[str] = Column(Key, nullable=False)
    weekday: Named[int | None] = Column(ROW_NUMBER)
    time: Named[str] = Column(Key, nullable=False)
    zone: Named[str] = Column(Key, nullable=False)
    owner: Named[str] = Column(Key, nullable=False)
    next_run: Named[datetime] = Column(UtcTime, nullable=False, index=True)
    last_run: Named[datetime | None] = Column(UtcTime)
    filters: Named[Any] = Column(RedactedJson, nullable=False)
    thread: Named[str] = Column(Key, nullable=False)
    paused: Named[bool] = Column(Boolean, nullable=False)
    failures: Named[int | None] = Column(ROW_NUMBER)
    covered: Named[int | None] = Column(ROW_NUMBER)


class WatchColumns(TypedColumns):
    """A channel in which alerts of an app are explained; no app means any."""

    workspace: Named[str] = Column(Key, primary_key=True)
    channel: Named[str] = Column(Key, primary_key=True)
    app: Named[str] = Column(Key, primary_key=True)
    person: Named[str] = Column(Key, nullable=False)
    since: Named[datetime] = Column(UtcTime, nullable=False)
    hours: Named[int] = Column(ROW_NUMBER, nullable=False)


NOTES = Table("notes", metadata, NoteColumns, Index(None, "entry", "workspace"))
DRAFTS = Table("drafts", metadata, DraftColumns)
FEEDBACK = Table("feedback", metadata, FeedbackColumns)
CLUSTER_STATES = Table("cluster_states", metadata, ClusterStateColumns)
SUBSCRIPTIONS = Table("subscriptions", metadata, SubscriptionColumns, Index(None, "workspace", "channel"))
WATCHES = Table("watches", metadata, WatchColumns)
