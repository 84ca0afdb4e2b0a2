"""What is said about watching a channel, and an alert explained in its thread."""

from __future__ import annotations

import re
from typing import Final

from analysis.resource_id import parse
from bot.slack.text.limits import Block, clip
from bot.slack.views.buttons import asking, row
from bot.slack.views.rich import Inline, bold, bullets, code, context, paragraph, plain, rich
from bot.slack.views.teach import extended
from bot.slack.views.view import View, view
from bot.slack.views.words import counted
from bot.usecases.team_ports import Watch
from bot.usecases.watching import MOST, Watching

NAME = 80
_LAST: Final = 80  # of the numbers that buttons of one message have
_NOT_DONE: Final = {
    "none": "I watch nothing of that name here.",
    "full": f"I watch {MOST} apps here already; end one before you add another.",
    "alone": "That is for everybody in the channel to see: invite me there, and mention me with it.",
    "direct": "Say this in the channel to which the alerts come, and invite me there.",
}
_RESOURCE: Final = re.compile(r"/subscriptions/[^\s\"'`<>|,;]{1,400}", re.IGNORECASE)
_ORDER: Final = "watch alerts from Azure Monitor"


def told(done: Watching) -> View:
    """Give what became of an order to watch."""
    standing = [_standing(done)] if done.watches and done.done != "begun" else []
    return view(rich(paragraph(*_said(done)), *standing), *_hint(done))


def alert_explained(shown: View, alert: str, *, hours: int) -> View:
    """Give the explanation of an alert with a question for the machine that it names, and when the next one comes."""
    machine = next((found for each in _RESOURCE.findall(alert) if (found := parse(each.rstrip(".)")).machine)), "")
    asks = row([asking(f"What happened to {parse(machine).name}?", f"what happened to {machine} ?")], first=_LAST)
    often = f"I watch alerts here; the same kind again in {_span(hours)} at the earliest. To end it: unwatch"
    return extended(shown, [*(asks if machine else ()), context(often)])


def _said(done: Watching) -> list[Inline]:
    if done.done == "begun":
        return [bold("I watch alerts here now"), plain(f", {_whose(done.one)}. {_promise(done.one)}")]
    if done.done == "ended":
        which = f" {_whose(done.one)}" if done.one and done.one.app else ""
        return [bold("Ended: "), plain(f"I watch no alerts{which} here any more.")]
    if done.done == "listed":
        return [plain("I watch the alerts of these apps here:" if done.watches else "I watch no alerts here.")]
    return [plain(_NOT_DONE[done.done])]


def _promise(one: Watch | None) -> str:
    span = _span(one.hours) if one else ""
    return (
        f"An alert that I can explain gets the explanation in its thread, each kind of failure once in {span}. "
        "To others, and to alerts that are over, I say nothing."
    )


def _standing(done: Watching) -> Block:
    return bullets(
        [
            code(clip(one.app, NAME)) if one.app else plain("all apps"),
            plain(f", each kind once in {_span(one.hours)}, since {one.since:%Y-%m-%d}"),
        ]
        for one in done.watches
    )


def _hint(done: Watching) -> tuple[Block, ...]:
    if done.done == "begun" or done.watches:
        return (context("To end it: unwatch. To see what I watch: watching."),)
    return (
        (context(f"For example: @aztriage {_ORDER} every 6 hours"),)
        if done.done in {"listed", "direct", "alone"}
        else ()
    )


def _whose(one: Watch | None) -> str:
    return f"from {clip(one.app, NAME)}" if one and one.app else "from every app"


def _span(hours: int) -> str:
    return counted(hours // 24, "day") if hours % 24 == 0 else counted(hours, "hour")
