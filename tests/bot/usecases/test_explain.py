import json
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.answers import Explanation
from bot.usecases.as_json import explanation_as_json
from bot.usecases.explain import MOST, Explain
from kb.library import load_library

LIBRARY = load_library()
KEY = "q7Zt" * 21 + "Ab=="


def explain(text: str) -> Explanation:
    """Ask with a clock that ticks one millisecond a look."""
    ticks = count()
    return Explain(LIBRARY, seconds=lambda: next(ticks) / 1000)(text)


TERRAFORM = """\
│ Error: creating Linux Virtual Machine (Subscription: "00000000-0000-0000-0000-000000000000"
│ Resource Group Name: "rg-shop"
│ Virtual Machine Name: "web-01"): performing CreateOrUpdate: unexpected status 409 (409 Conflict) with error: \
SkuNotAvailable: The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: \
Standard_D4s_v5' is currently not available in location 'westeurope'.
"""


def test_a_paste_gets_meaning_causes_steps_and_a_reference() -> None:
    """One question gives all that is needed to act."""
    match = explain(TERRAFORM).matches[0]

    assert "SkuNotAvailable" == match.code
    assert "confirmed" == match.grade
    assert match.meaning
    assert match.causes
    assert match.fixes
    assert match.references[0].url.startswith("https://learn.microsoft.com/")


def test_commands_are_filled_in_from_the_paste() -> None:
    """Names in the paste stand in the commands; what it does not name stays visible."""
    commands = [step.command for step in explain(TERRAFORM).matches[0].fixes if step.command]

    assert any("--location westeurope" in command for command in commands)
    assert not any("{" + "region}" in command for command in commands)


def test_evidence_gives_the_words_of_the_paste() -> None:
    """Offsets of evidence point into the text as it was given, before anything was cleaned away."""
    for seen in explain(TERRAFORM).matches[0].evidence:
        assert seen.start is not None
        assert seen.end is not None
        assert TERRAFORM[seen.start : seen.end] == seen.text


def test_a_secret_is_taken_out_and_never_comes_back() -> None:
    """Nothing in the answer holds the secret; the answer says what was taken out."""
    text = f"DefaultEndpointsProtocol=https;AccountName=st1;AccountKey={KEY}\n{TERRAFORM}"
    answer = explain(text)

    assert KEY not in json.dumps(explanation_as_json(answer))
    assert 1 == sum(one.count for one in answer.redactions)
    assert "SkuNotAvailable" == answer.matches[0].code
    for seen in answer.matches[0].evidence:
        assert text[seen.start : seen.end] == seen.text


def test_a_secret_inside_escaped_json_is_taken_out_too() -> None:
    """Layers that decoding uncovers are searched as well."""
    inner = json.dumps({"code": "AllocationFailed", "message": f"AccountName=st1;AccountKey={KEY};"})
    answer = explain(json.dumps({"error": {"code": "DeploymentFailed", "message": json.dumps({"error": inner})}}))

    assert KEY[:40] not in json.dumps(explanation_as_json(answer))
    assert answer.redactions


def test_an_unknown_code_is_named_with_its_message() -> None:
    """No page is made up for a code nobody has written about."""
    answer = explain('{"error":{"code":"MoonPhaseNotSupported","message":"The moon is full."}}')

    assert () == answer.matches
    assert ("MoonPhaseNotSupported",) == answer.unlisted
    assert "The moon is full." == answer.chain[0].message


def test_a_very_long_text_is_read_at_both_ends_and_the_answer_says_so() -> None:
    """Over the limit the first and last 512 kB are read; offsets still point into the whole text."""
    text = "x " * MOST + "\nError: AllocationFailed: no room"
    answer = explain(text)
    seen = answer.matches[0].evidence[0]

    assert "AllocationFailed" == answer.matches[0].code
    assert text.index("AllocationFailed") == seen.start
    assert "the first and last 512 kB were read" in answer.notices[0]


def test_equal_questions_get_equal_answers() -> None:
    """Only the time taken may differ."""
    assert explain(TERRAFORM) == explain(TERRAFORM)


def test_the_json_has_the_keys_that_scripts_rely_on() -> None:
    """The contract of the JSON answer."""
    answer = explanation_as_json(explain(TERRAFORM))
    match = answer["matches"][0]

    assert {"matches", "nearest", "unlisted", "chain", "entities", "redactions", "elapsed_ms"} <= set(answer)
    assert {
        "entry",
        "code",
        "title",
        "confidence",
        "grade",
        "error",
        "causes",
        "evidence",
        "fixes",
        "references",
    } <= set(match)
    assert {"text", "command", "effect"} == set(match["fixes"][0])
    assert all(step["effect"] in {"read", "change", "destroy"} for step in match["fixes"])
    assert {"kind", "text", "start", "end"} == set(match["evidence"][0])
    assert {"title", "url"} == set(match["references"][0])
    assert {"error", "code", "message"} == set(answer["chain"][0])
    assert [
        "vm",
        "vmss",
        "instance",
        "resource_group",
        "subscription",
        "region",
        "extension",
        "vm_size",
        "operation",
        "exit_code",
    ] == list(answer["entities"])
    assert LIBRARY.version == answer["knowledge"]


@pytest.mark.parametrize("text", ["", " ", "\x00\x01", "\ud800", "{" * 5000, "\\" * 5000, "%22" * 3000])
def test_odd_texts_get_an_answer_too(text: str) -> None:
    """Nothing that can be pasted breaks the use case."""
    assert isinstance(explain(text), Explanation)


@given(st.text(max_size=300))
def test_evidence_is_always_literally_there(text: str) -> None:
    """Whatever is pasted around a code, the evidence is a slice of the paste or says that it is not there."""
    paste = f"{text}\nCode: AllocationFailed\n{text}"
    for match in explain(paste).matches:
        for seen in match.evidence:
            assert seen.start is None or paste[seen.start : seen.end] == seen.text
