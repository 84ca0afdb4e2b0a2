"""Groups of finds as draft entries: one page for a code, or one for each of its root causes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from kb.entry import Actor, Command, Entry, Example, Reference, Retry, Step
from kb.importing.codes import codes_of, is_generic
from kb.importing.finds import Find, Place, Strength
from kb.importing.inline import shortened, squeezed
from kb.importing.merging import Group, Page, message_words
from kb.importing.neutral import neutral
from kb.importing.variants import pattern_for, slug_for
from kb.reading import render
from kb.text.redaction import redact

_MOST_EXAMPLES, _MOST_VARIANTS, _MOST_REFERENCES, _MOST_STEPS, _MOST_LINES = 40, 30, 4, 8, 150
# Places of one document that may hold a root cause each.
_SIDE_BY_SIDE: tuple[set[Place], ...] = ({"row"}, {"quote"})
_LATER = re.compile(r"(?i)\b(?:re)?try\b[^.]{0,40}\b(?:later|after|in (?:a few|some)|a few minutes)")
_NO_ACTION = re.compile(r"(?i)\bno (?:other |further )?action\b")
_FENCE = re.compile(r"`{3,}|~{3,}")
_CODE_LABEL = re.compile(r"(?i)\bcode\\*[\"']?\s*[:=]")
_LEADING = re.compile(r"^(?:#+|[-*+>|]|\d+[.)])\s*")


def entries_of(group: Group, *, pages: Mapping[str, Page]) -> list[Entry]:
    """Give the draft pages of a group: several where messages with explanations of their own tell causes apart."""
    causes = _root_causes(group.finds)
    if len(causes) < 2:  # noqa: PLR2004 - one cause is no variant
        return [_entry(group, group.finds, pages=pages)]
    rest = [find for find in group.finds if find not in causes]
    made = [_variant(group, find, causes, pages=pages) for find in causes]
    once = _with_own_names(made)
    main = _main(group, once, rest, pages=pages)
    return [main, *(replace(entry, related=(main.id,)) for entry in once)]


def fitting(entry: Entry) -> Entry:
    """Give an entry with as many examples and commands as one page may hold."""
    while len(entry.examples) > 1 and not _fits(render(entry)):
        entry = replace(entry, examples=entry.examples[:-1])
    if redact(render(entry)).counts:
        entry = replace(entry, examples=(Example(f"Code: {entry.codes[0]}", constructed=True),))
    if render(entry).count("\n") > _MOST_LINES:
        bare = tuple(Step(step.text) for step in entry.fixes)
        entry = replace(entry, fixes=bare, diagnose=())
    return entry


def _fits(page: str) -> bool:
    """Say whether a page is short enough, and nothing in it is taken for a secret."""
    return page.count("\n") <= _MOST_LINES and not redact(page).counts


def _root_causes(finds: Sequence[Find]) -> list[Find]:
    """Give the finds that explain a message of their own, each message and each fix once."""
    chosen: list[Find] = []
    seen: set[object] = set()
    for find in finds:
        keys = {message_words(text) for text in find.messages} | ({find.fixes} if find.fixes else set())
        near = any(one.path == find.path and {one.place, find.place} not in _SIDE_BY_SIDE for one in chosen)
        apart = find.strength >= Strength.QUOTE and find.explains and find.messages
        if apart and not near and not keys & seen and len(chosen) < _MOST_VARIANTS:
            chosen.append(find)
            seen |= keys
    return chosen


def _with_own_names(entries: Sequence[Entry]) -> list[Entry]:
    taken: set[str] = set()
    made = []
    for entry in entries:
        name, count = entry.id, 2
        while name.lower() in taken:
            name, count = f"{entry.id}-{count}", count + 1
        taken.add(name.lower())
        made.append(replace(entry, id=name))
    return made


def _variant(group: Group, find: Find, causes: Sequence[Find], *, pages: Mapping[str, Page]) -> Entry:
    others = [other for other in causes if other is not find]
    entry = _entry(group, (find,), pages=pages)
    looks_alike = tuple(_example_text(other.messages[0], group.code) for other in others)[:2]
    named = PurePosixPath(find.path).stem.replace("-", " ")
    told = (named, find.title, find.messages[0]) if find.place == "article" else (find.messages[0],)
    pattern = pattern_for(find.messages, against=[text for other in others for text in other.messages])
    return replace(
        entry,
        id=f"{entry.id}.{slug_for(*told, without=entry.codes)}",
        codes=(entry.codes[0],),
        match=(pattern,) if pattern else (),
        counter_examples=tuple(text for text in looks_alike if text not in {one.text for one in entry.examples}),
    )


def _main(group: Group, variants: Sequence[Entry], rest: Sequence[Find], *, pages: Mapping[str, Page]) -> Entry:
    told = [entry.title.rstrip(".") for entry in variants]
    entry = _entry(group, rest or group.finds[:1], pages=pages)
    shown = {message_words(example.text) for variant in variants for example in variant.examples}
    left = tuple(example for example in entry.examples if rest and message_words(example.text) not in shown)
    return replace(
        entry,
        title="Several causes share this code; the message tells which",
        meaning=shortened(f"The message tells what is wrong: {'; '.join(told)}.", most=900),
        codes=(group.code, *group.others),
        causes=(),
        fixes=(Step("Compare the message with those of the related pages, and follow the one that fits."),),
        examples=left or (Example(f"Code: {group.code}", constructed=True),),
        prevent=(),
        related=tuple(variant.id for variant in variants),
        http=(),
        exit_codes=(),
    )


def _entry(group: Group, finds: Sequence[Find], *, pages: Mapping[str, Page]) -> Entry:
    base = finds[0]
    # What running text elsewhere says helps only where nothing better is known.
    sure = [find for find in finds if find is base or find.strength > Strength.MENTION]
    explained = next((find for find in sure if find.fixes), base)
    codes = (group.code, *group.others)
    kind = base.kind
    fixes = _steps(explained.fixes) or (_pointer(base, pages),)
    about = pages[base.path].title if base.path in pages else ""
    causes = _lines(next((find.causes for find in sure if find.causes), ()))
    nothing = (
        f"'{about}' lists this code and does not say what it means." if about else f"The source names {group.code}."
    )
    meaning = _first_telling([*(find.meaning for find in finds), base.title, *causes[:1], nothing])
    annotated = kind == "annotation"
    return Entry(
        id=_id(group.provider, group.code, status=kind == "status"),
        title=_line(_first_telling([base.title, about if meaning == nothing else meaning, group.code]), most=140),
        kind=kind,
        codes=_status_codes(group.code) if kind == "status" else codes,
        meaning=meaning,
        fixes=fixes,
        generic=kind == "error" and is_generic(group.code),
        act=_actor(base),
        retry=_retry(finds),
        exit_codes=_union(find.exit_codes for find in finds),
        http=_union(find.http for find in finds),
        context=base.context if annotated else "",
        category=base.category if annotated else "",
        impact=base.impact if annotated else "",
        origin="imported",
        source="; ".join(dict.fromkeys(find.path for find in finds[:3])),
        license="; ".join(dict.fromkeys(pages[find.path].licence for find in finds[:3] if find.path in pages)),
        status="draft",
        references=_references(finds, pages),
        causes=causes,
        diagnose=_steps(explained.diagnose),
        verify=_steps(explained.verify),
        prevent=_steps(explained.prevent),
        examples=_examples(group.code, finds),
    )


def _id(provider: str, code: str, *, status: bool) -> str:
    if not status:
        return f"{provider}/{code}"
    name, _, value = code.partition("/")
    return f"{provider}/{name}.{_squeezed(value)}"


def _status_codes(code: str) -> tuple[str, ...]:
    name, _, value = code.partition("/")
    return tuple(dict.fromkeys((code, f"{name}/{_squeezed(value)}")))


def _squeezed(value: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z]+", value))


def _actor(find: Find) -> Actor:
    if find.kind == "status":
        return "nobody"
    calm = any(_NO_ACTION.search(step.text) for step in find.fixes)
    if find.kind != "annotation" or not calm:
        return "you"
    return "platform" if find.context.startswith("Platform") else "nobody"


def _retry(finds: Sequence[Find]) -> Retry:
    told = [text for find in finds for text in (*find.messages, *(step.text for step in find.fixes))]
    return "later" if any(_LATER.search(text) for text in told) else "no"


def _pointer(find: Find, pages: Mapping[str, Page]) -> Step:
    title = pages[find.path].title if find.path in pages else ""
    named = f"'{_line(title, most=120)}'" if title else "the document"
    return Step(f"Read {named}; it names no steps for this code.")


def _references(finds: Sequence[Find], pages: Mapping[str, Page]) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    for find in finds:
        page = pages.get(find.path)
        for reference in (*([page.reference] if page and page.reference else []), *find.references):
            found.setdefault(reference.url, Reference(_line(reference.title, most=120) or reference.url, reference.url))
    return tuple(found.values())[:_MOST_REFERENCES]


def _examples(code: str, finds: Sequence[Find]) -> tuple[Example, ...]:
    texts: dict[tuple[str, ...], str] = {}
    for find in finds:
        for message in find.messages:
            text = _example_text(message, code)
            if text and len(texts) < _MOST_EXAMPLES:
                texts.setdefault(message_words(text) or (text,), text)
    made = [Example(text) for text in dict.fromkeys(texts.values())]
    return tuple(made) or (Example(f"Code: {code}", constructed=True),)


def _example_text(message: str, code: str) -> str:
    lines = [_FENCE.sub("", line).rstrip() for line in neutral(message).split("\n")]
    text = "\n".join(line for line in lines if line.strip())
    if not text or code.lower() in text.lower() or "/" in code or _CODE_LABEL.search(text):
        return text
    return f"Code: {code}\nMessage: {text}"


def _steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    made = [Step(_line(step.text, most=320), tuple(map(_command, step.commands))) for step in steps]
    return tuple(step for step in made if step.text)[:_MOST_STEPS]


def _command(command: Command) -> Command:
    return Command("\n".join(line.rstrip() for line in command.text.split("\n")), command.shell, command.effect)


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for given in texts if (text := _line(given, most=320))))[:_MOST_STEPS]


def _line(text: str, *, most: int) -> str:
    """Give a text on one line that nothing in it can turn into a heading, a list, a table or a fence."""
    clean = squeezed(_FENCE.sub("", neutral(text)))
    while _LEADING.match(clean):
        clean = _LEADING.sub("", clean, count=1)
    return shortened(clean.rstrip("\\ "), most=most)


def _first_telling(texts: Sequence[str]) -> str:
    """Give the first text that is more than a name, or else the last one."""
    lines = [_line(text, most=900) for text in texts]
    return next((line for line in lines if " " in line and not codes_of(line)), lines[-1]) or "…"


def _union(values: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for inner in values for value in inner))
