"""Ways of finding log templates: ours, and what one would take otherwise, each with one setting for all messages."""

import importlib
import importlib.util
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.clustering.finalising import cluster_ids, patterns
from analysis.clustering.reading import read_keys

Run = Callable[[list[str], list[str]], Sequence[object]]

# Masks as drain3's own examples and log parsers' papers have them: addresses, paths, ids, numbers.
MASKS = [
    r"https?://[^\s'\",)]+",
    r"/?(?:[\w.~-]+/){2,}[\w.~*-]*",
    r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}",
    r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+|/\d+)?",
    r"\b0x[0-9a-fA-F]+\b",
    r"\b[0-9a-fA-F]{16,}\b",
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?",
    r"(?<![A-Za-z])[-+]?\d+(?:\.\d+)?(?![A-Za-z])",
]
_MASKS = [re.compile(mask) for mask in MASKS]


@dataclass(frozen=True)
class Method:
    """How messages and codes become labels, up to how many messages that is bearable, and what must be installed."""

    run: Run
    most: int = 1_000_000
    needs: str = "re"

    def available(self) -> bool:
        """Say whether what it needs is installed."""
        return importlib.util.find_spec(self.needs) is not None


def ours(texts: list[str], codes: list[str]) -> Sequence[object]:
    """Give the labels of this project."""
    keyed = read_keys(texts, codes)
    ids = cluster_ids(patterns(keyed.keys))
    of_key = np.array([ids[key] for key in keyed.keys])
    return of_key[keyed.places].tolist()


def drain3(*, masks: bool) -> Run:
    """Give drain3 with its default settings, with or without masks."""

    def run(texts: list[str], codes: list[str]) -> Sequence[object]:
        miners, settings, masking = (
            importlib.import_module(name)  # may not be installed
            for name in ("drain3.template_miner", "drain3.template_miner_config", "drain3.masking")
        )
        config = settings.TemplateMinerConfig()
        config.profiling_enabled = False
        config.masking_instructions = [masking.MaskingInstruction(mask, "*") for mask in MASKS] if masks else []
        miner = miners.TemplateMiner(config=config)
        return [miner.add_log_message(text)["cluster_id"] for text in texts]

    return run


def on_distinct(group: Callable[[list[str]], Sequence[int]]) -> Run:
    """Give a method that groups the distinct masked messages."""

    def run(texts: list[str], codes: list[str]) -> Sequence[object]:
        lines = [masked(text) for text in texts]
        distinct = sorted(set(lines))
        label = dict(zip(distinct, group(distinct), strict=True))
        return [label[line] for line in lines]

    return run


def masked(text: str) -> str:
    """Give a message with the common masks."""
    for mask in _MASKS:
        text = mask.sub("<*>", text)
    return text


def tfidf_dbscan(lines: list[str]) -> Sequence[int]:
    """Give DBSCAN's clusters by the cosine of TF-IDF vectors."""
    from sklearn.cluster import DBSCAN  # noqa: PLC0415 - loads slowly
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    vectors = TfidfVectorizer(token_pattern=r"[^\s]+").fit_transform(lines)
    found: list[int] = DBSCAN(eps=0.35, min_samples=1, metric="cosine").fit_predict(vectors).tolist()
    return found


def fuzzy(lines: list[str]) -> Sequence[int]:
    """Give the connected components of messages whose rapidfuzz ratio is at least 85."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415
    from scipy.sparse import csr_matrix, vstack  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    rows = [
        csr_matrix(process.cdist(lines[at : at + 500], lines, scorer=fuzz.ratio, score_cutoff=85, dtype=np.uint8) > 0)
        for at in range(0, len(lines), 500)
    ]
    found: list[int] = connected_components(vstack(rows), directed=False)[1].tolist()
    return found


METHODS = {
    "ours": Method(ours),
    "drain3": Method(drain3(masks=False), needs="drain3"),
    "drain3 with masks": Method(drain3(masks=True), needs="drain3"),
    "TF-IDF + DBSCAN": Method(on_distinct(tfidf_dbscan), most=10_000, needs="sklearn"),
    "rapidfuzz": Method(on_distinct(fuzzy), most=10_000, needs="rapidfuzz"),
}
