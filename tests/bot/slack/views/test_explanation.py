"""An answer as Slack shows it: everything that was known, nothing that was pasted as markup, within every limit."""

import json
from dataclasses import replace

import pytest

from bot.slack.text.limits import validate
from bot.slack.views.explanation import explanation
from bot.slack.views.view import View
from bot.usecases.answers import ChainLink, ExplainedMatch, FixStep, RedactionCount
from tests.bot.slack.samples import ALLOCATION, STEPS, answer, parts

QUOTA = replace(
    ALLOCATION, entry="compute/OperationNotAllowed", code="OperationNotAllowed", title="The quota is used up", error=1
)
UNKNOWN_CODE = {
    "unlisted": ("FabricQuarantined",),
    "chain": (ChainLink(0, "DeploymentFailed", "See inner."), ChainLink(0, "FabricQuarantined", "The node is ill.")),
}


def commands(view: View) -> list[str]:
    """Give what stands in code blocks."""
    blocks = [part for part in parts(view.blocks) if part.get("type") == "rich_text_preformatted"]
    return ["".join(element["text"] for element in block["elements"]) for block in blocks]


def test_the_verdict_stands_first() -> None:
    """Title, grade in words, code and what a retry does come before everything else."""
    view = explanation(answer(matches=(ALLOCATION,)))
    assert ALLOCATION.title == view.blocks[0]["text"]["text"]
    first, second, *_ = view.text.split("\n")
    assert (f"*{ALLOCATION.title}*", "Likely · `AllocationFailed` · retry later") == (first, second)


@pytest.mark.parametrize(
    ("match", "words"),
    [
        (
            replace(ALLOCATION, grade="confirmed", retry="no"),
            "Confirmed · `AllocationFailed` · a retry alone will not help",
        ),
        (replace(ALLOCATION, grade="confirmed", retry="safe", act="platform"), "Azure has to act · safe to retry"),
        (replace(ALLOCATION, act="nobody"), "Likely · `AllocationFailed` · nothing to do\n"),
        (replace(ALLOCATION, grade="possible"), "check that it fits before you change anything"),
    ],
)
def test_the_standing_is_said_in_words(match: ExplainedMatch, words: str) -> None:
    """How sure the answer is, whose turn it is and whether a retry helps are said."""
    assert words in explanation(answer(matches=(match,))).text


def test_the_whole_answer_is_there() -> None:
    """Meaning, causes, numbered steps, references and the knowledge version are shown."""
    text = explanation(answer(matches=(ALLOCATION,))).text
    for expected in (
        "Azure found no host with free capacity for `Standard_D8s_v5`. Your template is sound.",
        "• The region is short of hardware.",
        "1. See which sizes are left.",
        "3. Last resort: delete it.",
        "<https://learn.microsoft.com/azure/allocation-failure|Allocation failures>",
        "Knowledge 2026.11.20",
    ):
        assert expected in text


def test_each_command_can_be_copied() -> None:
    """Every command stands alone in a code block, letter by letter."""
    tricky = 'az vm run-command invoke --scripts "echo `hostname` && a < b" --query \'[?code=="x"]\' \\\n  --name <vm>'
    view = explanation(answer(matches=(replace(ALLOCATION, fixes=(*STEPS, FixStep("Look.", tricky, "sh", "read"))),)))
    assert [*(step.command for step in STEPS), tricky] == commands(view)


def test_what_changes_things_is_marked_in_words() -> None:
    """Steps that change or destroy say so; steps that read say nothing."""
    lines = explanation(answer(matches=(ALLOCATION,))).text.replace("\N{NO-BREAK SPACE}", " ").split("\n")
    assert "1. See which sizes are left." in lines
    assert "2. Move it to another cluster. :warning: changes the VM" in lines
    assert "3. Last resort: delete it. :octagonal_sign: deletes data: this cannot be undone" in lines


def test_further_errors_are_shown_in_short() -> None:
    """A further error of the text gets verdict, one sentence and the first command, not the whole page."""
    text = explanation(answer(matches=(ALLOCATION, QUOTA))).text
    assert "Also in this text\nThe quota is used up\nLikely · `OperationNotAllowed` · retry later" in text
    assert 1 == text.count("Last resort")
    assert 2 == text.count(STEPS[0].command or "")


def test_other_readings_of_one_error_are_no_further_errors() -> None:
    """Alternatives are listed by title and code."""
    other = replace(QUOTA, error=0)
    text = explanation(answer(matches=(ALLOCATION, other))).text
    assert "It could also be\n• The quota is used up `OperationNotAllowed`" in text
    assert "Also in this text" not in text


def test_more_errors_than_fit_are_counted() -> None:
    """Of many errors the first are shown and the others counted."""
    many = tuple(replace(QUOTA, error=number) for number in range(1, 8))
    text = explanation(answer(matches=(ALLOCATION, *many))).text
    assert (1, 4) == (text.count("Also in this text"), text.count("• The quota is used up"))
    assert 1 == text.count(STEPS[0].command or "")
    assert "This text holds 3 further errors; paste each alone to read about it." in text


def test_every_error_that_is_listed_has_its_button() -> None:
    """Where one row is full, the rest stand in another."""
    many = tuple(replace(QUOTA, error=number, code=f"Code{number}") for number in range(1, 5))
    long = replace(ALLOCATION, tip="It helps. " * 300, prevent=STEPS * 40)
    labels = [
        each["text"]["text"]
        for block in explanation(answer(matches=(long, *many))).blocks
        if block["type"] == "actions"
        for each in block["elements"]
    ]
    assert ["The whole page", "How I know", "Code1", "Code2", "Code3", "Code4"] == labels


def test_it_does_not_guess() -> None:
    """Without a match the answer says so and asks whether the nearest was meant."""
    view = explanation(answer(nearest=(ALLOCATION, QUOTA)))
    assert "I do not know this error" == view.blocks[0]["text"]["text"]
    assert "Did you mean …\n• The zone or region has no capacity left for this VM size? `AllocationFailed`" in view.text
    assert [] == commands(view)


def test_a_code_without_a_page_is_shown_with_its_message() -> None:
    """An unlisted code is named, with what Azure said."""
    view = explanation(answer(**UNKNOWN_CODE))
    assert "I have no page for this error yet" == view.blocks[0]["text"]["text"]
    assert "No page yet for `FabricQuarantined`" in view.text
    assert ["The node is ill."] == commands(view)


def test_a_code_without_a_page_is_shown_beside_a_match() -> None:
    """A match does not hide the code that has no page."""
    text = explanation(answer(matches=(ALLOCATION,), **UNKNOWN_CODE)).text
    assert ALLOCATION.title in text
    assert "No page yet for `FabricQuarantined`" in text


@pytest.mark.parametrize(
    ("redactions", "sentence"),
    [
        ([("storage_account_key", 1)], "I took out 1 storage account key before reading this; consider rotating it."),
        ([("password", 2)], "I took out 2 passwords before reading this; consider rotating them."),
        (
            [("password", 1), ("bearer-token", 1), ("key", 2)],
            "I took out 1 password, 1 bearer token and 2 keys before reading this; consider rotating them.",
        ),
    ],
)
def test_redactions_are_told(redactions: list[tuple[str, int]], sentence: str) -> None:
    """The answer says what was taken out before reading, and what to do about it."""
    found = tuple(RedactionCount(kind, count) for kind, count in redactions)
    assert f":lock: {sentence}" in explanation(answer(matches=(ALLOCATION,), redactions=found)).text
    assert f":lock: {sentence}" in explanation(answer(redactions=found)).text


def test_notices_are_told() -> None:
    """What could not be read is said."""
    assert "Only the ends were read." in explanation(answer(notices=("Only the ends were read.",))).text


def test_a_long_answer_keeps_what_matters() -> None:
    """On an overlong page the fix stays, the rest stays out by name, and the whole page is pointed to."""
    prose = "word " * 100
    steps = tuple(FixStep(f"{number} {prose}", "az vm show " + "x" * 700, "sh", "read") for number in range(20))
    long = replace(
        ALLOCATION,
        meaning=prose * 9,
        causes=(prose,) * 30,
        fixes=steps,
        diagnose=steps,
        verify=steps,
        prevent=steps,
        tip=prose,
    )
    view = explanation(answer(matches=(long, *(replace(long, error=error) for error in range(1, 30)))))
    assert () == validate(view.blocks)
    assert commands(view)[0] == steps[0].command
    assert "more steps" in json.dumps(view.blocks)
    small_print = view.blocks[-1]["elements"][0]["text"]
    assert "Left out to keep this short: how to make sure, how to check, how to prevent it, a tip" in small_print
    labels = [each["text"]["text"] for block in view.blocks if block["type"] == "actions" for each in block["elements"]]
    assert "The whole page" == labels[0]


def test_what_is_cut_is_counted() -> None:
    """Causes, references, codes and notices beyond the limit are counted."""
    reference = ALLOCATION.references[0]
    long = replace(ALLOCATION, causes=("It is so.",) * 7, references=(reference,) * 5)
    text = explanation(answer(matches=(long,), unlisted=tuple("ABCDE"), notices=("Note.",) * 8)).text
    for expected in ("and 2 more causes", "and 1 more reference", "nor for 2 more codes", "and 3 more notices"):
        assert f"… {expected}" in text


def test_half_a_command_is_never_shown() -> None:
    """A command too long for Slack is left out rather than cut."""
    long = replace(ALLOCATION, fixes=(FixStep("Run it.", "az vm create " + "x" * 5000, "sh", "change"),))
    view = explanation(answer(matches=(long,)))
    assert [] == commands(view)
    assert "too long to be shown" in view.text
