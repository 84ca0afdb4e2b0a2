import pytest

from analysis.annotations import annotation
from analysis.health import incidents, transitions
from kb.library import load_library
from tests.analysis.log_rows import WEB, Row, health, log, minutes, row


def notice(at: float, status: str, **columns: str) -> Row:
    """Give a row of Service Health."""
    name = "Microsoft.ServiceHealth/incident/action"
    return row(
        name, at, status, resource="/subscriptions/1", **({"category": "ServiceHealth", "tracking_id": "T-1"} | columns)
    )


def test_a_transition_tells_what_azure_documents_for_its_annotation() -> None:
    """Context, category and impact come from the vocabulary where a row has only the name."""
    (found,) = transitions(log(health(0, "unavailable", "VIRTUALMACHINEHOSTCRASHED", impact="downtime")))

    assert ("VirtualMachineHostCrashed", "platform initiated", "unplanned", "downtime reboot", True) == (
        found.annotation,
        found.context,
        found.category,
        found.impact,
        found.down,
    )
    assert (WEB, WEB.lower(), minutes(0)) == (found.resource_id, found.resource, found.time)


def test_an_annotation_that_nobody_knows_is_kept_as_given() -> None:
    """Azure adds annotations; what a row says of one counts."""
    (found,) = transitions(
        log(health(0, "unavailable", "VirtualMachineDidSomethingNew", annotation_context="Platform Initiated"))
    )

    assert ("VirtualMachineDidSomethingNew", "platform initiated") == (found.annotation, found.context)


def test_an_annotation_without_a_state_gives_its_impact() -> None:
    """Resource Graph has annotations without a state."""
    rows = [
        health(at, "", name)
        for at, name in enumerate(("VirtualMachineHostCrashed", "AccelnetUnhealthy", "VirtualMachineAllocated"))
    ]

    assert ["unavailable", "degraded", "unknown"] == [one.health for one in transitions(log(rows))]


def test_a_state_said_again_is_one_transition() -> None:
    """Azure repeats a state that lasts."""
    rows = [health(at, "unavailable", message="Down") for at in (0, 15, 30)]

    assert [minutes(0), minutes(45)] == [one.time for one in transitions(log(rows, health(45, "available")))]


def test_one_annotation_out_of_two_sources_is_one_transition() -> None:
    """The activity log and Resource Graph stamp one event a little apart."""
    name = "VirtualMachineHostCrashed"
    rows = health(0, "unavailable", name), health(0.5, "", name, shape="health resources", message="Host failure")

    assert 1 == len(transitions(log(rows)))


@pytest.mark.parametrize(
    ("title", "means", "context"),
    [
        ("This virtual machine is starting as requested by an authorized user or process.", "virtualmachinestartinitiatedbycontrolplane", "customer initiated"),
        ("This virtual machine is stopping and deallocating as requested by an authorized user or process", "virtualmachinedeallocationinitiated", "customer initiated"),
        ("The Virtual Machine is stopping as requested by an authorized user or process, or due to a guest activity from within the Virtual Machine.", "virtualmachinestoppedinternally", "customer initiated"),
        ("A reboot was triggered from inside the virtual machine.", "virtualmachinerestarted", "customer initiated"),
        ("The Virtual Machine is undergoing a reboot due to a guest OS crash.", "virtualmachinecrashed", "vm initiated"),
        ("We're sorry, your virtual machine isn't available because of an unexpected host server reboot.", "virtualmachinehostcrashed", "platform initiated"),
        ("If you are running a Spot/Low Priority Virtual Machine, it has been preempted", "virtualmachinepreempted", "platform initiated"),
        ("Virtual Machine health status changed to unavailable", "", ""),
    ],
)  # fmt: skip
def test_a_title_tells_what_happened_where_nothing_else_does(title: str, means: str, context: str) -> None:
    """Rows without annotation and context often say it in words."""
    (found,) = transitions(log(health(0, "unavailable", message=title)))

    assert ("", means, context) == (found.annotation, found.means, found.context)


def test_annotations_are_what_the_knowledge_base_says_they_are() -> None:
    """Context, category and impact of each annotation's page, under each of its names."""
    pages = [page for page in load_library() if page.kind == "annotation"]
    known = {
        code: (found.context, found.category, found.impact)
        for page in pages
        for code in page.codes
        if (found := annotation(code.upper()))
    }

    assert len(known) >= 31
    assert {
        code: (page.context.lower(), page.category.lower(), page.impact.lower())
        for page in pages
        for code in page.codes
    } == known


def test_a_name_that_is_no_annotation_is_none() -> None:
    """Nothing is guessed from names that look alike."""
    assert annotation("VirtualMachineDidSomethingNew") is None


def test_an_incident_is_joined_over_its_stages() -> None:
    """One tracking id is one incident: services and regions together, its end from the last stage."""
    (found,) = incidents(
        log(
            notice(30, "resolved", message="Mitigated", region="westeurope,northeurope", service="Virtual Machines"),
            notice(0, "active", message="Power loss", region="westeurope", service="Virtual Machines, Storage"),
            notice(0, "active", message="Power loss", region="westeurope", service="Virtual Machines, Storage"),
        )
    )

    assert ("T-1", minutes(0), minutes(30), 2) == (found.tracking_id, found.began, found.ended, len(found.stages))
    assert (("Storage", "Virtual Machines"), ("northeurope", "westeurope")) == (found.services, found.regions)


def test_an_incident_without_a_last_word_is_open() -> None:
    """No resolved stage, or one that was followed by another: no end."""
    (found,) = incidents(log(notice(0, "active"), notice(5, "resolved"), notice(9, "active", message="Again")))

    assert found.ended is None
