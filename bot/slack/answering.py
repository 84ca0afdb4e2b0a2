"""Answering: takes questions out of the store, a few at a time, and puts the answers into the outbox."""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.slack.guests import Guests
from bot.slack.sending.sender import Clients, Sender
from bot.slack.views.refusals import refusal, trouble
from bot.slack.views.rotation import rotation
from bot.slack.views.view import View
from bot.slack.working import Pressure, Shift, in_thread
from bot.usecases.delivery_ports import (
    ANSWER_TO,
    Attachment,
    Audit,
    AuditRecord,
    Events,
    Message,
    MessageKind,
    Question,
)
from bot.usecases.ports import Clock, StoreError
from bot.usecases.scope import Scope, Scopes

_STORE_PAUSE = 5.0
# Questions that are taken at a time: few, so that what Slack waits for has its turn in between.
_STEP = 2
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question: messages in their order, then files; `kind` is what the question was about.

    The first message takes the place of the message `edits`, if there is one. Nothing at all is said without views.
    `redactions` counts the secrets that were found beside those in the question's own text. `sure` says whether it
    answers what was asked, rather than that there is no answer. `title` is what the conversation is
    about, "" if that is not known.
    """

    views: tuple[View, ...]
    files: tuple[Attachment, ...] = ()
    kind: str = "explain"
    edits: str = ""
    title: str = ""
    redactions: tuple[tuple[str, int], ...] = ()
    sure: bool = True


Answer = Callable[[Question, Scope], Awaitable[Reply]]


class Answering:
    """Answers what waits, at most `at_once` questions at a time; the rest waits in the store, not in memory."""

    def __init__(  # noqa: PLR0913 - all of them named, none of them belongs together
        self,
        answer: Answer,
        *,
        events: Events,
        audit: Audit,
        sender: Sender,
        clients: Clients,
        clock: Clock,
        pressure: Pressure,
        at_once: int,
        scopes: Scopes | None = None,
        guests_may: bool = False,
    ) -> None:
        """Answer nothing until woken."""
        self._answer = answer
        self._events = events
        self._audit = audit
        self._sender = sender
        self._clients = clients
        self._clock = clock
        self._pressure = pressure
        self._at_once = at_once
        self._scopes = scopes or Scopes()
        self._guests = None if guests_may else Guests()
        self.shift = Shift("answering", self._round)

    def wake(self) -> None:
        """Look for questions now."""
        self.shift.wake()

    async def resume(self) -> None:
        """Take up what the last process left: what it had received or begun, and not answered.

        Raises:
            StoreError: the store cannot be written.
        """
        if left := await in_thread(self._events.reopen):
            log.info("answering.resumed", questions=left)
        self.wake()

    async def _round(self) -> None:
        free = self._at_once - self.shift.at_work
        if free <= 0:  # the next that ends brings another round
            return
        if self._pressure.high() and self.shift.at_work:  # what Slack waits for goes first; one is always worked on
            return
        try:
            taken = await in_thread(lambda: self._events.take(min(free, _STEP)))
        except StoreError as error:
            log.warning("questions.away", error=str(error))
            asyncio.get_running_loop().call_later(_STORE_PAUSE, self.wake)
            return
        for question in taken:
            self.shift.begin(self._see_to(question), name=question.event)
        if len(taken) == _STEP:
            self.wake()

    async def _see_to(self, question: Question) -> None:
        scope = self._scopes.of(question.channel)
        reply, outcome = await self._reply(question, scope)
        if not reply.views or await self._overtaken(question):
            await self._let_go(question, reply)
            return
        messages = list(_messages(question, reply))
        try:
            await in_thread(lambda: self._audit.add(self._record(question, scope, reply.kind, outcome)))
            await self._sender.write(messages, answers=question.event)
        except StoreError as error:
            log.error("answer.not_kept", error=str(error))  # noqa: TRY400 - the sentence says it
            await self._past_the_store(messages)

    async def _reply(self, question: Question, scope: Scope) -> tuple[Reply, str]:
        try:
            if reason := question.refused or await self._guest(question):
                return Reply((refusal(reason),) if not question.way else (), kind="refused"), reason
            return await self._answer(question, scope), "answered"
        except Exception as error:  # noqa: BLE001 - a face is where every bug has to end
            told = _apology(error)
            return Reply((told,) if not question.way else ()), "failed"

    async def _overtaken(self, question: Question) -> bool:
        """Say whether the question was edited meanwhile: only the newest edition is answered."""
        try:
            return await in_thread(lambda: self._events.is_overtaken(question))
        except StoreError:
            return False

    async def _let_go(self, question: Question, reply: Reply) -> None:
        """End a question without an answer, and take the sign of life back if there was one."""
        try:
            await self._sender.write([], answers=question.event)
        except StoreError as error:
            log.error("answer.not_kept", error=str(error))  # noqa: TRY400 - the sentence says it
        if reply.edits and not reply.edits.startswith(ANSWER_TO):
            try:
                client = await self._clients(question.workspace)
                await client.chat_delete(channel=question.channel, ts=reply.edits)
            except Exception as error:  # noqa: BLE001 - a line too many does no harm
                log.info("status.not_taken_back", error=type(error).__name__)

    async def _guest(self, question: Question) -> str:
        if self._guests is None or question.way == "alert":  # apps are no guests
            return ""
        client = await self._clients(question.workspace)
        guest = await self._guests.is_guest(client, workspace=question.workspace, person=question.person)
        return "guest" if guest else ""

    async def _past_the_store(self, messages: list[Message]) -> None:
        """Send what cannot be kept; better an answer that may come twice than none."""
        for message in messages:
            try:
                await self._sender.send_now(message)
            except Exception as error:  # noqa: BLE001 - neither store nor Slack: nothing is left but the log
                log.error("answer.lost", error=type(error).__name__, where=where(error))  # noqa: TRY400 - may quote texts

    def _record(self, question: Question, scope: Scope, kind: str, outcome: str) -> AuditRecord:
        return AuditRecord(
            asked=self._clock.now(),
            workspace=question.workspace,
            channel=question.channel,
            person=question.person,
            kind=kind,
            scope=str(scope),
            outcome=outcome,
        )


def _messages(question: Question, reply: Reply) -> Iterator[Message]:
    def message(view: View, kind: MessageKind = "message", edits: str = "") -> Message:
        return Message(
            workspace=question.workspace,
            channel=question.channel,
            thread=question.thread,
            text=view.text,
            blocks=view.blocks,
            kind=kind,
            person=question.person,
            event=question.event,
            edits=edits,
            attachment=view.picture,
        )

    for number, view in enumerate(reply.views):
        replaces = reply.edits if number == 0 else ""
        yield message(view, "edit" if replaces else "message", replaces)
    for file in reply.files:
        yield Message(
            workspace=question.workspace,
            channel=question.channel,
            thread=question.thread,
            text="",
            kind="file",
            person=question.person,
            event=question.event,
            attachment=file,
        )
    warning = rotation((*question.redactions, *reply.redactions))
    if warning and question.way != "alert":  # an app cannot be told, and its alert says what was taken out
        # In a direct message nobody else reads along.
        yield message(warning, "message" if question.channel.startswith("D") else "private")


def _apology(error: Exception) -> View:
    """Log a bug under an id and tell the id; neither holds the text of the error, which may quote what was pasted."""
    reference = secrets.token_hex(3)
    log.error("answer.failed", id=reference, error=type(error).__name__, where=where(error))
    return trouble(reference)


def where(error: Exception) -> list[str]:
    """Give the places in the program that an error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
