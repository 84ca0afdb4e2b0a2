"""Entries found by what a question is about, when it names no code and quotes no message."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from kb.library import Known, Library
from kb.text.regions import find_regions
from kb.text.subjects import subjects

# Somebody wants something explained or mended; plain reports of what is planned or done do not.
_ASKS_OR_COMPLAINS = re.compile(
    r"(?i)\?|\b(?:why|how (?:do|can|to|long|come)|what|which|where|who|can i|is it|is there|any ?(?:one|body)|help"
    r"|explain"
    r"|mean|fail\w*|error\w*|stuck|hang\w*|cannot|\w+n't|cant|wont|doesnt|isnt|refus\w*|reject\w*|den(?:y|ied|ies)"
    r"|block\w*|broken|unable|times? out|timed? out|crash\w*|keeps? \w+|never|no longer|not \w+ing|429s?|409|403"
    r"|problem"
    r"|issue|stopped|dies|died|says|complain\w*|expired?|limit reached|too (?:small|many|old|big|long|few)"
    r"|locked|lacks"
    r"|conflict\w*|clash\w*|in use|wants|gone|vanished|disappeared|without|invalid|throttl\w*|overlap\w*"
    r"|missing|kills?"
    r"|killed|lost|wrong|may not|ran out|unexpected\w*|by itself|suddenly|slow)\b"
)
_MACHINES = re.compile(
    r"(?i)\b(?:azure|vms?|virtual machines?|vmss\w*|scale ?sets?|disks?|vhds?|snapshots?|images?|backups?|vault"
    r"|restores?"
    r"|nics?|network (?:cards?|interfaces?)|(?:network )?security groups?|nsgs?|subnets?|vnets?|virtual networks?"
    r"|peering"
    r"|route tables?|private endpoints?|gateways?|public (?:ips?|address\w*)|pips?|load balancers?|lbs?"
    r"|resource groups?"
    r"|rgs?|subscriptions?|tenants?|quotas?|vcpus?|cores|extensions?|agents?|aks|node ?pools?|nodes?|spot|skus?"
    r"|availability (?:set|zone)s?|deployments?|bicep|terraform|arm|templates?|policy|policies|resource lock"
    r"|(?:delete |resource |readonly |cannotdelete )?locks?|role assignments?|marketplace|gallery|hibernat\w*"
    r"|redeploy"
    r"|resiz\w*|host (?:maintenance|failure)|live migrat\w*|resource health|health (?:log|event|history)"
    r"|storage accounts?"
    r"|blobs?|sas|key ?vault|managed identit\w*|site recovery|replication|encryption|custom ?script|restore points?"
    r"|app registration|client secret|directory|login|service principal|az login|api version|provisioning|mfa"
    r"|refresh token|exit (?:code"
    r"|status) \d+)\b"
)
# What a program prints is no question, whatever words are in it.
_PRINTED = re.compile(
    r"(?i)\b\w+(?:\.\w+)+(?:error|exception)\b|^\s*at \w+|traceback|##\[|\w\(\w*[=,]|[{}]|-{5,}|\bwhat-if:"
    r"|^\s*(?:error|fatal|warning|gpupdate):|^\s*[\w.-]+:\s+(?:error|fatal|could not|permission denied|failed)"
    r"|^\s*(?:kernel|pod|az)\b.{0,40}:|^[EWIF]\d{4} \d\d:|\b\w+_\w+\.\w+:|\b0 (?:failed|errors)\b"
)
_MOST_LINES, _LONGEST = 6, 2_000
_MOST_WORDS = 90
# What is said twice is meant a little more.
_SAID_AGAIN, _MOST_SAID = 0.3, 3


@dataclass(frozen=True, slots=True)
class Subject:
    """How much an entry is about what a question is about: its score, and the share of the question it covers."""

    known: Known
    score: float
    covered: float


def is_about_machines(text: str) -> bool:
    """Say whether a text names anything that people run on Azure."""
    return bool(_MACHINES.search(text))


def is_question(text: str) -> bool:
    """Say whether somebody asks, or complains, about machines on Azure in a few words of their own."""
    return (
        len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and text.strip().count("\n") < _MOST_LINES
        and bool(_ASKS_OR_COMPLAINS.search(text))
        and is_about_machines(text)
        and not _PRINTED.search(text)
    )


def about(library: Library, text: str, *, most: int = 8) -> list[Subject]:
    """Give the entries that are about what a text is about, most so first."""
    for region in find_regions(text):
        text = text.replace(region, " ")
    wanted = subjects(text)
    scores: dict[Known, float] = defaultdict(float)
    covered: dict[Known, float] = defaultdict(float)
    whole = 0.0
    for subject, count in wanted.items():
        rarity = library.subject_rarity(subject) * (1 + _SAID_AGAIN * (min(count, _MOST_SAID) - 1))
        whole += rarity
        for layer, index in enumerate(library.subjects):
            for number, share in index.get(subject, ()):
                known = Known(layer, number)
                scores[known] += rarity * share
                covered[known] += rarity
    ranked = sorted(scores, key=lambda one: (-scores[one], one.layer, one.number))
    return [
        Subject(known, round(scores[known], 4), round(covered[known] / whole, 4) if whole else 0.0)
        for known in ranked
        if known not in library.hidden
    ][:most]
