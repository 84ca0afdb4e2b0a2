from analysis.machine import read_machine
from analysis.timeline import TimelineItem, timeline
from analysis.window import Window
from tests.analysis.log_rows import (
    DENIAL,
    GROUP,
    PIPELINE,
    SET,
    USER,
    WEB,
    Rows,
    act,
    health,
    log,
    minutes,
    on_vm,
    other,
    row,
)

DEPLOY = "Microsoft.Resources/deployments/write"
EXTENSION = "Microsoft.Compute/virtualMachines/extensions/write"
RELEASE = f"{GROUP}/providers/Microsoft.Resources/deployments/release"


def lines(*parts: Rows, resource: str = WEB, window: Window | None = None) -> tuple[TimelineItem, ...]:
    """Give the timeline of the machine from these rows."""
    return timeline(read_machine(log(*parts), resource.lower()), window=window)


def test_operations_health_and_incidents_in_the_order_of_time() -> None:
    """Each kind gives its line, named as the contract says."""
    incident = row("Microsoft.ServiceHealth/incident/action", 4, "active", category="ServiceHealth", tracking_id="T-1", region="westeurope", service="Virtual Machines", message="Power loss")  # fmt: skip
    found = lines(incident, health(3, "unavailable", "virtualmachinehostcrashed"), act(on_vm("restart"), 1, **USER))

    assert [
        ("operation", "Microsoft.Compute/virtualMachines/restart/action", "succeeded", "", "person"),
        ("health", "VirtualMachineHostCrashed", "unavailable", "VirtualMachineHostCrashed", "platform"),
        ("service", "Microsoft.ServiceHealth/incident/action", "degraded", "T-1", "platform"),
    ] == [(one.kind, one.name, one.outcome, one.code, one.by) for one in found]
    assert ("Restart virtual machine", minutes(2)) == (found[0].label, found[0].end)


def test_health_without_an_annotation_is_named_by_its_operation() -> None:
    """The name is never empty, and what is matched are the row's own words."""
    (found,) = lines(health(0, "unavailable", message="Down", details="Something broke"))

    assert ("Microsoft.Resourcehealth/healthevent/Activated/action", "Down\nSomething broke") == (
        found.name,
        found.text,
    )


def test_a_failure_carries_what_the_knowledge_base_matches() -> None:
    """Code, whole status message and number of attempts."""
    text = '{"error":{"code":"AllocationFailed"}}'
    (found,) = lines(act(on_vm("start"), ends="failed", error_code="AllocationFailed", status_message=text))

    assert ("AllocationFailed", text, 1, "failed") == (found.code, found.text, found.attempts, found.outcome)


def test_children_that_succeeded_are_folded_under_their_deployment() -> None:
    """One line for the deployment; a child that failed keeps its own."""
    found = lines(
        act(DEPLOY, takes=9, ends="failed", resource=RELEASE, error_code="DeploymentFailed", correlation_id="d", **PIPELINE),
        act(on_vm("write"), 1, correlation_id="d", **PIPELINE),
        act(EXTENSION, 3, ends="failed", resource=f"{WEB}/extensions/app", error_code="Broken", correlation_id="d", **PIPELINE),
    )  # fmt: skip

    assert [(RELEASE, 1, False), (f"{WEB}/extensions/app", 0, True)] == [
        (one.resource, one.folded, one.counts) for one in found
    ]


def test_children_of_other_machines_are_not_shown() -> None:
    """A deployment that touched the machine is shown, what it did to others is not."""
    found = lines(
        act(DEPLOY, resource=RELEASE, correlation_id="d"),
        act(on_vm("write"), 1, correlation_id="d"),
        act(on_vm("write"), 1, ends="failed", resource=other(1), correlation_id="d"),
    )

    assert [RELEASE] == [one.resource for one in found]


def test_deployments_of_others_are_not_shown() -> None:
    """A deployment without a share in the machine is none of its history."""
    assert () == lines(
        act(DEPLOY, resource=RELEASE, correlation_id="d"), act(on_vm("write"), 1, resource=other(1), correlation_id="d")
    )


def test_audits_are_left_out_and_denials_are_shown() -> None:
    """An audit did nothing; a denial stands beside its request and is not counted."""
    audit = act("Microsoft.Authorization/policies/audit/action", category="Policy")
    deny = act("Microsoft.Authorization/policies/deny/action", 5, ends="failed", category="Policy", policies=DENIAL, correlation_id="c")  # fmt: skip
    write = act(on_vm("write"), 5, ends="failed", error_code="RequestDisallowedByPolicy", correlation_id="c", **USER)
    found = lines(audit, deny, write)

    assert [("policy", "policy", False), ("policy", "person", True)] == [(one.by, one.asked_by if one.counts else "policy", one.counts) for one in found]  # fmt: skip


def test_parts_of_the_machine_belong_to_its_history() -> None:
    """Extensions, and the disks and NICs that the machine's body names."""
    disk, nic = (
        f"{GROUP}/providers/Microsoft.Compute/disks/d1",
        f"{GROUP}/providers/Microsoft.Network/networkInterfaces/n1",
    )
    found = lines(
        act(on_vm("write"), request=f'{{"storageProfile":{{"id":"{disk}"}},"networkProfile":[{{"id":"{nic}"}}]}}'),
        act("Microsoft.Compute/disks/write", 2, resource=disk),
        act("Microsoft.Network/networkInterfaces/write", 3, resource=nic),
        act("Microsoft.Network/networkInterfaces/write", 4, resource=f"{nic}0"),
        act(EXTENSION, 5, resource=f"{WEB}/extensions/app"),
    )

    assert [WEB, disk, nic, f"{WEB}/extensions/app"] == [one.resource for one in found]


def test_an_instance_has_its_scale_sets_history_and_no_other_instances() -> None:
    """What is done to the set concerns each instance; what is done to a sister does not."""
    instances = [f"{SET}/virtualMachines/{number}" for number in (1, 2)]
    restart = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/restart/action"
    rows = [act("Microsoft.Compute/virtualMachineScaleSets/write", resource=SET)]
    rows += [act(restart, 2, resource=one) for one in instances]

    assert [SET, instances[0]] == [one.resource for one in lines(rows, resource=instances[0])]
    assert [SET, *instances] == [one.resource for one in lines(rows, resource=SET)]


def test_only_what_begins_in_the_window() -> None:
    """Rows before the window may explain, but are no lines."""
    rows = act(on_vm("deallocate"), 0, **USER), health(3, "unavailable", health_cause="platforminitiated")
    (found,) = lines(rows, window=Window(minutes(2), minutes(60)))

    assert ("health", "person") == (found.kind, found.by)


def test_equal_logs_give_equal_timelines() -> None:
    """Lines of one moment stand in the order of their names, whatever the order of rows."""
    rows = [*act(on_vm("start")), *act(on_vm("deallocate")), health(0, "unavailable")]

    assert lines(rows) == lines(rows[::-1])
    assert sorted(one.name for one in lines(rows)) == [one.name for one in lines(rows)]
