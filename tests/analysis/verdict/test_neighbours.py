"""Is it Azure or us? What other machines and Azure's own incidents prove, and what they do not."""

import pytest

from analysis.machine import read_machine
from analysis.verdict import Verdict, verdict
from tests.analysis.log_rows import WEB, Rows, health, log, other, row

ASKED = {"health_cause": "userinitiated"}


def judged(*parts: Rows) -> Verdict:
    """Give the verdict on the machine from these rows."""
    return verdict(read_machine(log(*parts), WEB.lower()))


def test_many_machines_at_once_speak_for_azure() -> None:
    """Is it Azure or us? Where others went down in the same minutes and nobody says why, it is Azure."""
    others = [health(number / 10, "unavailable", resource=other(number)) for number in range(4)]
    found = judged(health(1, "unavailable"), others)

    assert "platform" == found.by
    assert "4 other machines in westeurope went down too without a request" in found.why[1]


@pytest.mark.parametrize("count", [1, 2])
def test_few_machines_at_once_prove_nothing(count: int) -> None:
    """One or two others may have their own reasons."""
    assert (
        "unknown"
        == judged(health(1, "unavailable"), [health(1, "unavailable", resource=other(n)) for n in range(count)]).by
    )


def test_machines_that_were_asked_to_stop_prove_nothing() -> None:
    """Twenty machines that a schedule switches off at seven are no outage of Azure."""
    others = [health(1, "unavailable", resource=other(number), **ASKED) for number in range(20)]

    assert "unknown" == judged(health(1, "unavailable"), others).by


def test_machines_in_another_region_prove_nothing() -> None:
    """An outage is an outage of a region."""
    others = [health(1, "unavailable", resource=other(number), region="eastus") for number in range(20)]

    assert "unknown" == judged(health(1, "unavailable"), others).by


def test_an_incident_of_azure_is_named() -> None:
    """Service Health in the machine's region at that time is evidence, with its tracking id."""
    incident = row(
        "Microsoft.ServiceHealth/incident/action", 20, "active", resource="/subscriptions/1", category="ServiceHealth",
        tracking_id="ABCD-123", service="Virtual Machines", region="westeurope", message="Power loss",
    )  # fmt: skip
    found = judged(health(0, "unavailable"), incident)

    assert "platform" == found.by
    assert "(ABCD-123)" in found.why[1]


def test_an_incident_elsewhere_is_not_named() -> None:
    """An incident of another region or service says nothing about the machine."""
    rows = [
        row("Microsoft.ServiceHealth/incident/action", 0, "active", category="ServiceHealth", tracking_id=name, service=service, region=region)
        for name, service, region in (("A", "Virtual Machines", "eastus"), ("B", "Azure Maps", "westeurope"))
    ]  # fmt: skip

    assert "unknown" == judged(health(0, "unavailable"), rows).by
