"""Messages of channels that nobody said to the bot: replies in its threads, alerts of apps, changed questions.

Nearly all of them are talk among people, which costs a look at the event and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from bot.slack.intake import Heard
from bot.slack.limiting import Limiter
from bot.slack.listeners.asking import Asked, asked, refusal
from bot.slack.listeners.edited import is_tombstone
from bot.slack.rules import Rules
from bot.slack.text.incoming import question
from bot.slack.watched import Watched
from bot.slack.working import in_thread
from bot.usecases.ask.following import is_for_bot, may_ask
from bot.usecases.delivery_ports import Events
from bot.usecases.ports import Conversations
from bot.usecases.watching import is_over, watch_on

if TYPE_CHECKING:
    from bot.usecases.ask import Ask

ALERTS: Final = 20  # of one channel a minute
_CALLS: Final = ("<@", "<!")
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Overheard:
    """Says what a message of a channel asks of the bot, if anything; see `bot.slack.intake`."""

    rules: Rules
    events: Events
    conversations: Conversations
    ask: Ask
    watched: Watched
    zone: tzinfo
    alerts: Limiter = field(default_factory=lambda: Limiter(ALERTS))
    people: Limiter = field(default_factory=lambda: Limiter(0))

    async def __call__(self, body: Body, bot_user: str | None, team: str | None) -> Heard:
        """Give the question of a message with its text, "change" for one that changes a question, None for talk.

        Raises:
            StoreError: the store cannot be read.
        """
        event = body["event"]
        threads, watch = ("threads" in self.rules.features), ("watch" in self.rules.features)
        if event.get("subtype") in {"message_changed", "message_deleted"}:
            return "change" if threads and await self._was_asked(body) else None
        if event.get("bot_id") or event.get("subtype") == "bot_message":
            return await self._alert(body, bot_user, team) if watch else None
        return await self._reply(body, bot_user, team) if threads else None

    async def _was_asked(self, body: Body) -> bool:
        event = body["event"]
        written = event.get("message") or event.get("previous_message") or {}
        # Slack itself changes messages too, when it shows what a link leads to.
        change = event["subtype"] == "message_changed" and not is_tombstone(event)
        if written.get("bot_id") or (change and not written.get("edited")):
            return False
        message = str(written.get("ts") or event.get("deleted_ts") or "")
        known = partial(self.events.is_known, _workspace(body), event["channel"], message)
        return bool(message) and await in_thread(known)

    async def _reply(self, body: Body, bot_user: str | None, team: str | None) -> Heard:
        """Give a reply in a thread of the bot that is a question for it."""
        event = body["event"]
        thread, raw = event.get("thread_ts"), str(event.get("text") or "")
        if not thread or thread == event.get("ts") or any(call in raw for call in _CALLS):
            return None
        found, text = asked(body, bot_user=bot_user, known=True), question(event)
        quoted = f"```{text}```" if _has_code_block(event) else text
        if found is None or not may_ask(quoted) or refusal(body, found, self.rules.access, team=team):
            return None
        people = await in_thread(partial(self.events.asked_in, found.workspace, found.channel, found.thread))
        if not people:
            return None
        subject = f"{found.workspace}:{found.channel}:{found.thread}"
        before = await in_thread(partial(self.conversations.subject, subject))
        read = self.ask.read(text, zone=self.zone, before=before)
        if not is_for_bot(quoted, read, asker=found.person in people) or self._too_many(found):
            return None
        return replace(found, way="reply"), text

    def _too_many(self, found: Asked) -> bool:
        return self.people.ask(f"{found.workspace}:{found.person}") != "yes"

    async def _alert(self, body: Body, bot_user: str | None, team: str | None) -> Heard:
        """Give an alert of an app on which there is a watch; replies of apps in threads are none."""
        event = body["event"]
        own = event.get("user") == bot_user or (event.get("app_id") or "-") == body.get("api_app_id")
        reply = event.get("thread_ts") not in {None, event.get("ts")}
        if own or reply or event.get("hidden") or event.get("subtype") not in {None, "bot_message"}:
            return None
        found = _posted(body)
        watches = await self.watched.of(found.workspace, found.channel)
        if not watches or watch_on(watches, _names(event)) is None:
            return None
        text = question(event)
        if not text or is_over(text) or refusal(body, found, self._for_apps(), team=team):
            return None
        return (found, text) if self.alerts.ask(f"{found.workspace}:{found.channel}") == "yes" else None

    def _for_apps(self) -> Any:  # noqa: ANN401 - Access, of which only what is about people is left out
        return replace(self.rules.access, users=frozenset())


def _workspace(body: Body) -> str:
    return str(body.get("team_id") or body.get("enterprise_id") or "")


def _posted(body: Body) -> Asked:
    event = body["event"]
    ts = str(event["ts"])
    return Asked(
        event=str(body.get("event_id") or f"{event['channel']}:{ts}"),
        workspace=_workspace(body),
        channel=event["channel"],
        thread=ts,
        message=ts,
        person=str(event.get("bot_id") or event.get("user") or ""),
        way="alert",
    )


def _names(event: Mapping[str, Any]) -> list[str]:
    """Give the names under which people may know an app."""
    profile = event.get("bot_profile") or {}
    told = (event.get("username"), profile.get("name"), event.get("bot_id"), event.get("app_id"))
    return [str(name) for name in told if name]


def _has_code_block(event: Mapping[str, Any]) -> bool:
    blocks = [element for block in event.get("blocks") or () for element in block.get("elements") or ()]
    return "```" in str(event.get("text") or "") or any(
        isinstance(each, Mapping) and each.get("type") == "rich_text_preformatted" for each in blocks
    )
