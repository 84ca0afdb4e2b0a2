import doctest
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases import commands
from bot.usecases.answers import FixStep
from bot.usecases.commands import filled, shell_of
from kb.entry import Command, Step

SHOW = Step("Look.", (Command("az vm show --resource-group {resource_group} --name {vm}", "sh", "read"),))
BOTH = Step("Look.", (Command("az vm show --name {vm}", "sh", "read"), Command("Get-AzVM -Name {vm}", "pwsh", "read")))


def command(step: Step, shell: commands.PasteShell, **names: str) -> str | None:
    """Give the filled command of a step."""
    return filled(step, {kind: (name,) for kind, name in names.items()}, shell).command


def test_the_examples_in_the_docs_hold() -> None:
    """What the docstrings show is what the functions give."""
    assert 0 == doctest.testmod(commands).failed


def test_known_places_are_filled_and_others_stay_visible() -> None:
    """A place the paste does not fill is shown as a name in angle brackets."""
    assert "az vm show --resource-group rg-app --name <vm>" == command(SHOW, "sh", resource_group="rg-app")


def test_the_command_for_the_shell_of_the_paste_is_chosen() -> None:
    """Who pasted PowerShell gets PowerShell, where there is one."""
    assert "Get-AzVM -Name web-01" == command(BOTH, "pwsh", vm="web-01")
    assert "az vm show --name web-01" == command(BOTH, "sh", vm="web-01")
    assert "az vm show --resource-group <resource-group> --name web-01" == command(SHOW, "pwsh", vm="web-01")


@pytest.mark.parametrize(
    ("shell", "name", "written"),
    [
        ("sh", "rg (old)", "'rg (old)'"),
        ("sh", "a'; rm -rf /", "'a'\"'\"'; rm -rf /'"),
        ("pwsh", "a'; rm", "'a''; rm'"),
        ("cmd", 'a" & del', '"a & del"'),
    ],
)
def test_names_are_quoted_for_the_shell(shell: commands.PasteShell, name: str, written: str) -> None:
    """A hostile name cannot leave its argument."""
    assert f"az vm show --resource-group {written} --name <vm>" == command(SHOW, shell, resource_group=name)


@given(st.text(min_size=1, max_size=40))
def test_no_name_leaves_its_argument(name: str) -> None:
    """Whatever a name holds, a shell reads it back as that one argument."""
    made = command(SHOW, "sh", resource_group=name)

    assert made is not None
    assert name == shlex.split(made)[4]


def test_a_name_inside_quotes_is_filled_only_if_it_is_harmless() -> None:
    """A query in quotes takes plain names; others stay a place to fill."""
    step = Step("Look.", (Command("az vm list --query \"[?name=='{vm}']\"", "sh", "read"),))

    assert "az vm list --query \"[?name=='web-01']\"" == command(step, "sh", vm="web-01")
    assert "az vm list --query \"[?name=='<vm>']\"" == command(step, "sh", vm="x'] | rm")


def test_braces_of_queries_and_variables_are_no_places() -> None:
    """`{name:name}` of a query and `${VAR}` of a shell stay as they are."""
    step = Step("Look.", (Command('az vm list --query "[].{name:name}" --tag ${tag}', "sh", "read"),))

    assert 'az vm list --query "[].{name:name}" --tag ${tag}' == command(step, "sh", tag="x")


def test_lines_go_on_as_the_shell_wants_it() -> None:
    """A backslash at the end of a line becomes a backtick in PowerShell."""
    step = Step("Look.", (Command("az vm show \\\n  --name {vm}", "sh", "read"),))

    assert "az vm show `\n  --name web-01" == command(step, "pwsh", vm="web-01")


@pytest.mark.parametrize(
    ("text", "shell"),
    [
        ("PS C:\\Users\\ops> az vm start", "pwsh"),
        ("New-AzVM : no room\nErrorCode: AllocationFailed", "pwsh"),
        ("C:\\Users\\ops>az vm start", "cmd"),
        ("$ az vm start", "sh"),
        ("Error: AllocationFailed", "sh"),
    ],
)
def test_the_shell_is_read_off_the_paste(text: str, shell: str) -> None:
    """Prompts and command names tell the shell."""
    assert shell == shell_of(text)


def test_a_step_without_a_command_says_what_it_does() -> None:
    """Its verb tells whether it looks, changes or destroys."""
    assert FixStep("Delete the disk.", None, None, "destroy") == filled(Step("Delete the disk."), {}, "sh")


def test_a_format_of_another_program_is_no_place() -> None:
    """`%{http_code}` belongs to curl."""
    step = Step("Look.", (Command("curl -w '%{http_code}' {url}", "sh", "read"),))

    assert "curl -w '%{http_code}' <url>" == command(step, "sh")


def test_a_command_that_destroys_names_no_target() -> None:
    """What is to be deleted is for people to say; the paste names what they want to keep."""
    step = Step(
        "Delete {vm}.", (Command("az vm delete --resource-group {resource_group} --name {vm}", "sh", "destroy"),)
    )

    assert "az vm delete --resource-group <resource-group> --name <vm>" == command(
        step, "sh", vm="web-01", resource_group="rg"
    )


def test_places_in_the_words_of_a_step_are_filled_too() -> None:
    """`{vm}` in a sentence is the machine of the paste."""
    assert "Look at web-01." == filled(Step("Look at {vm}."), {"vm": ("web-01",)}, "sh").text
