"""The machine that a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_NAME: Final = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?(?:/\d{1,6})?(?![\w'’])"
_RESOURCE: Final = re.compile(r"/subscriptions/[^\s\"'`<>|]+", re.IGNORECASE)
_QUOTED: Final = re.compile(rf"[`\"'“‘]({_NAME})[`\"'”’]")
_INSTANCE: Final = re.compile(
    rf"\binstance\s+#?(\d{{1,6}})\s+(?:of|in)\s+(?:scale\s?set\s+|vmss\s+|the\s+)*({_NAME})"
    rf"|\b({_NAME}),?\s+instance\s+#?(\d{{1,6}})\b",
    re.IGNORECASE,
)
_KIND: Final = (
    r"(?:vm|machine|server|host|instance|computer|virtual\s+machine|scale\s?set|vmss|box|node|disk|nic)"
    r"(?:\s+(?:named|called))?\s*:?"
)
_BEHIND_KIND: Final = re.compile(rf"\b{_KIND}\s+({_NAME})", re.IGNORECASE)
_FRAMES: Final = tuple(
    re.compile(pattern.replace("NAME", rf"(?:(?:the|my|our|{_KIND})\s+)*({_NAME})"), re.IGNORECASE)
    for pattern in (
        r"\bhappen(?:ed|ing|s)?\s+(?:to|with|on|at)\s+NAME",
        r"\b(?:going\s+on|wrong|up|matter|the\s+deal)\s+(?:with|on)\s+NAME",
        r"\b(?:history|timeline|story|status|state|health|events?|log|activity)\s+(?:of|for|on)\s+NAME",
        r"\bwhy\s+(?:did|was|is|has|have|does|had|were|can't|cannot|isn't|won't|wasn't)\s+NAME",
        r"\bwhen\s+(?:did|was|is|has)\s+NAME",
        r"\b(?:is|was|are)\s+NAME\s+(?:down|up|ok|okay|healthy|running|back|alive|affected|reachable|unavailable)\b",
        r"\bwho\s+(?:\w+\s+)?(?:\w+ed|\w+t|shut|shut\s+down|turned\s+(?:off|on)|broke|killed|did)\s+NAME",
        r"\b(?:did|has|have|was)\s+(?:some(?:one|body)|any(?:one|body)|azure|the\s+platform)\s+\w+\s+NAME",
        r"\b(?:and|what\s+about|how\s+about|same\s+for|also|now)\s+NAME",
        r"\b(?:on|for|about|show(?:\s+me)?|check)\s+NAME",
    )
)
# Words that stand where a name could and are none.
_NO_NAMES: Final = frozenset(
    """a afternoon again agent alert alerts all always an and any anything are at azure back backup backups
    before between by can cannot day days deployment deployments did disk disks do does down each error errors
    evening event events every everything extension extensions fail failed failing fails failure failures for
    friday from had happened has have health help history hour hours how i in is it its last log logs machine
    machines many me midnight monday month morning much my never new night no node noon not now of off on one
    or our out over people please quota report reports resource running same saturday scale server servers set
    show since so some something still stuck subscription sunday that the them there these they thing things
    this thursday time timeline to today tomorrow tonight tuesday up us virtual vm vms vmss was we wednesday
    week week's weekly weeks went were what when where which who why will with wrong yesterday you your""".split()
)
_LISTED: Final = re.compile(
    rf"(?:\b(?:and|or|vs\.?|versus|than)|[,&+])\s*(?:(?:the|my|our|{_KIND})\s+)*({_NAME})", re.IGNORECASE
)
_LIKELY: Final = re.compile(rf"(?<![\w./-])({_NAME})(?![\w/-])")


def machine_named(sentence: str, *, ignored: tuple[int, int] | None = None) -> str | None:
    """Give the name, resource id or scale-set instance ("ss/3") a sentence is about, as written; None if it names none.

    `ignored` is the place of words that name a time and therefore no machine.
    """
    if (resource := _RESOURCE.search(sentence)) is not None:
        return resource[0].rstrip(".,;:?!)")
    text = (
        sentence
        if ignored is None
        else f"{sentence[: ignored[0]]}{' ' * (ignored[1] - ignored[0])}{sentence[ignored[1] :]}"
    )
    if (instance := _INSTANCE.search(text)) is not None and (
        named := instance[2] or instance[3]
    ).lower() not in _NO_NAMES:
        return f"{named}/{instance[1] or instance[4]}"
    return next(_candidates(text), None)


def others_named(sentence: str, machine: str) -> tuple[str, ...]:
    """Give the machines that a sentence lists beside this one ("web-01 and web-02"), as written."""
    listed = (found[1] for found in _LISTED.finditer(sentence))
    others = [name for name in listed if _is_name(name) and re.search(r"\d|[a-z][-_][a-z]", name, re.IGNORECASE)]
    return tuple(dict.fromkeys(name for name in others if name.lower() != machine.lower()))


def _candidates(text: str) -> Iterator[str]:
    for found in _QUOTED.finditer(text):
        yield found[1]
    for pattern in (*_FRAMES[:8], _BEHIND_KIND, *_FRAMES[8:]):
        for found in pattern.finditer(text):
            if _is_name(found[1]):
                yield found[1]
    for found in _LIKELY.finditer(text):
        if _is_name(found[1]) and re.search(r"[a-z].*\d|[a-z][-_][a-z]", found[1], re.IGNORECASE):
            yield found[1]


def _is_name(word: str) -> bool:
    return word.lower() not in _NO_NAMES and not word.isdigit()
