import pytest

from analysis.operation_names import label, noun, rest_name
from analysis.operation_table import EXACT, spellings

KNOWN = [
    "Microsoft.Compute/virtualMachines/start/action",
    "Microsoft.Compute/virtualMachines/extensions/write",
    "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/powerOff/action",
    "Microsoft.Network/publicIPAddresses/write",
    "Microsoft.Storage/storageAccounts/listKeys/action",
    "Microsoft.Resources/subscriptions/resourceGroups/delete",
    "Microsoft.Resources/deployments/whatIf/action",
    "Microsoft.Authorization/policies/auditIfNotExists/action",
    "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/backup/action",
    "Microsoft.KeyVault/vaults/secrets/write",
    "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
    "Microsoft.Insights/AutoscaleSettings/Scaleup/Action",
    "Microsoft.ContainerService/managedClusters/agentPools/write",
    "Microsoft.Resourcehealth/healthevent/Activated/action",
    "Microsoft.ServiceHealth/incident/action",
    "Microsoft.DevTestLab/schedules/execute/action",
]


@pytest.mark.parametrize("name", KNOWN)
def test_any_casing_becomes_rest_casing(name: str) -> None:
    """Capitals and lower case lead to the name as REST spells it."""
    assert [name] * 3 == [rest_name(one) for one in (name.upper(), name.lower(), name)]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("MICROSOFT.COMPUTE/VIRTUALMACHINES/NEWTHING/ACTION", "Microsoft.Compute/virtualMachines/newthing/action"),
        ("microsoft.compute/virtualmachines/newThing/action", "Microsoft.Compute/virtualMachines/newThing/action"),
        ("microsoft.foo/disks/write", "Microsoft.Foo/disks/write"),
        ("Contoso.Bar/THINGS/write", "Contoso.Bar/things/write"),
        ("Microsoft.Foo/availabilitysets/delete", "Microsoft.Foo/availabilitySets/delete"),
        ("Update website", "Update website"),
        ("", ""),
    ],
)
def test_what_no_table_knows_is_left_as_spelt(given: str, name: str) -> None:
    """Single parts known elsewhere are used; capitals alone tell nothing and become lower case."""
    assert name == rest_name(given)


def test_the_table_says_nothing_twice_in_two_ways() -> None:
    """No two spellings of one path."""
    paths = [*spellings(), *EXACT]

    assert len({path.lower() for path in paths}) == len(set(paths))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Microsoft.Compute/virtualMachines/start/action", "Start virtual machine"),
        ("MICROSOFT.COMPUTE/VIRTUALMACHINES/POWEROFF/ACTION", "Power off virtual machine"),
        ("Microsoft.Compute/virtualMachines/write", "Create or update virtual machine"),
        ("Microsoft.Compute/virtualMachines/extensions/delete", "Delete VM extension"),
        ("Microsoft.Network/publicIPAddresses/join/action", "Join public IP address"),
        ("Microsoft.Compute/virtualMachineScaleSets/virtualMachines/reimage/action", "Reimage scale-set instance"),
        ("Microsoft.Resources/deployments/write", "Run deployment"),
        ("Microsoft.Compute/virtualMachines/installPatches/action", "Install patches (virtual machine)"),
        ("Update website", "Update website"),
    ],
)
def test_labels_say_it_in_plain_words(name: str, words: str) -> None:
    """What people read; names that are no operations stay as they are."""
    assert words == label(name)


def test_nouns_are_singular() -> None:
    """One of a type."""
    assert ["network security group", "storage account blob service", "public IP address"] == [
        noun(kind)
        for kind in ("Microsoft.Network/networkSecurityGroups", "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Network/publicIPAddresses")
    ]  # fmt: skip
