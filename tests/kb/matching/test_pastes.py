import json
import re
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz, process

PASTES = Path(__file__).parents[2] / "data" / "pastes.jsonl"
FIELDS = {"id", "text", "codes", "acceptable", "entities", "kind", "format", "service", "provenance", "split"}
ENTITIES = {"vm", "vmss", "instance", "resource_group", "subscription", "region", "extension", "vm_size", "operation"}
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOO_ALIKE = 92


def pastes() -> list[dict[str, Any]]:
    """Give the labelled pastes, one for each line of the file."""
    return [json.loads(line) for line in PASTES.read_text(encoding="utf-8").splitlines()]


def masked(text: str) -> str:
    """Give the words of a text in lower case, with identifiers and numbers made equal.

    >>> masked("VM 'web-17' of 00000000-0000-0000-0000-000000000001!")
    'vm web 0 of guid'
    """
    plain = re.sub(r"\d+", "0", GUID.sub(" guid ", text.lower()))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def alike(texts: list[str]) -> list[tuple[int, int]]:
    """Give the pairs of texts of which one hardly says more than the other."""
    ours = [masked(text) for text in texts]
    scores = process.cdist(ours, ours, scorer=fuzz.token_set_ratio, score_cutoff=TOO_ALIKE)
    rows, columns = scores.nonzero()
    return [(int(one), int(other)) for one, other in zip(rows, columns, strict=True) if one < other]


def test_every_paste_has_all_fields() -> None:
    """Each line is an object with the same fields, a text, and lists of names and codes."""
    assert [] == [paste.get("id") for paste in pastes() if set(paste) != FIELDS]
    assert [] == [paste["id"] for paste in pastes() if set(paste["entities"]) != ENTITIES]
    assert [] == [paste["id"] for paste in pastes() if not paste["text"].strip() or paste["provenance"] != "own"]
    lists = [(one["id"], value) for one in pastes() for value in (one["codes"], one["acceptable"])]
    assert [] == [name for name, value in lists if not all(isinstance(code, str) and code for code in value)]


def test_ids_are_unique() -> None:
    """No two pastes share an id."""
    ids = [paste["id"] for paste in pastes()]
    assert len(ids) == len(set(ids))


def test_there_are_enough_of_each() -> None:
    """The set is large: pastes, codes and texts about nothing that Azure says."""
    given = pastes()
    assert len(given) >= 400
    assert sum(not paste["codes"] for paste in given) >= 300
    assert len({code for paste in given for code in paste["codes"]}) >= 150


def test_weights_and_figures_have_pastes_of_their_own() -> None:
    """What weights are chosen on is not what figures are reported on, and both are many."""
    given = pastes()
    answered = [one["split"] for one in given if one["codes"]]
    silent = [one["split"] for one in given if not one["codes"]]
    assert {"tune", "report"} == {one["split"] for one in given}
    assert min(answered.count("tune"), answered.count("report")) >= 250
    assert min(silent.count("tune"), silent.count("report")) >= 150


def test_the_kind_says_whether_the_code_is_there() -> None:
    """A paste is negative if it has no code, and without code in the text if the first one is not literally in it."""
    given = pastes()
    assert [] == [one["id"] for one in given if (one["kind"] == "negative") != (not one["codes"])]
    pasted = [one for one in given if one["codes"] and one["kind"] != "question"]
    assert [] == [
        one["id"] for one in pasted if (one["kind"] == "prose_no_code") != (one["codes"][0] not in one["text"])
    ]


def test_entities_stand_in_their_text() -> None:
    """Every name that a paste is labelled with is literally in its text."""
    named = [(one, value) for one in pastes() for values in one["entities"].values() for value in values]
    assert [] == [(one["id"], value) for one, value in named if value not in one["text"]]
    assert named


def test_identifiers_are_made_up() -> None:
    """Every GUID in the pastes is zeros with a number at its end."""
    found = [guid for paste in pastes() for guid in GUID.findall(paste["text"].lower())]
    assert [] == [guid for guid in found if not guid.startswith("00000000-0000-0000-0000-000000000")]


def test_no_two_pastes_are_near_duplicates() -> None:
    """After masking, no paste says the same as another, or is contained in it."""
    given = pastes()
    pairs = alike([paste["text"] for paste in given])
    assert [] == [(given[one]["id"], given[other]["id"]) for one, other in pairs]


@pytest.mark.parametrize("again", ["Disk 'b-2' IS full", "Oh no: disk a-1 is full, help"])
def test_near_duplicates_are_found(again: str) -> None:
    """A text that differs in names and numbers only, or is longer, counts as a near-duplicate."""
    assert [(0, 1)] == alike(["Disk a-1 is full", again])
