import pytest

from kb.entry import Effect, Shell
from kb.importing.blocks import Code, Line
from kb.importing.commands import command_of, effect_of, with_places


def block(text: str, info: str = "azurecli") -> Code:
    """Give a fenced block."""
    return Code(Line("```", "a.md", 1), info, text)


@pytest.mark.parametrize(
    ("text", "shell", "effect"),
    [
        ("az vm list-skus --location a", "sh", "read"),
        ("az vm get-instance-view -g a -n b", "sh", "read"),
        ("az role assignment list --scope /a", "sh", "read"),
        ("az vm deallocate -g a -n b", "sh", "change"),
        ("az vm delete -g a -n b", "sh", "destroy"),
        ("az vm show -g a -n b && az vm restart -g a -n b", "sh", "change"),
        ("ID=$(az aks show -g a -n b --query id -o tsv)\naz aks list", "sh", "read"),
        ("kubectl get pods | grep a", "sh", "read"),
        ("kubectl delete pod a", "sh", "destroy"),
        ("kubectl drain a", "sh", "change"),
        ("cat /etc/fstab > /tmp/a", "sh", "change"),
        ("sudo rm -rf /a", "sh", "destroy"),
        ("# only looks\nls -l", "sh", "read"),
        ("frobnicate", "sh", "change"),
        ("Get-AzVM -Name a | Format-List", "pwsh", "read"),
        ("$vm = Get-AzVM -Name a", "pwsh", "read"),
        ("Remove-AzVM -Name a", "pwsh", "destroy"),
        ("Update-AzVM -VM $vm", "pwsh", "change"),
        ("bcdedit /store a:\\boot\\bcd /enum /v", "cmd", "read"),
        ("bcdedit /store a:\\boot\\bcd /set {default} b", "cmd", "change"),
        ("reg query HKLM\\a", "cmd", "read"),
        ("AzureActivity | take 10", "kql", "read"),
    ],
)
def test_a_command_is_as_harmful_as_its_worst_part(text: str, shell: Shell, effect: Effect) -> None:
    """What nobody knows is taken to change something."""
    assert effect == effect_of(text, shell=shell)


def test_places_to_fill_in_bear_the_names_the_bot_fills() -> None:
    """Angle brackets and `my…` names become braces; backslashes of paths stay."""
    assert "az vm show -g {resource_group} -n {vm}" == with_places("az vm show -g <resource-group-name> -n myVM")
    assert r"copy {drive}:\a\{some_file} b" == with_places(r"copy <drive>:\a\<some-file> b")


def test_a_transcript_gives_only_what_was_typed() -> None:
    """Lines behind a prompt; output between them goes."""
    made = command_of(block("$ az vm list\nweb-01\n$ az disk list", "console"))

    assert made is not None
    assert ("az vm list\naz disk list", "sh", "read") == (made.text, made.shell, made.effect)


@pytest.mark.parametrize(
    ("text", "info"),
    [("{}", "json"), ("done", "output"), ("It failed: no room.", ""), ("\n".join("ls" * 1 for _ in range(40)), "bash")],
)
def test_output_files_and_long_scripts_are_no_commands(text: str, info: str) -> None:
    """A page shows commands that fit into a step."""
    assert command_of(block(text, info)) is None


def test_ids_in_commands_become_zeros() -> None:
    """Nobody's subscription is printed."""
    made = command_of(block("az account set -s 11112222-3333-4444-5555-666677778888"))

    assert made is not None
    assert made.text.endswith("00000000-0000-0000-0000-000000000000")
