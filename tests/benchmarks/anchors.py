"""What somebody would otherwise take to find the entry of a paste: four simple searches over the same entries."""

from collections.abc import Callable, Sequence
from typing import Protocol

import bm25s
import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from kb.entry import Entry

Answer = str | None


class Search(Protocol):
    """Finds the code of a text."""

    def __call__(self, text: str) -> Answer:
        """Give the best code, or None."""
        ...


def page(entry: Entry) -> str:
    """Give all words of an entry."""
    examples = (example.text for example in entry.examples)
    return " ".join((*entry.codes, entry.title, entry.meaning, *entry.causes, *examples))


def code_search(entries: Sequence[Entry]) -> Search:
    """Search for each known code as a word, case-blind; the longest found wins."""
    codes = sorted({code for entry in entries for code in entry.codes}, key=len, reverse=True)
    lowered = [(code, code.lower()) for code in codes]

    def search(text: str) -> Answer:
        there = text.lower()
        return next((code for code, low in lowered if low in there), None)

    return search


def bm25(entries: Sequence[Entry]) -> Search:
    """Search by BM25 as bm25s ships it."""
    index = bm25s.BM25()
    index.index(bm25s.tokenize([page(entry) for entry in entries], show_progress=False), show_progress=False)

    def search(text: str) -> Answer:
        query = bm25s.tokenize([text], show_progress=False)
        if not query.ids[0]:
            return None
        found, _ = index.retrieve(query, k=1, show_progress=False)
        return entries[int(found[0, 0])].codes[0]

    return search


def tf_idf(entries: Sequence[Entry]) -> Search:
    """Search by cosine of TF-IDF vectors of words."""
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    matrix = vectorizer.fit_transform([page(entry) for entry in entries])

    def search(text: str) -> Answer:
        scores = (matrix @ vectorizer.transform([text]).T).toarray().ravel()
        return entries[int(np.argmax(scores))].codes[0]

    return search


def token_set(entries: Sequence[Entry]) -> Search:
    """Search by rapidfuzz token_set_ratio against every page."""
    pages = [page(entry) for entry in entries]

    def search(text: str) -> Answer:
        found = process.extractOne(text, pages, scorer=fuzz.token_set_ratio)
        return entries[found[2]].codes[0]

    return search


def code_search_then_tf_idf(entries: Sequence[Entry]) -> Search:
    """Search for codes, and by TF-IDF where there is none: the best of the simple ones."""
    by_code, by_words = code_search(entries), tf_idf(entries)
    return lambda text: by_code(text) or by_words(text)


ANCHORS: dict[str, Callable[[Sequence[Entry]], Search]] = {
    "code search": code_search,
    "BM25 (bm25s)": bm25,
    "TF-IDF": tf_idf,
    "rapidfuzz token_set_ratio": token_set,
    "code search, then TF-IDF": code_search_then_tf_idf,
}
