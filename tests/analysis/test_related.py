from analysis.related import related
from tests.analysis.log_rows import COMPUTE, GROUP, SET, WEB, act, log, on_vm, other

NETWORK = f"{GROUP}/providers/Microsoft.Network"
DISK, NIC, ADDRESS = f"{COMPUTE}/disks/d1", f"{NETWORK}/networkInterfaces/n1", f"{NETWORK}/publicIPAddresses/p1"


def keys(*ids: str) -> set[str]:
    """Give ids as they are compared."""
    return {one.lower() for one in ids}


def test_the_body_of_a_write_names_disks_nics_and_the_scale_set() -> None:
    """What the machine is made of stands in its own request; networks and others' things stay out."""
    body = f'{{"a":"{DISK}","b":"{NIC}","c":"{SET}","d":"{NETWORK}/virtualNetworks/v/subnets/s","e":"{other(1)}"}}'

    assert keys(WEB, DISK, NIC, SET) == related(log(act(on_vm("write"), request=body)), WEB.lower()).resources


def test_a_nic_names_its_public_address() -> None:
    """The address is two steps away: machine, NIC, address."""
    rows = (
        act(on_vm("write"), request=f'{{"id":"{NIC}"}}'),
        act(
            "Microsoft.Network/networkInterfaces/write",
            resource=NIC,
            request=f'{{"publicIPAddress":{{"id":"{ADDRESS}"}}}}',
        ),
    )

    assert keys(WEB, NIC, ADDRESS) == related(log(rows), WEB.lower()).resources


def test_a_disk_that_names_its_machine_belongs_to_it() -> None:
    """`managedBy` in a disk's row, whole: web-01 is not web-010."""
    write = "Microsoft.Compute/disks/write"
    rows = [
        act(write, resource=f"{DISK}{n}", request=f'{{"managedBy":"{owner}"}}')
        for n, owner in ((1, WEB), (2, f"{WEB}0"))
    ]

    assert keys(WEB, f"{DISK}1") == related(log(rows), WEB.lower()).resources


def test_names_that_only_look_alike_prove_nothing() -> None:
    """A NIC called web-01-nic is no part of web-01 as long as no id says so."""
    rows = act("Microsoft.Network/networkInterfaces/write", resource=f"{NETWORK}/networkInterfaces/web-01-nic")

    assert keys(WEB) == related(log(rows, act(on_vm("start"))), WEB.lower()).resources


def test_an_item_of_a_backup_vault_bears_the_machine_in_its_id() -> None:
    """Group and name both have to fit."""
    vault = f"{GROUP}/providers/Microsoft.RecoveryServices/vaults/v/backupFabrics/Azure/protectionContainers/c/protectedItems"
    ours, theirs = (f"{vault}/VM;iaasvmcontainerv2;{group};web-01" for group in ("shop", "other"))
    rows = [
        act("Microsoft.RecoveryServices/vaults/backupFabrics/backup/action", resource=one) for one in (ours, theirs)
    ]

    assert keys(WEB, ours) == related(log(rows), WEB.lower()).resources


def test_correlation_ids_are_those_of_all_its_parts() -> None:
    """Rows on the machine, on its parts, and rows that name it."""
    rows = (
        act(on_vm("write"), correlation_id="vm", request=f'{{"id":"{DISK}"}}'),
        act("Microsoft.Compute/disks/write", resource=DISK, correlation_id="disk"),
        act("Microsoft.Resources/deployments/write", resource=f"{GROUP}/x", correlation_id="named", ends="failed", status_message=f'"{WEB}"'),
        act(on_vm("write"), resource=other(1), correlation_id="other"),
    )  # fmt: skip

    assert {"vm", "disk", "named"} == related(log(rows), WEB.lower()).correlations


def test_an_instance_belongs_to_its_scale_set_and_not_to_its_sisters() -> None:
    """The set above is related; `holds` keeps other instances out."""
    found = related(log(act(on_vm("start"), resource=SET)), f"{SET}/virtualMachines/1".lower())

    assert keys(SET, f"{SET}/virtualMachines/1") == found.resources
    assert [True, True, False] == [found.holds(f"{SET}{tail}".lower()) for tail in ("/extensions/e", "/virtualMachines/1/extensions/e", "/virtualMachines/2")]  # fmt: skip
