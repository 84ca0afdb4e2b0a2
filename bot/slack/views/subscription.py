"""What is said about reports on schedule: that one was ordered, which there are, that one failed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.slack.text.limits import Block, clip
from bot.slack.views.buttons import SHOWN, Button, asking, row
from bot.slack.views.rich import bold, bullets, code, context, header, paragraph, plain, prose, rich
from bot.slack.views.teach import extended
from bot.slack.views.view import View, view
from bot.slack.views.words import counted
from bot.usecases.subscriptions.subscribing import Changed, Listed, NotDone, Outcome, Subscribed, Wanted
from bot.usecases.subscriptions.wishes import WEEKDAYS
from bot.usecases.team_ports import Subscription

REASON, FILTERS = 600, 200
_CHANNEL = re.compile(r"[CGD][A-Z0-9]{1,20}")
_EXAMPLE = "/aztriage subscribe weekly monday 09:00 Europe/Vienna rg=prod-*"


def outcome(told: Outcome) -> View:
    """Give what became of what was said about subscriptions."""
    match told:
        case Subscribed():
            return _subscribed(told)
        case Changed():
            return _changed(told)
        case Listed():
            return _listed(told.subscriptions)
        case Wanted():
            return _wanted(told)
    return not_done(told)


def not_done(told: NotDone) -> View:
    """Give why nothing was changed, and what to write."""
    return view(rich(paragraph(*prose(clip(told.reason, REASON)))), context(f"For example: {_EXAMPLE}"))


def failed(subscription: Subscription, reason: str, *, next_run: datetime) -> View:
    """Give that a report could not be made, why, and when the next one comes."""
    said = [
        paragraph(
            plain(f"The report that comes {when(subscription)} could not be made. "), *prose(clip(reason, REASON))
        ),
        paragraph(plain(f"I try again {_at(next_run, subscription)}; once it is mended, a press brings it now.")),
    ]
    buttons = row([_button("Run it now", "run", subscription)])
    return view(header("The report failed"), rich(*said), *buttons)


def failed_for_owner(subscription: Subscription, reason: str) -> View:
    """Tell the person who ordered a report that it could not be made."""
    said = f"The report that you ordered ({when(subscription)}) could not be made. "
    return view(
        rich(paragraph(plain(said), *prose(clip(reason, REASON)))),
        *([_belongs(subscription.channel)] if _CHANNEL.fullmatch(subscription.channel) else []),
    )


def signed(report: View, subscription: Subscription) -> View:
    """Give the message of a report with a line that says why it comes, if there is room."""
    return extended(
        report, [context(f"This comes {when(subscription)}. To end it, say: unsubscribe {subscription.id}")]
    )


def when(subscription: Subscription) -> str:
    """Give when a report comes, in words.

    >>> from datetime import UTC
    >>> when(Subscription("S", "T", "C", 1, "09:00", "Europe/Vienna", "U", datetime(2026, 11, 23, tzinfo=UTC)))
    'every Monday at 09:00 Europe/Vienna'
    """
    day = "day" if subscription.weekday is None else WEEKDAYS[subscription.weekday - 1]
    return f"every {day} at {subscription.time} {subscription.zone}"


def _subscribed(told: Subscribed) -> View:
    one = told.subscription
    begins = "This is ordered already" if told.already else "Ordered"
    said = paragraph(bold(f"{begins}: "), plain(f"the report comes {when(one)}{narrowed(one)}, {coming(one)}."))
    buttons = [_button("Run it now", "run", one), _button("Show it to me first", "dry run", one)]
    return view(rich(said), *row([*buttons, _button("End it", "unsubscribe", one)]))


def _changed(told: Changed) -> View:
    one = told.subscription
    rest = f" It comes {coming(one)}." if told.how == "resumed" else ""
    said = paragraph(
        bold(f"{told.how.capitalize()}: "), plain(f"the report that comes {when(one)}{narrowed(one)}.{rest}")
    )
    buttons = [_button("Resume", "resume", one)] if told.how == "paused" else []
    return view(rich(said), *row(buttons))


def _wanted(told: Wanted) -> View:
    where = "to you alone" if told.alone else "to this channel"
    return view(
        rich(paragraph(plain(f"I have made the report that comes {when(told.subscription)}, and send it {where}.")))
    )


def _listed(standing: Sequence[Subscription]) -> View:
    if not standing:
        said = "This channel gets no report yet. Order one, for example:"
        return view(rich(paragraph(plain(said)), bullets([[code(_EXAMPLE)]])))
    lines = [
        [code(one.id), plain(f" {when(one)}{narrowed(one)}; {'paused' if one.paused else coming(one)}.")]
        for one in standing
    ]
    head = header(f"{counted(len(standing), 'report')} on schedule")
    rest = [context("For the others say: run ID, pause ID or unsubscribe ID.")] if len(standing) > SHOWN else []
    return view(head, rich(bullets(lines)), *_rows(standing[:SHOWN], alone=len(standing) == 1), *rest)


def _rows(standing: Sequence[Subscription], *, alone: bool) -> Iterator[Block]:
    for number, one in enumerate(standing):
        end = "" if alone else f" {one.id}"
        toggle = ("Resume", "resume") if one.paused else ("Pause", "pause")
        buttons = [
            _button(f"Run{end} now", "run", one),
            _button(f"{toggle[0]}{end}", toggle[1], one),
            _button(f"End{end}", "unsubscribe", one),
        ]
        yield from row(buttons, first=number * SHOWN)


def _button(label: str, verb: str, one: Subscription) -> Button:
    return asking(label, f"{verb} {one.id}")


def narrowed(one: Subscription) -> str:
    """Give what a report is narrowed to and where it goes, to stand behind when it comes; "" if it is about all."""
    only = ", ".join(f"{name}={patterns}" for name, patterns in one.filters.items())
    place = ", in this thread" if one.thread else ""
    return (f", only {clip(only, FILTERS)}" if only else "") + place


def coming(one: Subscription) -> str:
    """Give when a report comes next, on the clock of its zone."""
    return f"next {_at(one.next_run, one)}"


def _at(moment: datetime, one: Subscription) -> str:
    return f"{moment.astimezone(ZoneInfo(one.zone)):%A %Y-%m-%d %H:%M %Z}"


def _belongs(channel: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": f"It belongs to <#{channel}>."}]}
