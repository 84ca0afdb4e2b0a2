"""Finds of all documents brought together: those of one code and provider form one group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.entry import Reference
from kb.importing.codes import is_generic, is_of_windows
from kb.importing.finds import Find, Gap, Strength
from kb.importing.inline import shortened
from kb.text.masking import message_key, words

_GUEST = "guest"
# Where a code belongs that several providers print.
_MAIN = "compute"
# Folders whose documents speak of what the operating system of a VM prints.
_ABOUT_GUESTS = {"compute", "azure", "site-recovery", "recovery-services"}
_NUMBER_AT_END = re.compile(r"^[A-Z]+?0*(\d+)$")
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Page:
    """What a document lends to the drafts made from it."""

    provider: str
    title: str
    licence: str
    reference: Reference | None


@dataclass(frozen=True, slots=True)
class Group:
    """All finds of one code within one provider, the strongest first; `others` are further names of the code."""

    provider: str
    code: str
    finds: tuple[Find, ...]
    others: tuple[str, ...]


def grouped(finds: Sequence[Find], *, pages: Mapping[str, Page]) -> tuple[list[Group], list[Gap]]:
    """Give the groups of all finds, and a gap for each message and exit code that belongs to no known code."""
    coded = [find for find in finds if find.codes]
    adopted, gaps = _adopted([find for find in finds if not find.codes], coded)
    strong: dict[tuple[str, str], list[Find]] = {}
    weak: list[Find] = []
    for find in [*coded, *adopted]:
        if find.strength >= Strength.PART:
            strong.setdefault((provider_of_find(find, pages), find.codes[0].lower()), []).append(find)
        else:
            weak.append(find)
    homes = dict(strong)
    _settle(weak, homes, pages)
    return sorted(_groups(homes), key=lambda group: (group.provider, group.code.lower())), gaps


def provider_of_find(find: Find, pages: Mapping[str, Page]) -> str:
    """Give the folder a find belongs into: that of its document, unless the code tells better."""
    if find.kind == "annotation":
        return "resource-health"
    provider = pages[find.path].provider if find.path in pages else "azure"
    return _GUEST if is_of_windows(find.codes[0]) and provider in _ABOUT_GUESTS else provider


def message_words(text: str) -> tuple[str, ...]:
    """Give what two messages of one error have in common: the fixed words of the first sentence."""
    first = re.split(r"(?<=[.!?])\s|\s-\s", message_key(text))[0]
    return tuple(word for word, _, _ in words(first))


def _settle(weak: Sequence[Find], homes: dict[tuple[str, str], list[Find]], pages: Mapping[str, Page]) -> None:
    """Put each weak find to the strong ones of its code, of whatever provider; else let them form a group."""
    places: dict[str, tuple[str, str]] = {}
    for home, finds in sorted(homes.items(), key=_likeliest):
        for find in finds:
            for code in find.codes:
                if not is_generic(code):
                    places.setdefault(code.lower(), home)
    for find in sorted(weak, key=lambda find: -find.strength):
        own = (provider_of_find(find, pages), find.codes[0].lower())
        home = own if own in homes or is_generic(find.codes[0]) else places.setdefault(own[1], own)
        homes.setdefault(home, []).append(find)
        for code in find.codes:
            if not is_generic(code):
                places.setdefault(code.lower(), home)


def _likeliest(home: tuple[tuple[str, str], list[Find]]) -> tuple[bool, int]:
    (provider, _), finds = home
    return provider != _MAIN, -max(find.strength for find in finds)


def _groups(homes: Mapping[tuple[str, str], list[Find]]) -> Iterator[Group]:
    taken = set(homes)
    for (provider, code), finds in sorted(homes.items()):
        ordered = sorted(finds, key=lambda find: (find.codes[0].lower() != code, -find.strength, find.path, find.line))
        others: dict[str, str] = {}
        for find in ordered:
            for other in find.codes:
                if (provider, other.lower()) not in taken:
                    others.setdefault(other.lower(), other)
        taken |= {(provider, other) for other in others}
        yield Group(provider, _spelt(code, ordered), tuple(ordered), tuple(others.values()))


def _spelt(code: str, finds: Sequence[Find]) -> str:
    """Give a code in the casing that is most likely printed."""
    spelt = [name for find in finds for name in find.codes if name.lower() == code]
    return next((name for name in spelt if not name.islower()), spelt[0])


def _adopted(nameless: Sequence[Find], coded: Sequence[Find]) -> tuple[list[Find], list[Gap]]:
    """Give the finds without a code that belong to a known one: by exit code in one document, by message anywhere."""
    by_number = {
        (find.path, found[1]): find.codes[0] for find in coded if (found := _NUMBER_AT_END.match(find.codes[0]))
    }
    by_message: dict[tuple[str, ...], str] = {}
    for find in coded:
        for text in (*find.messages, find.title):
            key = message_words(text)
            if len(key) >= _FEWEST_WORDS:
                by_message.setdefault(key, find.codes[0])
    adopted: list[Find] = []
    gaps: list[Gap] = []
    for find in nameless:
        if find.exit_codes:
            code = next(
                (by_number[find.path, number] for number in find.exit_codes if (find.path, number) in by_number), ""
            )
            what = f"an exit code without a code: {', '.join(find.exit_codes)}"
        else:
            code = by_message.get(message_words(find.messages[0]), "")
            what = f"a message without a code: {shortened(find.messages[0], most=90)}"
        if code:
            adopted.append(replace(find, codes=(code,), strength=Strength.MENTION))
        else:
            gaps.append(Gap(find.path, find.line, what))
    return adopted, gaps
