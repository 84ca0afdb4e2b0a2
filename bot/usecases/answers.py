"""What the use cases answer: frozen values without markup, which every face renders in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from analysis.gaps import Gap
from analysis.window import Window
from bot.usecases.team_ports import Note
from kb.entry import Effect, Kind, Reference, Shell

Grade = Literal["confirmed", "likely", "possible"]
EvidenceKind = Literal["code", "message", "pattern", "similar"]
State = Literal["new", "regressed", "escalating", "steady", "gone"]
By = Literal["person", "automation", "policy", "platform", "guest", "unknown"]
HappeningKind = Literal["operation", "health", "service"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What in the text speaks for a match; offsets into the text as given, or None if it is not literally there."""

    kind: EvidenceKind
    text: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class FixStep:
    """One thing to do. `command` is filled in as far as the paste goes; unfilled places stay `<name>`."""

    text: str
    command: str | None
    shell: Shell | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class ExplainedMatch:
    """An entry that explains one error of the paste, and how sure that is (confidence from 0 to 1).

    `error` numbers the independent errors of one paste from 0. `act` and `retry` are those of the entry.
    """

    entry: str
    kind: Kind
    code: str
    title: str
    confidence: float
    grade: Grade
    error: int
    act: str
    retry: str
    meaning: str
    causes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    fixes: tuple[FixStep, ...]
    diagnose: tuple[FixStep, ...]
    verify: tuple[FixStep, ...]
    prevent: tuple[FixStep, ...]
    tip: str
    references: tuple[Reference, ...]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One error of the paste as Azure put it; the links of one `error` run from outermost to innermost."""

    error: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RedactionCount:
    """How many secrets of one kind were taken out before anything else saw the text."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that was looked at: what brought it up, and why it is not the answer (or that it is)."""

    entry: str
    by: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to "what is this error?".

    `matches` is best first and empty when nothing is known; then `nearest` holds what may have been meant. `unlisted`
    names Azure codes without an entry. `entities` maps each kind of name to the names found. `notices` are sentences
    about what could not be read, `notes` what the team added to the entries. `elapsed_ms` is the only field that may
    differ between two equal questions.
    """

    matches: tuple[ExplainedMatch, ...]
    nearest: tuple[ExplainedMatch, ...]
    unlisted: tuple[str, ...]
    chain: tuple[ChainLink, ...]
    entities: dict[str, tuple[str, ...]]
    redactions: tuple[RedactionCount, ...]
    notices: tuple[str, ...]
    knowledge_version: str
    elapsed_ms: float
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline: an operation, a health transition or an incident of the service.

    `name` is the annotation or the operation in REST casing and `label` the same in words; `code` is the innermost
    error code and `entry` the page that explains it, both "" where there is none. `resource` is what it happened to,
    which may be a disk or a scale set; `who` is the caller as logged. `folded` counts further operations of the same
    deployment that this line stands for. Times are in UTC; `end` is None where the log does not tell.
    """

    time: datetime
    end: datetime | None
    kind: HappeningKind
    name: str
    label: str
    outcome: str
    code: str
    message: str
    entry: str
    title: str
    by: By
    who: str
    resource: str
    correlation_id: str
    attempts: int
    folded: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who or what did it, with the sentences that say why, the strongest first."""

    by: By
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The answer to "what happened to this machine?".

    `resource` is a resource id as Azure spells it. `explained` holds the best match of each failure of the timeline,
    once each, in the timeline's order. `source` says which log was read; `gaps` what could not be.
    """

    resource: str
    name: str
    window: Window
    verdict: Verdict
    timeline: tuple[Happening, ...]
    explained: tuple[ExplainedMatch, ...]
    gaps: tuple[Gap, ...]
    source: str
    knowledge_version: str


@dataclass(frozen=True, slots=True)
class NeverSeen:
    """No machine of that name stands in the log; `near` are names like it, most alike first, `gaps` what is unread."""

    name: str
    near: tuple[str, ...]
    source: str
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class SeveralMachines:
    """The name stands in more than one group; `candidates` are the resource ids to choose from."""

    name: str
    candidates: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class NotReadable:
    """The log cannot be read at all; `reason` is one sentence with what to do next."""

    reason: str


@dataclass(frozen=True, slots=True)
class RecurringFailure:
    """One cluster of a report.

    `count` is failed operations in the window, `previous` in the span of the same length before it, `baseline` in the
    four weeks before it, `rate` the factor between the rates (None without a baseline). `days` counts them by day over
    window and baseline. `entry`, `title`, `act` and `fix` are those of its page, empty if it has none; then `draft` is
    a page to begin with. `asked` is how often people pasted it in the window. Texts are redacted, times in UTC.
    """

    id: str
    state: State
    template: str
    detail: str
    code: str
    entry: str
    title: str
    act: str
    fix: FixStep | None
    draft: str
    count: int
    previous: int
    baseline: int
    rate: float | None
    resources: int
    top_resources: tuple[tuple[str, int], ...]
    first_seen: datetime
    last_seen: datetime
    exemplar: str
    deployments: tuple[str, ...]
    days: tuple[tuple[date, int], ...]
    asked: int


@dataclass(frozen=True, slots=True)
class BadDeployment:
    """A deployment in which more than one operation failed: its correlation id and how many, in which clusters."""

    id: str
    failures: int
    clusters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Operations in the window, those that failed, and the distinct resources on which they failed."""

    operations: int
    failures: int
    resources: int


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to "what fails every week?".

    `name` is the ISO week or the days of the window in `zone`; `partial` tells that the window is not over. `clusters`
    are new ones first, then by count. `covered` counts the failures of the window whose cluster has a page.
    """

    window: Window
    name: str
    zone: str
    partial: bool
    totals: Totals
    clusters: tuple[RecurringFailure, ...]
    deployments: tuple[BadDeployment, ...]
    resources: tuple[tuple[str, int], ...]
    covered: int
    filters: tuple[str, ...]
    gaps: tuple[Gap, ...]
    source: str
    knowledge_version: str


@dataclass(frozen=True, slots=True)
class WhichMachine:
    """A question about a machine that names none."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked, for who greets or asks for help."""
