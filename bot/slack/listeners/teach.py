"""Teaching by buttons and windows: thumbs, notes, new pages and their review, decisions about clusters."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.listeners.desk import Desk, asked_by, attended
from bot.slack.listeners.payloads import Body, carried_by, message_of, open_window, thread_of, value_of
from bot.slack.listeners.press import Press, unwelcome
from bot.slack.listeners.slash import say
from bot.slack.sending.windows import taken
from bot.slack.views import teach as views
from bot.slack.views.buttons import unpacked
from bot.slack.views.forms import filled_in, words_chosen
from bot.slack.views.modals import answer_modal
from bot.slack.views.refusals import refusal
from bot.slack.views.view import View
from bot.slack.working import in_thread
from bot.usecases.teach.decide import Decide
from bot.usecases.teach.form import Form, Misfit, form_of, prefilled
from bot.usecases.teach.notes import Refused, TakeNotes
from bot.usecases.teach.pages import ProposePages
from bot.usecases.team_ports import Draft, Feedback, Opinion, Thumb
from kb.text.redaction import redact

MOST_TOLD = 5  # maintainers who are told of a proposed page


@dataclass(frozen=True, slots=True)
class Teaching:
    """What people can teach."""

    notes: TakeNotes
    pages: ProposePages
    feedback: Feedback
    decide: Decide

    def providers(self) -> list[str]:
        """Give what pages may belong to."""
        layers = self.pages.library().layers
        return sorted({entry.partition("/")[0] for index in layers for entry in index.ids})


Pressed = Callable[[Press], Awaitable[View | None]]


def register(app: AsyncApp, desk: Desk, teaching: Teaching) -> None:
    """Listen to the buttons and windows of teaching."""
    _listen_to_buttons(app, desk, teaching)
    _listen_to_windows(app, desk, teaching)


def _listen_to_buttons(app: AsyncApp, desk: Desk, teaching: Teaching) -> None:
    async def pressed(ack: AsyncAck, body: Body, respond: AsyncRespond, client: AsyncWebClient) -> None:
        await ack()
        press = Press(desk, teaching, asked_by(body, thread=thread_of(body)), body, client)

        async def tell(said: View) -> None:
            await (open_window(client, body, answer_modal(said)) if body.get("view") else say(respond, said))

        async def done() -> None:
            if reason := await unwelcome(desk.refused, press.who, body):
                await tell(refusal(reason))
            elif said := await _PRESSED[body["actions"][0]["action_id"].partition(".")[0]](press):
                await tell(said)

        await attended(done(), tell)

    app.action(re.compile(rf"^({'|'.join(_PRESSED)})\.\d+$"))(pressed)


def _listen_to_windows(app: AsyncApp, desk: Desk, teaching: Teaching) -> None:
    async def submitted(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        carried = carried_by(body["view"])
        who = replace(asked_by(body), channel=carried.get("channel", ""), thread=carried.get("thread", ""))
        press = Press(desk, teaching, replace(who, direct=who.channel.startswith("D")), body, client)

        async def tell(said: View) -> None:
            await ack(response_action="update", view=taken(answer_modal(said)))

        async def done() -> None:
            if reason := await desk.refused(press.who, body):
                await tell(refusal(reason))
            elif wrong := await _SENT[body["view"]["callback_id"]](press, carried):
                await ack(response_action="errors", errors=wrong)
            else:
                await ack()

        await attended(done(), tell)

    for name in _SENT:
        app.view(name)(submitted)


async def _helped(press: Press) -> View | None:
    await _give(press, value_of(press.body), "up", message_of(press.body))
    return views.sentence("Thank you. I trust this page a little more from now on.")


async def _not(press: Press) -> View | None:
    entry = value_of(press.body)
    await press.open(views.reason_window(carries={**press.place, "entry": entry}))
    await _give(press, entry, "down", message_of(press.body))
    return None


async def _reason(press: Press, carried: Mapping[str, str]) -> dict[str, str]:
    reason = redact(filled_in(press.body["view"], "reason"), emails=True).text.text
    await _give(press, carried["entry"], "down", carried["message"], reason=reason)
    return {}


async def _give(press: Press, entry: str, thumb: Thumb, message: str, *, reason: str = "") -> None:
    who = press.who
    place = f"{who.channel}:{message}"
    opinion = Opinion(entry, thumb, who.workspace, place, who.person, press.desk.clock.now(), reason=reason)
    await in_thread(lambda: press.teaching.feedback.give(opinion))
    await press.record(f"thumb {thumb}{' with a reason' if reason else ''}: {entry}")


async def _note(press: Press) -> View | None:
    entry, notes = value_of(press.body), press.teaching.notes
    found = await in_thread(lambda: notes.of(entry, workspace=press.who.workspace))
    shown = [(note, notes.may_change(note, press.who.person)) for note in found]
    await press.open(views.note_window(entry, shown, carries=press.place))
    return None


async def _note_edit(press: Press) -> View | None:
    note = await in_thread(lambda: press.teaching.notes.notes.get(value_of(press.body)))
    if note is None or note.workspace != press.who.workspace or note.removed:
        return views.sentence("This note is gone.")
    await press.open(views.edit_note_window(note, carries=carried_by(press.body["view"])))
    return None


async def _note_remove(press: Press) -> View | None:
    take, who = press.teaching.notes, press.who
    done = await in_thread(lambda: take.remove(value_of(press.body), workspace=who.workspace, person=who.person))
    await press.record("note removed", done)
    return views.sentence(done.reason if isinstance(done, Refused) else "The note is gone.")


async def _note_sent(press: Press, carried: Mapping[str, str]) -> dict[str, str]:
    text, who, take = filled_in(press.body["view"], "note"), press.who, press.teaching.notes
    known = carried.get("note", "")
    if known:
        done = await in_thread(lambda: take.edit(known, text, workspace=who.workspace, person=who.person))
    else:
        done = await in_thread(lambda: take.add(carried["entry"], text, workspace=who.workspace, person=who.person))
    await press.record(f"note {'changed' if known else 'added'}: {carried.get('entry', '')}", done)
    if isinstance(done, Refused):
        return {"note": done.reason}
    await press.tell(views.note_told(done, how="changed" if known else "added", by=who.person))
    return {}


async def _draft(press: Press) -> View | None:
    carried = unpacked(value_of(press.body))
    form = prefilled(str(carried.get("text") or ""), code=str(carried.get("code") or ""))
    place = {**press.place, "cluster": str(carried.get("cluster") or "")}
    await press.open(views.page_window(form, press.teaching.providers(), carries=place))
    return None


async def _rewrite(press: Press) -> View | None:
    pages, name = press.teaching.pages, value_of(press.body)
    draft = await in_thread(lambda: pages.get(name))
    form = form_of(draft.name, draft.markdown) if draft and draft.state == "open" else None
    if draft is None or form is None:
        return views.sentence("This draft is gone, or was reviewed already.")
    if press.who.person != draft.author and press.who.person not in pages.maintainers:
        return views.sentence("Only who proposed this page, and maintainers, can change it.")
    place = {**press.place, "cluster": draft.cluster, "instead": draft.id}
    await press.open(views.page_window(form, press.teaching.providers(), carries=place))
    return None


async def _page_sent(press: Press, carried: Mapping[str, str]) -> dict[str, str]:
    fields = ("provider", "code", "title", "meaning", "fix", "example")
    form = Form(**{name: filled_in(press.body["view"], name) for name in fields})
    who, pages = press.who, press.teaching.pages
    made: Draft | tuple[Misfit, ...] = await in_thread(
        lambda: pages.propose(
            form,
            workspace=who.workspace,
            person=who.person,
            cluster=carried.get("cluster", ""),
            instead=carried.get("instead", ""),
        )
    )
    if isinstance(made, tuple):
        return {one.field: one.what for one in made}
    await press.record(f"page proposed: {made.name}")
    shown = views.proposed(made)
    await press.tell(shown)
    for maintainer in sorted(pages.maintainers - {who.person})[:MOST_TOLD]:
        await press.tell(shown, channel=maintainer)
    return {}


async def _accept(press: Press) -> View | None:
    return await _review(press, press.teaching.pages.accept)


async def _reject(press: Press) -> View | None:
    return await _review(press, press.teaching.pages.reject)


async def _review(press: Press, review: Callable[..., Draft | Refused]) -> View | None:
    done = await in_thread(lambda: review(value_of(press.body), person=press.who.person))
    await press.record("page reviewed" if isinstance(done, Refused) else f"page {done.state}: {done.name}", done)
    if isinstance(done, Refused):
        return views.sentence(done.reason)
    shown = views.reviewed(done)
    if press.body.get("view"):  # opened from the home tab: nobody but the reviewer sees it
        await press.tell(shown, channel=done.author)
        return shown
    await press.tell(shown)
    return None


async def _sort(press: Press) -> View | None:
    given = unpacked(value_of(press.body)).get("clusters") or ()
    clusters = [(str(one[0]), str(one[1])) for one in given]
    await press.open(views.cluster_window(clusters, carries=press.place))
    return None


async def _cluster_sent(press: Press, _: Mapping[str, str]) -> dict[str, str]:
    view, decide = press.body["view"], press.teaching.decide
    cluster, decision, into = (filled_in(view, name) for name in ("cluster", "decision", "into"))
    case = await in_thread(lambda: decide(cluster, decision, person=press.who.person, into=into))
    await press.record(f"cluster {decision}: {cluster}", case)
    if isinstance(case, Refused):
        return {"into" if decision == "merged" else "decision": case.reason}
    other = words_chosen(view, "into") if case.into else ""
    await press.tell(views.decided(case, name=words_chosen(view, "cluster"), into=other))
    return {}


async def _undo(press: Press) -> View | None:
    carried, decide = unpacked(value_of(press.body)), press.teaching.decide
    cluster, decided = str(carried["cluster"]), datetime.fromisoformat(str(carried["decided"]))
    case = await in_thread(lambda: decide.undo(cluster, decided, person=press.who.person))
    await press.record(f"cluster undone: {cluster}", case)
    if isinstance(case, Refused):
        return views.sentence(case.reason)
    await press.tell(views.undone(str(carried["name"]), by=press.who.person))
    return None


_PRESSED: dict[str, Pressed] = {
    "helped": _helped,
    "not": _not,
    "note": _note,
    "note_edit": _note_edit,
    "note_remove": _note_remove,
    "draft": _draft,
    "rewrite": _rewrite,
    "accept": _accept,
    "reject": _reject,
    "sort": _sort,
    "undo": _undo,
}
_SENT: dict[str, Callable[[Press, Mapping[str, str]], Awaitable[dict[str, str]]]] = {
    views.NOTE_WINDOW: _note_sent,
    views.REASON_WINDOW: _reason,
    views.PAGE_WINDOW: _page_sent,
    views.CLUSTER_WINDOW: _cluster_sent,
}
