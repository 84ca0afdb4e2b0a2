"""Misspelt words of questions, put right towards the words that pages use."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.library import Library
from kb.text.subjects import EVERYDAY, stem, subjects

# Short words are too near to one another, and names have capitals or digits inside.
_WORD = re.compile(r"(?<![\w.@/-])[A-Za-z][a-z]{5,24}(?![\w@/'’-])")
_SHORTEST, _TWO_WRONG_FROM = 5, 8
# A word that fewer messages have is not what somebody meant to type.
_OFTEN = 3
_MOST_WRONG_WORDS = 4
# Letters that changed places are many single mistakes.
_MUCH_ALIKE = 0.95


def spelt(library: Library, text: str) -> str:
    """Give a question with each unknown word replaced by the one known word that is a letter or two from it."""
    wrong: dict[str, str] = {}
    for word in dict.fromkeys(found[0].lower() for found in _WORD.finditer(text)):
        if len(wrong) >= _MOST_WRONG_WORDS:
            break
        if not _is_known(library, word) and (right := _nearest(_known_words(_Key(library)), word)):
            wrong[word] = right
    return _WORD.sub(lambda found: wrong.get(found[0].lower(), found[0]), text) if wrong else text


def _is_known(library: Library, word: str) -> bool:
    if any(word in index.features for index in library.layers):
        return True
    named = {stem(word), *subjects(word)}
    return any(one in pages.postings for one in named for pages in library.subjects)


def _nearest(words: dict[str, tuple[str, ...]], word: str) -> str | None:
    from rapidfuzz import process  # noqa: PLC0415 - needed for the few questions with an unknown word
    from rapidfuzz.distance import OSA, JaroWinkler  # noqa: PLC0415

    known, long = words.get(word[0], ()), len(word) >= _TWO_WRONG_FROM
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=1 + long, limit=2)
    if len(found) > 1 and found[1][1] == found[0][1] and stem(found[0][0]) != stem(found[1][0]):
        return None
    if found:
        return str(found[0][0])
    alike = process.extractOne(word, known, scorer=JaroWinkler.similarity, score_cutoff=_MUCH_ALIKE) if long else None
    return str(alike[0]) if alike else None


class _Key:
    """A library as a key: equal for equal knowledge."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __hash__(self) -> int:
        return hash(self.library.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.library.version == other.library.version


@lru_cache(maxsize=4)
def _known_words(key: _Key) -> dict[str, tuple[str, ...]]:
    """Give the words that messages often have, and everyday words for Azure's things, by their first letter."""
    words = set(EVERYDAY)
    for index in key.library.layers:
        words |= {word for word, at in index.features.items() if " " not in word and len(index.postings[at]) >= _OFTEN}
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _SHORTEST and word.isascii():
            by_letter.setdefault(word[0], []).append(word)
    return {letter: tuple(found) for letter, found in by_letter.items()}
