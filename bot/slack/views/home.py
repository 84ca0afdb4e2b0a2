"""The home tab: what the bot is, the reports of a person, what waits for review, how the bot is, and what it keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.slack.features import FEATURE_NAMES, FEATURES, FeatureName, off
from bot.slack.text.limits import Block, clip
from bot.slack.views.buttons import SHOWN, Button, packed, row
from bot.slack.views.refusals import refusal
from bot.slack.views.rich import Inline, bold, bullets, code, context, header, paragraph, plain, prose, rich
from bot.slack.views.subscription import coming, narrowed, when
from bot.slack.views.words import counted
from bot.usecases.team_ports import Draft, Subscription

REPORTS, DRAFTS, NAME, REASON = 15, 5, 60, 300
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,20}")
_FIRST_REVIEW, _REFRESH = 80, 99  # other rows number their buttons below
_EXAMPLES = (
    ("An error", "@aztriage AllocationFailed: We do not have sufficient capacity …"),
    ("A machine", "@aztriage what happened to web-01 since yesterday?"),
    ("The week", "@aztriage what fails every week?"),
)
_ORDER = "@aztriage subscribe weekly monday 09:00 Europe/Vienna rg=prod-*"
_KEPT = (
    ("Your question", ", its secrets taken out: until it is answered. Where and by whom it was asked: 30 days."),
    ("What a thread is about", " (text without secrets, machine, days): 30 days after the last word in it."),
    ("Who asked which kind of question", ", never the question: 1 year."),
    ("Notes, pages, thumbs, decisions and reports on schedule", ": until somebody takes them away."),
    (
        "Who sees it",
        (
            ": an answer, whoever reads that channel or thread; what the command answers, you alone; notes, everybody"
            " in this workspace; all that is kept, whoever runs me. Nothing goes anywhere else."
        ),
    ),
)

Tab = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is: its knowledge, log, way to Slack and store in words, and what does not work, as sentences."""

    version: str
    pages: int
    codes: int
    log: str
    way: str
    store: str = "it answers"
    features: frozenset[FeatureName] = frozenset()
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """What one person sees at `now`; `everybody` tells that the reports are those of the whole workspace.

    Without a store nobody knows which `reports` there are.
    """

    now: datetime
    health: Health
    reports: tuple[Subscription, ...] | None = ()
    drafts: tuple[Draft, ...] = ()
    everybody: bool = False


def home(shown: Home) -> Tab:
    """Give the home tab."""
    return _tab(
        [
            *_greeting(),
            *_troubles(shown.health),
            *_drafts(shown.drafts),
            *_reports(shown.reports, everybody=shown.everybody),
            *_health(shown.health),
            *_privacy(),
            *_refresh(shown.now),
        ]
    )


def refused_home(reason: str) -> Tab:
    """Give the home tab of a person who may not ask."""
    return _tab(refusal(reason).blocks)


def plain_home(text: str) -> Tab:
    """Give a home tab of one sentence, for when the whole cannot be shown."""
    return _tab([rich(paragraph(*prose(clip(text, REASON))))])


def _tab(blocks: Sequence[Block]) -> Tab:
    return {"type": "home", "blocks": list(blocks)}


def _greeting() -> Iterator[Block]:
    yield header("Azure errors, explained where you work")
    said = "I explain Azure errors, tell what happened to a virtual machine, and report what fails every week. "
    yield rich(
        paragraph(plain(f"{said}Write to me under "), bold("Messages"), plain(", or mention me in a channel:")),
        bullets([[bold(f"{name}: "), code(example)] for name, example in _EXAMPLES]),
    )


def _troubles(health: Health) -> Iterator[Block]:
    if health.troubles:
        yield header("Not well at the moment")
        yield rich(bullets([prose(clip(trouble, REASON)) for trouble in health.troubles]))


def _drafts(drafts: Sequence[Draft]) -> Iterator[Block]:
    if not drafts:
        return
    yield header(f"{counted(len(drafts), 'page')} to review")
    yield rich(bullets([_waiting(draft) for draft in drafts[:DRAFTS]]))
    buttons = [Button(f"Review {draft.name.rpartition('/')[2]}", "review", draft.id) for draft in drafts[:DRAFTS]]
    yield from row(buttons, first=_FIRST_REVIEW)
    if len(drafts) > DRAFTS:
        yield from _more(len(drafts) - DRAFTS, "page", "they come up here when these are reviewed")


def _waiting(draft: Draft) -> list[Inline]:
    return [code(clip(draft.name, NAME)), plain(f" waits since {draft.written:%Y-%m-%d}")]


def _reports(reports: Sequence[Subscription] | None, *, everybody: bool) -> Iterator[Block]:
    yield header("Reports on schedule in this workspace" if everybody else "Your reports on schedule")
    if reports is None:
        yield rich(paragraph(plain("I cannot look them up at the moment.")))
        return
    if not reports:
        nobody = "Nobody has ordered a report yet." if everybody else "You have ordered no report yet."
        yield rich(paragraph(plain(f"{nobody} Say in a channel, for example:")), bullets([[code(_ORDER)]]))
    for number, one in enumerate(reports[:REPORTS]):
        yield rich(paragraph(*_report(one)))
        yield from row(_orders(one), first=number * SHOWN)
    if len(reports) > REPORTS:
        yield from _more(len(reports) - REPORTS, "report", "say “subscriptions” where they belong")


def _report(one: Subscription) -> list[Inline]:
    comes = when(one)
    said: list[Inline] = [bold(f"{comes[0].upper()}{comes[1:]}"), plain(" in "), _place(one.channel)]
    state = "paused" if one.paused else coming(one)
    said.append(plain(f"{narrowed(one)}; {state}. {_covered(one)}"))
    return said


def _covered(one: Subscription) -> str:
    if one.covered is None or one.failures is None:
        return "No report of it was made yet."
    if not one.failures:
        return "The last report found no failure."
    return f"Of {counted(one.failures, 'failure')} in the last report I had a page for {one.covered}."


def _place(channel: str) -> Inline:
    shown: Inline = {"type": "channel", "channel_id": channel}
    return shown if _CHANNEL.fullmatch(channel) else plain("your messages with me")


def _orders(one: Subscription) -> list[Button]:
    def order(label: str, verb: str, *, sure: str = "") -> Button:
        carried = packed({"verb": verb, "id": one.id, "channel": one.channel})
        return Button(label, "order", carried, confirm=sure, spoken=f"{label}: {when(one)}")

    toggle = order("Resume", "resume") if one.paused else order("Pause", "pause")
    sure = f"The report that comes {when(one)} will not come any more."
    return [order("Run it now", "run"), toggle, order("End it", "unsubscribe", sure=sure)]


def _health(health: Health) -> Iterator[Block]:
    on = [name for name in FEATURE_NAMES if name in health.features]
    yield header("How I am")
    known = f"{counted(health.pages, 'page')} about {counted(health.codes, 'code')}, version "
    said = [
        [bold("Knowledge: "), plain(known), code(health.version)],
        [bold("Log: "), *prose(clip(health.log, REASON))],
        [bold("Slack: "), plain(health.way)],
        [bold("Store: "), plain(health.store)],
        *([[bold("Switched on: "), plain("; ".join(FEATURES[name].does for name in on))]] if on else []),
    ]
    yield rich(bullets(said))
    if lacking := [name for name in FEATURE_NAMES if name not in health.features]:
        yield context(off(*lacking))


def _privacy() -> Iterator[Block]:
    yield header("What I keep, and who sees it")
    yield rich(bullets([[bold(name), plain(said)] for name, said in _KEPT]))


def _refresh(now: datetime) -> Iterator[Block]:
    yield from row([Button("Look again", "refresh", "home")], first=_REFRESH)
    # Slack writes the time as the reader's clock shows it; the rest is for clients that cannot.
    stamp = f"<!date^{int(now.timestamp())}^{{date_short_pretty}} at {{time}}|{now:%Y-%m-%d %H:%M} UTC>"
    yield {"type": "context", "elements": [{"type": "mrkdwn", "text": f"As it was {stamp}."}]}


def _more(count: int, noun: str, advice: str) -> Iterator[Block]:
    yield context(f"… and {counted(count, f'more {noun}')}: {advice}.")
