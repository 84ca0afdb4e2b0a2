"""Steps are numbered through, and alternatives stay under one number."""

import pytest

from bot.slack.views.fallback import fallback
from bot.slack.views.steps import steps
from bot.slack.views.words import effect
from bot.usecases.answers import FixStep
from kb.entry import Effect


def shown(*todo: FixStep, **limits: int) -> str:
    """Give the steps as text."""
    return fallback(steps("Fix", todo, **limits)).replace("\N{NO-BREAK SPACE}", " ")


def step(text: str, command: str | None = None, effect: Effect = "read") -> FixStep:
    """Give a step."""
    return FixStep(text, command, "sh" if command else None, effect)


def test_without_steps_there_is_nothing() -> None:
    """No steps, or empty ones, give no block."""
    assert () == steps("Fix", [])
    assert () == steps("Fix", [step(" "), step("", "  ")])


def test_alternatives_share_a_number() -> None:
    """A command under the same text, or none, belongs to the step before."""
    expected = "Fix\n1. Start it.\n```\naz vm start\n```\n```\nStart-AzVM\n```\n2. Look."
    assert expected == shown(step("Start it.", "az vm start"), step("Start it.", "Start-AzVM"), step("Look."))
    assert expected == shown(step("Start it.", "az vm start"), step("", "Start-AzVM"), step("Look."))


def test_steps_are_numbered_through() -> None:
    """Steps without a command stand in one list, and a list after a command goes on counting."""
    (block,) = steps("Fix", [step("a"), step("b", "az vm start"), step("c"), step("d")])
    lists = [part for part in block["elements"] if part["type"] == "rich_text_list"]
    assert [(0, 2), (2, 2)] == [(part["offset"], len(part["elements"])) for part in lists]
    kinds = [part["type"].removeprefix("rich_text_") for part in block["elements"]]
    assert ["section", "list", "preformatted", "list"] == kinds


def test_a_command_without_words_gets_some() -> None:
    """A command that stands alone is introduced."""
    assert "Fix\n1. Run this:\n```\naz vm start\n```" == shown(step("", "az vm start"))


def test_equal_marks_are_said_once() -> None:
    """Two alternatives that change the same thing are marked once, different effects each."""
    start, again = step("Go.", "az vm start", "change"), step("Go.", "Start-AzVM", "change")
    assert "1. Go. :warning: changes the VM\n" in shown(start, again)
    both = shown(start, step("Go.", "az vm delete", "destroy"))
    assert "1. Go. :warning: changes the VM :octagonal_sign: deletes data: this cannot be undone" in both


def test_steps_that_do_not_fit_are_counted() -> None:
    """Steps beyond the number or the room are counted, the first always stands."""
    many = [step(f"Step {number}.") for number in range(5)]
    assert "Fix\n1. Step 0.\n2. Step 1.\n… and 3 more steps." == shown(*many, most=2)
    assert "Fix\n1. Step 0.\n… and 4 more steps." == shown(*many, room=1)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("az vm resize --name x", "changes the VM"),
        ("Stop-AzVM -Name x", "changes the VM"),
        ("az vmss update --name x", "changes the scale set"),
        ("az disk update --name x", "changes the disk"),
        ("az network nsg rule create", "changes the network"),
        ("az role assignment create", "changes access rights"),
        ("az quota update", "changes the quota"),
        ("az provider register --namespace Microsoft.Compute", "changes the subscription"),
        ("az group create --name x", "changes Azure resources"),
        ("New-AzResourceGroup -Name x", "changes Azure resources"),
        ("sudo systemctl restart walinuxagent", "changes the VM"),
    ],
)
def test_what_is_changed_is_named(command: str, words: str) -> None:
    """The mark of a command says what it works on."""
    assert ("warning", words) == effect(step("", command, "change"))


def test_reading_changes_nothing() -> None:
    """A command that reads, and a step without a command, have no mark."""
    assert [None, None] == [effect(step("", "az vm show")), effect(step("Do it.", None, "destroy"))]
