"""What the bot does only where it was switched on, because Slack has to permit more to it for that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

FeatureName = Literal["files", "threads", "watch", "guests", "workflow"]
FEATURE_NAMES: tuple[FeatureName, ...] = get_args(FeatureName)


@dataclass(frozen=True, slots=True)
class Feature:
    """One of them: the scopes and events that it needs beside the least, and what it does, as a clause."""

    does: str
    scopes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


_CHANNELS = ("channels:history", "groups:history")
_MESSAGES = ("message.channels", "message.groups")
FEATURES: dict[FeatureName, Feature] = {
    "files": Feature("I read text files and logs that are attached to a question", scopes=("files:read",)),
    "threads": Feature(
        "I answer replies in my threads without a mention, and follow questions that are edited or deleted",
        scopes=_CHANNELS,
        events=_MESSAGES,
    ),
    "watch": Feature("I explain alerts in channels that I was told to watch", scopes=_CHANNELS, events=_MESSAGES),
    "guests": Feature("I tell guests from members", scopes=("users:read",)),
    # Slack wants no scope for it, but an app that can be installed in an organisation.
    "workflow": Feature("I work as a step in Workflow Builder", events=("function_executed",)),
}


def scopes_of(features: Collection[FeatureName]) -> tuple[str, ...]:
    """Give the scopes that these features need, in order and each once."""
    return tuple(sorted({scope for name in features for scope in FEATURES[name].scopes}))


def events_of(features: Collection[FeatureName]) -> tuple[str, ...]:
    """Give the events that these features need, in order and each once."""
    return tuple(sorted({event for name in features for event in FEATURES[name].events}))


def off(*names: FeatureName) -> str:
    """Give the sentence for a person who meets a feature, or several, that are off."""
    clauses = "; ".join(f"I do not {FEATURES[name].does.removeprefix('I ')}" for name in names)
    which = "it" if len(names) == 1 else "them"
    return f"{clauses} here: whoever runs me can switch {which} on (AZTRIAGE_SLACK_FEATURES={','.join(names)})."
