"""Answers from files: they are fetched, read, and forgotten; what cannot be read is said in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from bot.slack.answering import Reply
from bot.slack.features import off
from bot.slack.listeners.files import MOST, is_picture
from bot.slack.views.answer import drawn
from bot.slack.views.files import contents, files_off, of_files, small_print, unread
from bot.slack.views.help import picture
from bot.slack.views.teach import extended
from bot.slack.views.view import View
from bot.usecases.answers import Explanation, NotReadable
from bot.usecases.files.asking import AskFiles, Contents, FilesAnswer
from bot.usecases.files.holding import LARGEST, Held, Rows, Unread, size_of
from bot.usecases.ports import SharedFile, StoreError, Subject

if TYPE_CHECKING:
    from bot.slack.fetching import Fetcher
    from bot.slack.listeners.ask import Asker
    from bot.usecases.ask import Ask
    from bot.usecases.delivery_ports import Question
    from bot.usecases.ports import Conversations

_OF_LOGS: Final = frozenset({"history", "report"})
_PICTURE: Final = "I cannot read the picture; copy its text where you saw it, and paste it here."
_MORE: Final = f"I read the first {MOST} files of a message only."
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Files:
    """Answers from what is attached to a question, or was to an earlier one of its thread."""

    fetch: Fetcher
    conversations: Conversations
    ask: Ask

    def wanted(self, question: Question) -> tuple[SharedFile, ...]:
        """Give the files that a question is about, none if it is about none."""
        own = tuple(file for file in question.attached if not is_picture(file))
        if own or question.files or not question.thread:
            return own
        before = self._before(question)
        if before is None or not before.files:
            return ()
        return before.files if self.ask.read(question.text, before=before).asks in _OF_LOGS else ()

    async def answered(self, question: Question, files: Sequence[SharedFile], asker: Asker) -> Reply:
        """Give what is said to a question about files; an order is one, whatever hangs on it."""
        if told := await asker.run(partial(asker.ordered, question)):
            return told
        async with self.fetch.room:
            held: list[Held] = []
            for file in files:
                full = sum(map(size_of, held)) >= LARGEST
                held.append(
                    Unread(file.name, "much")
                    if full
                    else await self.fetch(file, workspace=question.workspace, work=asker.run)
                )
            log.info("files.read", kinds=[type(each).__name__ for each in held])
            reply = await asker.run(partial(self._reply, question, held, files, asker))
        return with_unread(reply, question, reads=True)

    def _reply(self, question: Question, held: Sequence[Held], files: Sequence[SharedFile], asker: Asker) -> Reply:
        before = self._before(question) or asker.before(question)
        ask = AskFiles(asker.ask)
        answer = ask(question.text, held, zone=asker.zone, before=before)
        replies = list(self._replies(question, answer, asker))
        shown = [of_files(view, files) for each in replies for view in each.views]
        if answer.unread:
            shown.append(unread(answer.unread))
        if answer.of_log is not None and not isinstance(answer.of_log, NotReadable):
            self._remember(question, answer, held, files)
        return Reply(
            tuple(shown),
            files=tuple(file for each in replies for file in each.files),
            kind=replies[0].kind if replies else "file",
            redactions=_taken_out(answer),
        )

    def _replies(self, question: Question, answer: FilesAnswer, asker: Asker) -> list[Reply]:
        replies: list[Reply] = []
        if isinstance(answer.of_log, Contents):
            replies.append(Reply((contents(answer.of_log, zone=asker.zone),), kind="file"))
        elif isinstance(answer.of_log, NotReadable):
            replies.append(Reply((drawn(answer.of_log, zone=asker.zone),), kind="file"))
        elif answer.of_log is not None:
            replies.append(asker.shown(question, answer.of_log))
        if answer.of_texts is not None:
            asker.remember(question, answer.of_texts, None)
            replies.append(asker.shown(question, answer.of_texts))
        return replies

    def _remember(
        self, question: Question, answer: FilesAnswer, held: Sequence[Held], files: Sequence[SharedFile]
    ) -> None:
        """Keep which files the thread is about; of what they hold nothing is kept."""
        logs = [file for file, each in zip(files, held, strict=True) if isinstance(each, Rows)]
        known = (
            answer.of_log.subject if answer.of_log and not isinstance(answer.of_log, Contents | NotReadable) else None
        )
        subject = replace(known or Subject(""), files=tuple(logs))
        try:
            if question.thread:
                self.conversations.remember(_thread(question), subject)
        except StoreError as error:
            log.warning("subject.not_kept", error=str(error))

    def _before(self, question: Question) -> Subject | None:
        try:
            return self.conversations.subject(_thread(question)) if question.thread else None
        except StoreError as error:
            log.warning("subject.away", error=str(error))
            return None


def nothing_read(attached: Sequence[SharedFile]) -> View:
    """Give the answer to files alone of which none is read."""
    return picture() if all(map(is_picture, attached)) else files_off()


def with_unread(reply: Reply, question: Question, *, reads: bool) -> Reply:
    """Give a reply with a line for each sort of file that was left unread."""
    pictures = any(map(is_picture, question.attached))
    others = not reads and not all(map(is_picture, question.attached))
    more = reads and question.files > MOST
    told = ((pictures, _PICTURE), (others, off("files")), (more, _MORE))
    lines = [block for is_so, sentence in told if is_so for block in small_print(sentence)]
    if not lines or not reply.views or reply.kind.startswith("subscription"):
        return reply
    return replace(reply, views=(*reply.views[:-1], extended(reply.views[-1], lines)))


def _taken_out(answer: FilesAnswer) -> tuple[tuple[str, int], ...]:
    """Give the secrets that were found in the files."""
    found = answer.of_texts.answer if answer.of_texts else None
    return tuple((one.kind, one.count) for one in found.redactions) if isinstance(found, Explanation) else ()


def _thread(question: Question) -> str:
    return f"{question.workspace}:{question.channel}:{question.thread}"
