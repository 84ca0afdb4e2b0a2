"""What the delivery of questions and answers needs from outside: nothing asked is lost, nothing answered twice.

Each port has one fake in tests/fakes and its real part in bot/adapters/store. Texts are redacted; times are
timezone-aware and in UTC. Every method raises `bot.usecases.ports.StoreError` if the store cannot be reached.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.usecases.ports import SharedFile

Outcome = Literal["answered", "failed"]
MessageKind = Literal["message", "edit", "private", "file"]
Way = Literal["", "reply", "alert"]
EDITION = "@"  # between the id of a message and the time at which it was edited
ANSWER_TO = "@"  # before the id of a message of a person: an edit takes the place of what answered that


@dataclass(frozen=True, slots=True)
class Question:
    """A question that reached the bot: redacted text, and where and by whom it was asked.

    `event` is the id under which it came, `message` the id of the message in its channel; neither comes twice.
    `redactions` says how many secrets of which kind were taken out of the text. `refused` is why it is not answered,
    "" if it is; then the text is not kept. `files` counts what was attached, `attached` is what of it may be fetched.
    An edited message is a question of its own, with `EDITION` and the time of editing behind its id. `way` is "" for
    what was said to the bot; what was not ("reply" in a thread of the bot, "alert" of an app) may end in silence.
    """

    event: str
    workspace: str
    channel: str
    thread: str
    message: str
    person: str
    text: str
    received: datetime
    redactions: tuple[tuple[str, int], ...] = ()
    refused: str = ""
    files: int = 0
    attached: tuple[SharedFile, ...] = ()
    way: Way = ""


class Events(Protocol):
    """Questions from the moment they are acknowledged until they are answered."""

    def receive(self, questions: Sequence[Question]) -> Sequence[Question]:
        """Keep questions, all together; gives those that were not known, neither by event nor by message."""
        ...

    def take(self, most: int) -> Sequence[Question]:
        """Take up to `most` questions for answering, oldest first; nobody else gets them."""
        ...

    def close(self, event: str, outcome: Outcome) -> None:
        """Say how a question ended; its text is forgotten."""
        ...

    def reopen(self) -> int:
        """Put back what was taken and never ended, because the process did; gives how many."""
        ...

    def waiting(self) -> int:
        """Give how many questions wait to be taken."""
        ...

    def asked_in(self, workspace: str, channel: str, thread: str) -> frozenset[str]:
        """Give the people who asked the bot itself something in a thread and were not refused."""
        ...

    def is_known(self, workspace: str, channel: str, message: str) -> bool:
        """Say whether a message, in whichever edition, was a question."""
        ...

    def is_overtaken(self, question: Question) -> bool:
        """Say whether a later edition of the message of a question came in after it."""
        ...


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send: its name, its title, a sentence that stands for it where it cannot be seen, and its bytes."""

    name: str
    title: str
    alt: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """Something to send to a channel, in a thread if `thread` is not "".

    `text` says all in plain markup; `blocks` are what is shown where they are accepted. `person` asked for it: a
    private message is shown to nobody else, and any other goes there if the channel does not take it. An edit replaces
    the message `edits`, or with `ANSWER_TO` before it the answer to that message; a file needs `attachment`. `event` is
    the question that it answers, "" if none.
    """

    workspace: str
    channel: str
    thread: str
    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()
    kind: MessageKind = "message"
    person: str = ""
    edits: str = ""
    event: str = ""
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that waits to be sent: its number, and how often sending was tried."""

    number: int
    message: Message
    written: datetime
    attempts: int


class Outbox(Protocol):
    """Messages on their way out. Those of one channel leave in the order of writing."""

    def write(self, messages: Sequence[Message], *, at: datetime, answers: str = "", once: str = "") -> bool:
        """Keep messages for sending; in the same moment the question of the event `answers` is answered.

        With a key `once` they are kept only if nothing was kept under that key before; gives whether they were.
        """
        ...

    def due(self, at: datetime, *, most: int, but: Collection[tuple[str, str]] = ()) -> Sequence[Outgoing]:
        """Give the oldest message of each channel whose time has come, `most` at a time.

        `but` are workspaces and channels to pass over. A message that was put off holds up those behind it.
        """
        ...

    def next_due(self) -> datetime | None:
        """Give the earliest time at which a message may be sent, or None if there is none."""
        ...

    def sent(self, number: int, *, ts: str, at: datetime) -> None:
        """Say that a message was sent and under which id it stands; its content is forgotten."""
        ...

    def put_off(self, number: int, *, until: datetime, error: str) -> None:
        """Try a message again later; counts the attempt."""
        ...

    def give_up(self, number: int, *, error: str, instead: Sequence[Message] = (), at: datetime) -> None:
        """Say that a message cannot be sent; in the same moment other messages take its place at the head."""
        ...

    def replies(self, workspace: str, channel: str, message: str) -> Sequence[str]:
        """Give the ids of the messages that answered a message of a person, any edition, in the order of sending."""
        ...


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Who asked what kind of question with which scope, when, and how it ended; never the question itself."""

    asked: datetime
    workspace: str
    channel: str
    person: str
    kind: str
    scope: str
    outcome: str


class Audit(Protocol):
    """The record of who asked."""

    def add(self, record: AuditRecord) -> None:
        """Keep a record."""
        ...

    def between(self, start: datetime, end: datetime) -> Sequence[AuditRecord]:
        """Give the records from start (included) to end (excluded), oldest first."""
        ...


class Installations(Protocol):
    """The encrypted tokens of each workspace, or organisation, that installed the bot."""

    def put(self, workspace: str, blob: bytes, *, at: datetime) -> None:
        """Keep the tokens of a workspace, in place of older ones."""
        ...

    def get(self, workspace: str) -> bytes | None:
        """Give the tokens of a workspace, or None if it has none."""
        ...

    def drop(self, workspace: str) -> None:
        """Forget the tokens of a workspace, if there are any."""
        ...

    def workspaces(self) -> Sequence[str]:
        """Give the workspaces that have tokens, in order."""
        ...


class InstallStates(Protocol):
    """Ways to Slack's consent page that were begun; each may be ended once."""

    def begin(self, state: str, *, at: datetime, until: datetime) -> None:
        """Keep that a way was begun; those whose time was over at the time `at` are forgotten."""
        ...

    def end(self, state: str, *, at: datetime) -> bool:
        """End a way; False if it was not begun, ended before, or its time is over."""
        ...


class Forgetting(Protocol):
    """Forgetting a workspace that took the bot away."""

    def forget_workspace(self, workspace: str) -> int:
        """Forget, all together, what came from a workspace; gives how many rows.

        What stays: the record of who asked, and pages that a maintainer accepted, without who wrote them and where.
        """
        ...


class Leases(Protocol):
    """Work that only one process at a time may do, by the name of the work."""

    def hold(self, name: str, *, by: str, at: datetime, until: datetime) -> bool:
        """Take a work, or go on with it, until a time; False if another holds it at the time `at`."""
        ...

    def leave(self, name: str, *, by: str) -> None:
        """Give a work up, if one holds it, so that another may take it at once."""
        ...
