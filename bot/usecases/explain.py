"""What is this error? Text in, what it means and what to do out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.usecases.answers import Candidate, ChainLink, Evidence, ExplainedMatch, Explanation, FixStep, RedactionCount
from bot.usecases.commands import PasteShell, filled, shell_of
from kb import matching
from kb.entry import Step
from kb.library import Library
from kb.text.cleaning import clean
from kb.text.entities import KINDS, find_entities
from kb.text.errors import Chain
from kb.text.lazily import compile_all
from kb.text.offsets import TracedText
from kb.text.redaction import redact

if TYPE_CHECKING:
    from bot.usecases.teach.taught import Taught

MOST = 1024 * 1024
_END = 512 * 1024
_MOST_ENTITY_TEXT = 128 * 1024
_MOST_LINKS = 60
_TOO_LONG = (
    "The text has {count:,} characters; the first and last 512 kB were read. Paste the part with the error if this "
    "answer misses it."
)

NOTHING: Mapping[str, str] = MappingProxyType({})
_FIRST = (
    "AllocationFailed",
    "ZonalAllocationFaild",
    "why is my VM stuck in Creating since yesterday?",
    '{"error": {"code": "OperationNotAllowed", "message": "Disk data-01 is attached to VM web-01 in West Europe."}}',
    'Code="VMExtensionProvisioningError" Message="vmssCSE: Enable failed: command terminated with exit status=50"',
)
Entities = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Explain:
    """The use case; call it with a text.

    `given` is the library to begin with. `taught` gives, for each question, the one that holds what the team taught
    meanwhile, and how far it trusts which entry.
    """

    given: Library
    redact_emails: bool = False
    seconds: Callable[[], float] = perf_counter
    trust: Mapping[str, float] | None = None
    taught: Callable[[], Taught] | None = None

    @property
    def library(self) -> Library:
        """What is known by now."""
        return self.taught().library if self.taught else self.given

    def __call__(self, text: str, *, known: Mapping[str, str] = NOTHING) -> Explanation:
        """Give what a pasted text means. Secrets are taken out before anything else sees it.

        `known` are names that are known beside the text, by their kind; commands are filled in with them first.
        """
        if self.taught is not None:
            return self._as_taught(self.taught())(text, known=known)
        started = self.seconds()
        given, notices = _shortened(text)
        redaction = redact(given, emails=self.redact_emails)
        cleaned = clean(redaction.text)
        found = matching.match(self.library, cleaned, trust=self.trust)
        entities = _with(known, find_entities([cleaned.text[:_MOST_ENTITY_TEXT]]))
        shell = shell_of(cleaned.text)
        return Explanation(
            matches=tuple(self._explained(one, text, entities, shell) for one in found.matches),
            nearest=tuple(self._explained(one, text, entities, shell) for one in found.nearest),
            unlisted=found.unlisted,
            chain=_links(found.chains),
            entities={kind: entities.get(kind, ()) for kind in KINDS},
            redactions=tuple(RedactionCount(kind, count) for kind, count in redaction.counts),
            notices=notices,
            knowledge_version=self.library.version,
            elapsed_ms=round(1000 * (self.seconds() - started), 3),
        )

    def warm_up(self) -> None:
        """Load what is loaded with the first answer, so that no question waits for it or for looking it over."""
        compile_all()
        for text in _FIRST:
            self(text)
        gc.freeze()

    def ranking(self, text: str) -> tuple[Candidate, ...]:
        """Give the entries that were considered for a text, and why each lost or won."""
        if self.taught is not None:
            return self._as_taught(self.taught()).ranking(text)
        cleaned = clean(redact(_shortened(text)[0], emails=self.redact_emails).text)
        found = matching.match(self.library, cleaned, trust=self.trust)
        looked_at = matching.considered(self.library, cleaned, found)
        return tuple(Candidate(one.entry, one.by, one.verdict) for one in looked_at)

    def _as_taught(self, taught: Taught) -> Explain:
        return replace(self, given=taught.library, trust=taught.trust, taught=None)

    def _explained(self, match: matching.Match, text: str, entities: Entities, shell: PasteShell) -> ExplainedMatch:
        entry = self.library.entry(match.known)

        unsure = matching.grade(match.confidence) == "possible"

        def steps(given: tuple[Step, ...]) -> tuple[FixStep, ...]:
            made = (filled(step, entities, shell) for step in given)
            return tuple(replace(one, command=None) if unsure and one.effect == "destroy" else one for one in made)

        return ExplainedMatch(
            entry=entry.id,
            kind=entry.kind,
            code=match.code,
            title=entry.title,
            confidence=match.confidence,
            grade=matching.grade(match.confidence),
            error=match.error,
            act=entry.act,
            retry=entry.retry,
            meaning=entry.meaning,
            causes=entry.causes,
            evidence=tuple(_as_given(one, text) for one in match.evidence),
            fixes=steps(entry.fixes),
            diagnose=steps(entry.diagnose),
            verify=steps(entry.verify),
            prevent=steps(entry.prevent),
            tip=entry.tip,
            references=entry.references,
            related=self.library.related(entry),
        )


def _shortened(text: str) -> tuple[TracedText, tuple[str, ...]]:
    given = TracedText(text)
    if len(text) <= MOST:
        return given, ()
    return given.replaced([(_END, len(text) - _END, "\n")]), (_TOO_LONG.format(count=len(text)),)


def _with(known: Mapping[str, str], found: Entities) -> Entities:
    first = {kind: (name,) for kind, name in known.items() if name}
    return {kind: tuple(dict.fromkeys((*first.get(kind, ()), *found.get(kind, ())))) for kind in KINDS}


def _as_given(evidence: matching.Evidence, text: str) -> Evidence:
    """Give evidence in the words of the text as given, unless a secret was taken out of them."""
    if evidence.start is None or evidence.end is None or "[redacted:" in evidence.text:
        return Evidence(evidence.kind, evidence.text, None, None)
    return Evidence(evidence.kind, text[evidence.start : evidence.end], evidence.start, evidence.end)


def _links(chains: tuple[Chain, ...]) -> tuple[ChainLink, ...]:
    links = [ChainLink(error, link.code, link.message) for error, chain in enumerate(chains) for link in chain]
    return tuple(links[:_MOST_LINKS])
