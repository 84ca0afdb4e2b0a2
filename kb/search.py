"""Entries that somebody looks for by words: in codes, titles and known messages."""

from __future__ import annotations

from kb.entry import Entry
from kb.library import Library
from kb.matching.by_message import like_messages
from kb.matching.passages import passage
from kb.text.offsets import TracedText

_IN_CODE, _IN_TITLE, _IN_TEXT, _IN_MESSAGE = 3.0, 2.0, 1.0, 2.0


def search(library: Library, words: str, *, most: int = 20) -> list[Entry]:
    """Give the entries that hold these words, those that hold more of them first, at most `most`."""
    wanted = [word.lower() for word in words.split()]
    alike = {one.known: one.share for one in like_messages(library, passage(TracedText(words)))}
    by_id = {library.id_of(known): share for known, share in alike.items()}
    scored = [(_score(entry, wanted) + _IN_MESSAGE * by_id.get(entry.id, 0.0), entry) for entry in library]
    found = sorted((one for one in scored if one[0] >= _IN_TEXT), key=lambda one: (-one[0], one[1].id))
    return [entry for _, entry in found[:most]]


def _score(entry: Entry, wanted: list[str]) -> float:
    places = (
        (_IN_CODE, " ".join((entry.id, *entry.codes)).lower()),
        (_IN_TITLE, entry.title.lower()),
        (_IN_TEXT, " ".join((entry.meaning, *entry.causes)).lower()),
    )
    return sum(max((weight for weight, text in places if word in text), default=0.0) for word in wanted)
