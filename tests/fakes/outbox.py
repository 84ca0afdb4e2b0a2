"""An outbox in a list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from bot.usecases.delivery_ports import Message, Outgoing
from tests.fakes.events import FakeEvents


@dataclass
class Kept:
    """A message and what became of it."""

    outgoing: Outgoing
    next_try: datetime
    state: str = "waiting"
    ts: str = ""
    error: str = ""


class FakeOutbox:
    """The port Outbox; tests may look at `kept`, in the order of sending."""

    def __init__(self, events: FakeEvents) -> None:
        self.events = events
        self.kept: list[Kept] = []
        self.keys: set[str] = set()
        self._numbers = count(1)

    def write(self, messages: Sequence[Message], *, at: datetime, answers: str = "", once: str = "") -> bool:
        """Keep messages for sending; in the same moment the question of the event `answers` is answered."""
        if once in self.keys:
            return False
        self.keys |= {once} - {""}
        self._insert(len(self.kept), messages, at=at)
        if answers:
            self.events.close(answers, "answered")
        return True

    def due(self, at: datetime, *, most: int, but: Collection[tuple[str, str]] = ()) -> Sequence[Outgoing]:
        """Give the oldest message of each channel whose time has come, `most` at a time."""
        heads = [one for one in self._heads() if one.next_try <= at and _place(one.outgoing.message) not in but]
        return [one.outgoing for one in sorted(heads, key=lambda one: one.outgoing.number)][:most]

    def next_due(self) -> datetime | None:
        """Give the earliest time at which a message may be sent, or None if there is none."""
        return min((one.next_try for one in self._heads()), default=None)

    def sent(self, number: int, *, ts: str, at: datetime) -> None:
        """Say that a message was sent and under which id it stands; its content is forgotten."""
        one = self._one(number)
        one.state, one.ts = "sent", ts

    def put_off(self, number: int, *, until: datetime, error: str) -> None:
        """Try a message again later; counts the attempt."""
        one = self._one(number)
        one.next_try, one.error = until, error
        one.outgoing = replace(one.outgoing, attempts=one.outgoing.attempts + 1)

    def give_up(self, number: int, *, error: str, instead: Sequence[Message] = (), at: datetime) -> None:
        """Say that a message cannot be sent; in the same moment other messages take its place at the head."""
        one = self._one(number)
        one.state, one.error = "failed", error
        self._insert(self.kept.index(one) + 1, instead, at=at)

    def replies(self, workspace: str, channel: str, message: str) -> Sequence[str]:
        """Give the ids of the messages that answered a message of a person, any edition, in the order of sending."""
        asked = self.events.editions(workspace, channel, message)
        standing = [
            one for one in self.kept if one.state == "sent" and one.outgoing.message.kind in {"message", "edit"}
        ]
        found = [
            one.ts
            for one in standing
            if one.ts and one.outgoing.message.event in asked and one.outgoing.message.channel == channel
        ]
        return list(dict.fromkeys(found))

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        kept = len(self.kept)
        self.kept = [one for one in self.kept if one.outgoing.message.workspace != workspace]
        return kept - len(self.kept)

    def _one(self, number: int) -> Kept:
        return next(one for one in self.kept if one.outgoing.number == number)

    def _heads(self) -> list[Kept]:
        heads: dict[tuple[str, str], Kept] = {}
        for one in self.kept:
            if one.state == "waiting":
                heads.setdefault(_place(one.outgoing.message), one)
        return list(heads.values())

    def _insert(self, at_index: int, messages: Sequence[Message], *, at: datetime) -> None:
        for offset, message in enumerate(messages):
            outgoing = Outgoing(next(self._numbers), message, at, 0)
            self.kept.insert(at_index + offset, Kept(outgoing, next_try=at))


def _place(message: Message) -> tuple[str, str]:
    return message.workspace, message.channel
