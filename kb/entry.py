"""An entry: one page of knowledge about one root cause, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["error", "annotation", "status"]
Actor = Literal["you", "platform", "nobody"]
Retry = Literal["no", "safe", "later", "platform"]
Origin = Literal["shipped", "team", "imported"]
Status = Literal["draft", "reviewed", "retired"]
Effect = Literal["read", "change", "destroy"]
Shell = Literal["sh", "pwsh", "kql", "cmd"]

EFFECTS: tuple[Effect, ...] = get_args(Effect)
SHELLS: tuple[Shell, ...] = get_args(Shell)


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a fact is documented."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command with `{resource_group}`-style placeholders, and what it does to the systems it runs against."""

    text: str
    shell: Shell
    effect: Effect


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction, with the commands that carry it out (alternatives for different shells)."""

    text: str
    commands: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text this entry must win: a message, `constructed` when no real one was at hand, or what people ask."""

    text: str
    constructed: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of knowledge; `id` is the path below the entries folder without suffix (`compute/AllocationFailed`).

    `codes` keep the casing in which Azure prints them, the usual spelling first. `match` holds RE2 patterns. `inner`
    says where a wrapper keeps the real code. `generic` marks names that other products print too. `context`,
    `category` and `impact` are those of Resource Health and stand on annotations only. `reviewed` is an ISO date.
    """

    id: str
    title: str
    kind: Kind
    codes: tuple[str, ...]
    meaning: str
    fixes: tuple[Step, ...]
    match: tuple[str, ...] = ()
    wraps: bool = False
    inner: str = ""
    generic: bool = False
    act: Actor = "you"
    retry: Retry = "no"
    related: tuple[str, ...] = ()
    exit_codes: tuple[str, ...] = ()
    http: tuple[str, ...] = ()
    context: str = ""
    category: str = ""
    impact: str = ""
    origin: Origin = "shipped"
    source: str = ""
    license: str = ""
    status: Status = "draft"
    successor: str = ""
    owner: str = ""
    reviewed: str = ""
    references: tuple[Reference, ...] = ()
    causes: tuple[str, ...] = ()
    diagnose: tuple[Step, ...] = ()
    verify: tuple[Step, ...] = ()
    prevent: tuple[Step, ...] = ()
    tip: str = ""
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[str, ...] = ()

    @property
    def variant(self) -> str:
        """Give the part of the file name after the code (`quota-cores`), or an empty text for the code's main page."""
        stem = self.id.rpartition("/")[2]
        return stem.partition(".")[2] if self.kind != "status" else ""
