"""How alike clusters are: for people who look for what to merge. Templates only, no messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.clustering.clusters import Cluster
from analysis.clustering.masking import VARIABLE


@dataclass(frozen=True, slots=True)
class Alike:
    """Two cluster ids and their likeness: 1 for the same words in the same order, 0 for nothing in common."""

    one: str
    other: str
    likeness: float


def alike(clusters: Sequence[Cluster], *, at_least: float = 0.8) -> tuple[Alike, ...]:
    """Give pairs of clusters that read alike, the most alike first.

    Likeness is the mean of two: rapidfuzz's ratio on the words in order, and the cosine of TF-IDF vectors, in which a
    rare word counts more than `the`.
    """
    if len(clusters) < 2:  # noqa: PLR2004 - a pair
        return ()
    texts = [cluster.pattern.replace(VARIABLE, "_") for cluster in clusters]
    order = np.asarray(process.cdist(texts, texts, scorer=fuzz.ratio, dtype=np.float32)) / 100
    vectors = TfidfVectorizer(analyzer=str.split, sublinear_tf=True).fit_transform(texts)
    likeness = (order + (vectors @ vectors.T).toarray()) / 2
    found = [
        Alike(
            min(clusters[at].id, clusters[to].id),
            max(clusters[at].id, clusters[to].id),
            round(float(likeness[at, to]), 4),
        )
        for at, to in zip(*np.nonzero(np.triu(likeness >= at_least, k=1)), strict=True)
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.likeness, pair.one, pair.other)))
