import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.cleaning import clean
from kb.text.entities import KINDS, find_entities
from kb.text.offsets import TracedText
from kb.text.regions import find_regions

ZERO = "00000000-0000-0000-0000-000000000000"
NAMED = {
    "resource id": (
        f"/subscriptions/{ZERO}/resourceGroups/rg-app/providers/Microsoft.Compute/virtualMachines/web-01/extensions/dsc",
        {"subscription": [ZERO], "resource_group": ["rg-app"], "vm": ["web-01"], "extension": ["dsc"]},
    ),
    "scale-set instance": (
        f"/subscriptions/{ZERO}/resourceGroups/rg-app/providers/Microsoft.Compute/virtualMachineScaleSets/api/virtualMachines/7",
        {"subscription": [ZERO], "resource_group": ["rg-app"], "vmss": ["api"], "instance": ["7"]},
    ),
    "azurerm": (
        f'(Subscription: "{ZERO}"\nResource Group Name: "rg-app"\nVirtual Machine Name: "web-01"): performing CreateOrUpdate: no',
        {"subscription": [ZERO], "resource_group": ["rg-app"], "vm": ["web-01"], "operation": ["CreateOrUpdate"]},
    ),
    "az": (
        "az vm create -g rg-app -n web-01 --size Standard_D4s_v5",
        {"resource_group": ["rg-app"], "vm": ["web-01"], "vm_size": ["Standard_D4s_v5"]},
    ),
    "az over several lines": (
        "az vm start \\\n  --resource-group rg-app \\\n  --name web-01 \\\n",
        {"resource_group": ["rg-app"], "vm": ["web-01"]},
    ),
    "extension": (
        "processing extension 'script' (publisher 'P' and type 'CustomScriptExtension'). Error: exit status=50",
        {"extension": ["script", "CustomScriptExtension"], "exit_code": ["50"]},
    ),
    "handler": (
        "The handler for VM extension type 'Microsoft.Azure.Foo' failed. Non-zero exit code: 10",
        {"extension": ["Microsoft.Azure.Foo"], "exit_code": ["10"]},
    ),
    "region": ("no capacity in West Europe or eastus2", {"region": ["West Europe", "eastus2"]}),
    "escaped": (r"\"message\":\"Cannot attach to VM \\\"web-01\\\" now\"", {"vm": ["web-01"]}),
    "powershell": (
        "Restart-AzVM -ResourceGroupName rg-app -VMName web-01",
        {"resource_group": ["rg-app"], "vm": ["web-01"]},
    ),
}


@pytest.mark.parametrize("shape", NAMED)
def test_names_are_found_where_azure_and_its_clients_put_them(shape: str) -> None:
    """Each form of naming gives exactly the names in it."""
    text, expected = NAMED[shape]
    found = find_entities([clean(TracedText(text)).text])

    assert expected == {kind: list(names) for kind, names in found.items() if names}


def test_two_spellings_of_a_name_count_once() -> None:
    """Azure compares names without case, and so do we; the first spelling is kept."""
    found = find_entities(["/virtualMachines/Web-01 /virtualMachines/WEB-01"])

    assert ("Web-01",) == found["vm"]


def test_an_operation_is_no_machine() -> None:
    """The verb at the end of an operation's name is not the name of a VM."""
    found = find_entities(["Microsoft.Compute/virtualMachines/write failed"])

    assert () == found["vm"]
    assert ("Microsoft.Compute/virtualMachines/write",) == found["operation"]


def test_a_word_that_is_part_of_a_region_is_none() -> None:
    """`west` or `us` in a sentence names no region."""
    assert [] == find_regions("go west, ask us in the north")


@given(st.text(max_size=300))
def test_any_text_gives_every_kind(text: str) -> None:
    """Whatever the text, all kinds are there, and every name stands in the text."""
    found = find_entities([text])

    assert set(KINDS) == set(found)
    assert all(name in text for names in found.values() for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "Microsoft.Compute/virtualMachines/runCommand/action",
        "Microsoft.Compute/virtualMachines/evictSpotVM/action",
        "VM 'web; rm -rf ~'",
        'VM "web\'; rm"',
        "/resourceGroups/rg-größe/providers/x",
        "Remove-AzResourceGroup : Long running operation failed",
    ],
)
def test_a_name_is_whole_or_none(text: str) -> None:
    """A part of an operation or of a longer name would point a command at something nobody named."""
    found = find_entities([text])

    assert () == found["vm"]
    assert () == found["resource_group"]
