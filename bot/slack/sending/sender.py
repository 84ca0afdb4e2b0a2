"""The sender: takes messages out of the outbox, one queue a channel, and sees each of them to an end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.sending.calls import send
from bot.slack.sending.failures import Failure, Later, failure, next_step
from bot.slack.sending.payloads import plainly
from bot.slack.text.checking import faults_of_message
from bot.slack.working import Shift, in_thread
from bot.usecases.delivery_ports import ANSWER_TO, Message, Outbox, Outgoing
from bot.usecases.ports import Clock, StoreError

Clients = Callable[[str], Awaitable[AsyncWebClient]]
PACE = 1.0  # seconds between two messages of a channel: more, and Slack refuses
AT_ONCE = 20
_STORE_PAUSE = 5.0
_LONGEST_SLEEP = 300.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing can be sent to a workspace at present."""

    workspace: str
    code: str


async def _faults(message: Message) -> tuple[str, ...]:
    """Give why Slack would refuse a message; it takes a millisecond or two that the loop has not."""
    if message.kind == "file":
        return ()
    return await in_thread(lambda: faults_of_message(message.text, message.blocks))


class Sender:
    """Sends what is in the outbox. `clients` gives the client of a workspace."""

    def __init__(self, outbox: Outbox, clients: Clients, *, clock: Clock, pace: float = PACE) -> None:
        """Send nothing until woken."""
        self._outbox = outbox
        self._clients = clients
        self._clock = clock
        self._pace = pace
        self._busy: set[tuple[str, str]] = set()
        self._free_at: dict[tuple[str, str], float] = {}
        self._alarm: asyncio.TimerHandle | None = None
        self._troubles: dict[str, Trouble] = {}
        self._unmarked: dict[int, str] = {}
        self.shift = Shift("sending", self._round)

    def wake(self) -> None:
        """Look into the outbox now."""
        self.shift.wake()

    def troubles(self) -> Sequence[Trouble]:
        """Give the workspaces whose token Slack does not take."""
        return list(self._troubles.values())

    def forget(self, workspace: str) -> None:
        """Remember no trouble of a workspace that is gone."""
        self._troubles.pop(workspace, None)

    async def write(self, messages: Sequence[Message], *, answers: str = "") -> None:
        """Put messages into the outbox, and with them the end of the question `answers`.

        Raises:
            StoreError: the store cannot be written.
        """
        await in_thread(lambda: self._outbox.write(messages, at=self._clock.now(), answers=answers))
        self.wake()

    async def send_now(self, message: Message) -> None:
        """Send a message past the outbox, for when there is none; errors are raised."""
        if faults := await _faults(message):
            log.warning("blocks.invalid", faults=faults)
            message = next(iter(plainly(message)), message)
        await send(await self._clients(message.workspace), message)

    async def _round(self) -> None:
        """Begin to send what is due; at its end set the alarm for what is due later."""
        try:
            due = await in_thread(self._due)
            for out in due:
                place = (out.message.workspace, out.message.channel)
                self._busy.add(place)
                self.shift.begin(self._leave(out, place), name=str(out.number))
            if not due and not self._busy:
                await self._set_alarm()
        except StoreError as error:
            log.warning("outbox.away", error=str(error))
            self._alarm_in(_STORE_PAUSE)

    def _due(self) -> Sequence[Outgoing]:
        free = AT_ONCE - len(self._busy)
        return self._outbox.due(self._clock.now(), most=free, but=frozenset(self._busy)) if free > 0 else ()

    async def _set_alarm(self) -> None:
        next_due = await in_thread(self._outbox.next_due)
        if next_due is not None:
            self._alarm_in(max((next_due - self._clock.now()).total_seconds(), 0.01))

    def _alarm_in(self, seconds: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(min(seconds, _LONGEST_SLEEP), self.wake)

    async def _leave(self, out: Outgoing, place: tuple[str, str]) -> None:
        try:
            await self._wait_for(place)
            await self._see_off(out)
        except StoreError as error:
            log.warning("outbox.away", error=str(error))
            self._alarm_in(_STORE_PAUSE)
        finally:
            self._busy.discard(place)

    async def _wait_for(self, place: tuple[str, str]) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        if len(self._free_at) > AT_ONCE * 20:
            self._free_at = {each: free for each, free in self._free_at.items() if free > now}
        free = self._free_at.get(place, now)
        self._free_at[place] = max(free, now) + self._pace
        await asyncio.sleep(max(free - now, 0))

    async def _see_off(self, out: Outgoing) -> None:
        out = replace(out, message=await self._placed(out.message))
        message = out.message
        if out.number in self._unmarked:  # it was sent, but the store was away before that could be written
            await self._mark(out, self._unmarked[out.number])
            return
        if faults := await _faults(message):
            log.warning("blocks.invalid", faults=faults)
            await self._failed(out, Failure("invalid_blocks", "content"))
            return
        try:
            ts = await send(await self._clients(message.workspace), message)
        except StoreError:  # the tokens are in the store: nothing is wrong with the message
            raise
        except Exception as error:  # noqa: BLE001 - one message must not hold up all others
            await self._failed(out, failure(error, sending=message) or Failure(type(error).__name__, "other"))
        else:
            self._troubles.pop(message.workspace, None)
            await self._mark(out, ts)

    async def _placed(self, message: Message) -> Message:
        """Give an edit of the answer to a message as one of the message that the answer stands in by now."""
        if not message.edits.startswith(ANSWER_TO):
            return message
        asked = message.edits.removeprefix(ANSWER_TO)
        answers = await in_thread(lambda: self._outbox.replies(message.workspace, message.channel, asked))
        if answers:
            return replace(message, edits=answers[0])
        return replace(message, kind="message", edits="")

    async def _mark(self, out: Outgoing, ts: str) -> None:
        self._unmarked[out.number] = ts
        await in_thread(lambda: self._outbox.sent(out.number, ts=ts, at=self._clock.now()))
        del self._unmarked[out.number]

    async def _failed(self, out: Outgoing, failed: Failure) -> None:
        now = self._clock.now()
        step = next_step(out, failed, now=now)
        told = {"number": out.number, "error": failed.code, "kind": out.message.kind, "channel": out.message.channel}
        if failed.kind == "token":
            self._troubles[out.message.workspace] = Trouble(out.message.workspace, failed.code)
        if isinstance(step, Later):
            log.warning("message.put_off", **told, seconds=round((step.at - now) / timedelta(seconds=1)))
            await in_thread(lambda: self._outbox.put_off(out.number, until=step.at, error=failed.code))
            return
        if step.messages:
            log.warning("message.changed", **told, to=[each.kind for each in step.messages])
        else:
            log.error("message.lost", **told, age=str(now - out.written))
        instead = [replace(each, workspace=out.message.workspace) for each in step.messages]
        await in_thread(lambda: self._outbox.give_up(out.number, error=failed.code, instead=instead, at=now))
