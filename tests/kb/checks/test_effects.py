from pathlib import Path

import pytest

from tests.kb.checks.test_checks import faults_of, page_with

READ = 'az vm show --name {vm} --query "{name:name}"'
FENCE = "1. Look.\n   ```sh read\n   " + READ


@pytest.mark.parametrize(
    ("shell", "command", "named"),
    [
        ("sh", "az vm deallocate --resource-group {resource_group} --name {vm}", "az vm deallocate"),
        ("sh", "az network nsg rule create --name allow-ssh", "az network nsg rule create"),
        ("sh", "az vm run-command invoke --name {vm} --scripts 'df -h'", "az vm run-command invoke"),
        ("sh", "az disk grant-access --name {disk}", "az disk grant-access"),
        ("sh", "az vm list --query [].id | xargs az vm start --ids", "az vm start"),
        ("sh", "az rest --method put --url {url}", "az rest"),
        ("pwsh", "Stop-AzVM -Name {vm}", "Stop-AzVM"),
        ("pwsh", "Get-Service MSDTC | Restart-Service", "Restart-Service"),
        ("pwsh", "New-AzDisk -DiskName {disk}", "New-AzDisk"),
    ],
)
def test_a_command_marked_read_that_changes_something_is_named(
    tmp_path: Path, shell: str, command: str, named: str
) -> None:
    """What a reader takes for a look must not stop his machine."""
    found = faults_of(page_with(tmp_path, FENCE, f"1. Look.\n   ```{shell} read\n   {command}"))

    assert any(f"'{named}' changes something; mark the fence `change`" in line for line in found), found


@pytest.mark.parametrize(
    ("shell", "command"),
    [
        ("sh", "az account set --subscription {subscription}"),
        ("sh", "az extension add --name resource-graph"),
        ("sh", "az rest --method get --url {url}"),
        ("sh", "az resource invoke-action --action validateMoveResources --ids {resource_id}"),
        ("sh", "az vm list --query \"[?name=='start'].id\""),
        ("sh", "az network watcher test-ip-flow --vm {vm}"),
        ("pwsh", "Set-AzContext -Subscription {subscription}"),
        ("pwsh", "Get-AzVM -Name {vm} -Status"),
    ],
)
def test_a_command_that_looks_or_sets_up_the_shell_may_be_marked_read(tmp_path: Path, shell: str, command: str) -> None:
    """Asking changes nothing, nor does choosing the subscription to ask."""
    assert [] == faults_of(page_with(tmp_path, FENCE, f"1. Look.\n   ```{shell} read\n   {command}"))


def test_a_step_that_changes_something_says_what_that_does(tmp_path: Path) -> None:
    """Before he runs it, the reader knows whether data is lost or a machine goes down."""
    silent = "1. Do it.\n   ```sh change\n   az vm restart --name {vm}"
    telling = silent.replace("Do it.", "Restart it. It is down for minutes; the disks stay.")

    mute = faults_of(page_with(tmp_path / "a", FENCE, silent))
    told = faults_of(page_with(tmp_path / "b", FENCE, telling))

    assert any("the step does not say what its command does; name data, downtime or neither" in line for line in mute)
    assert [] == told
