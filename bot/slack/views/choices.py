"""What is said when a question cannot be answered as it was put: which machine, no such machine, no log."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.text.limits import Block, clip
from bot.slack.views.buttons import SHOWN, asking, row
from bot.slack.views.rich import bullets, code, context, header, numbered, paragraph, plain, prose, rich
from bot.slack.views.view import View, view
from bot.usecases.answers import NeverSeen, NotReadable, SeveralMachines

NAME, REASON, SOURCE = 80, 1200, 200


def never_seen(answer: NeverSeen) -> View:
    """Give the honest "no such machine", with names that are like it as buttons."""
    said = [
        plain("No machine of the name "),
        code(clip(answer.name, NAME)),
        plain(f" stands in {clip(answer.source, SOURCE)}."),
    ]
    near = answer.near[:SHOWN]
    if not near:
        tip = "Is it spelt as in the portal? A resource id works as well."
        return view(header("I have never seen this machine"), rich(paragraph(*said), paragraph(plain(tip))))
    return view(
        header("I have never seen this machine"),
        rich(paragraph(*said), paragraph(plain("Did you mean one of these?")), _names(near)),
        *row([asking(name, f"what happened to `{name}`?") for name in near]),
    )


def several_machines(answer: SeveralMachines) -> View:
    """Give the machines that bear a name, each with a button to choose it."""
    shown = answer.candidates[:SHOWN]
    said = [code(clip(answer.name, NAME)), plain(f" stands in {len(answer.candidates)} places. Which one?")]
    rest = len(answer.candidates) - len(shown)
    more = [context(f"… and {rest} more; ask with the resource id.")] if rest else []
    return view(
        header("Which machine is it?"),
        rich(paragraph(*said), _listed(shown)),
        *row([asking(label, f"what happened to {each} ?") for label, each in zip(_labels(shown), shown, strict=True)]),
        *more,
    )


def not_readable(answer: NotReadable) -> View:
    """Give why the log cannot be read, and what to do next."""
    return view(header("I cannot read the log"), rich(paragraph(*prose(clip(answer.reason, REASON)))))


def which_machine() -> View:
    """Ask for the machine that a question did not name."""
    said = "Which machine? Name it, for example “what happened to web-01 since yesterday?”, or paste its resource id."
    return view(rich(paragraph(plain(said))))


def _names(names: Sequence[str]) -> Block:
    return bullets([code(clip(name, 300))] for name in names)


def _listed(names: Sequence[str]) -> Block:
    return numbered(([code(clip(name, 300))] for name in names), first=1)


def _labels(resources: Sequence[str]) -> list[str]:
    """Give a label for each machine; those that would look alike are numbered as in the list above them."""
    places = [_place(each) for each in resources]
    return [f"{number}: {place}" if places.count(place) > 1 else place for number, place in enumerate(places, start=1)]


def _place(resource: str) -> str:
    """Give group and subscription of a resource id, which tell machines of one name apart."""
    parts = resource.split("/")
    named = {parts[at].lower(): parts[at + 1] for at in range(1, len(parts) - 1, 2)}
    group, subscription = named.get("resourcegroups", ""), named.get("subscriptions", "")
    return f"{group} ({subscription[:8]}…)" if group else resource
