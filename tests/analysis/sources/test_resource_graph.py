"""Health annotations, asked from a Resource Graph on this machine through azure-core's pipeline."""

from datetime import timedelta

import pytest

from analysis.sources import SourceError
from analysis.sources.azure_login import Address, Login
from analysis.sources.resource_graph import HealthAnnotations
from analysis.window import Window
from tests.azure.clock import Waiting
from tests.azure.endpoint import Endpoint, Fault, refusal
from tests.azure.login import FixedCredential
from tests.azure.rows import START, SUBSCRIPTION, annotation, vm

DAY = Window(START, START + timedelta(days=1))
OTHER = "00000000-0000-0000-0000-000000000002"


def annotations(
    azure: Endpoint, clock: Waiting | None = None, credential: FixedCredential | None = None
) -> HealthAnnotations:
    """Give the annotations of this Azure."""
    login = Login(credential=credential or FixedCredential())
    return HealthAnnotations(login, Address(azure.url, ca=azure.ca), patience=(clock or Waiting()).patience())


def test_annotations_of_the_window_become_events(azure: Endpoint) -> None:
    """Name, context, category and impact stand in their columns."""
    azure.fill_graph([annotation(vm("web-01")), annotation(vm("web-02"), occurred=DAY.end)])
    table, gaps = annotations(azure).within(DAY)

    assert () == gaps
    columns = ["resource_id", "annotation", "annotation_context", "annotation_category", "impact"]
    expected = (vm("web-01").lower(), "VirtualMachineHostCrashed", "platform initiated", "unplanned", "downtime reboot")
    assert [expected] == list(table[columns].itertuples(index=False, name=None))


def test_all_pages_are_read(azure: Endpoint) -> None:
    """A thousand rows come at a time; the token of a page asks for the next."""
    azure.fill_graph([annotation(vm(f"vm-{number}")) for number in range(2500)])
    table, gaps = annotations(azure).within(DAY)

    assert (2500, ()) == (len(table), gaps)
    assert [None, "1000", "2000"] == [request.body["options"].get("$skipToken") for request in azure.requests]


def test_pages_end_somewhere(azure: Endpoint) -> None:
    """After ten of them the rest is a gap."""
    azure.fill_graph([annotation(vm("web-01"))])
    page = {"data": [annotation(vm("web-01"))], "$skipToken": "more"}
    azure.faults.extend([Fault(200, page)] * 10)
    table, gaps = annotations(azure).within(DAY)

    assert 10 == len(table)
    assert ["too many"] == [gap.kind for gap in gaps]
    assert "Only the newest 10 health annotations" in gaps[0].text


def test_only_the_subscriptions_given_are_asked(azure: Endpoint) -> None:
    """Without any, the service takes all that the identity may read."""
    azure.fill_graph([annotation(vm("web-01"))])

    assert 0 == len(annotations(azure).within(DAY, subscriptions=(OTHER,))[0])
    assert 1 == len(annotations(azure).within(DAY, subscriptions=(SUBSCRIPTION,))[0])
    assert "subscriptions" in azure.requests[0].body
    assert 1 == annotations(azure).count()
    assert "subscriptions" not in azure.requests[2].body


@pytest.mark.parametrize(
    ("faults", "kind", "sentence", "waits"),
    [
        (
            [refusal(403, "AuthorizationFailed")],
            "denied",
            (
                "Azure Resource Graph denies access to the subscription (403): give the bot's identity the role Reader:"
                " `az role assignment create --assignee <identity> --role 'Reader' --scope <resource id>`."
            ),
            [],
        ),
        (
            [refusal(429, "RateLimiting", x_ms_user_quota_resets_after="00:00:05")] * 4,
            "unavailable",
            "Azure Resource Graph is busy with other questions of the same identity (429): ask again in 5 s.",
            [5.0, 5.0, 5.0],
        ),
        (
            [Fault(200, {"count": 1})],
            "unavailable",
            (
                "What came back is no answer of Azure Resource Graph: check AZTRIAGE_AZURE_MANAGER, and what a proxy in between"
                " sends."
            ),
            [],
        ),
        (
            [Fault(cut=True)] * 2,
            "unavailable",
            (
                "The connection to Azure Resource Graph broke while it answered, twice: check the network and proxy, and ask"
                " again."
            ),
            [0.0],
        ),
        (
            [refusal(404, "NotFound")],
            "unavailable",
            "Azure Resource Graph is not where it should be (404): check AZTRIAGE_AZURE_MANAGER and AZTRIAGE_AZURE_CLOUD.",
            [],
        ),
    ],
)
def test_a_refusal_is_a_gap(azure: Endpoint, faults: list[Fault], kind: str, sentence: str, waits: list[float]) -> None:
    """It says what is missing and what mends it; asked on its own, it is the end."""
    clock = Waiting()
    azure.faults.extend(faults * 2)
    table, gaps = annotations(azure, clock).within(DAY)

    assert 0 == len(table)
    assert [(kind, f"Health annotations of the Resource Graph are missing: {sentence}")] == [
        (gap.kind, gap.text) for gap in gaps
    ]
    assert waits == clock.waits
    with pytest.raises(SourceError) as error:
        annotations(azure).count()
    assert sentence == str(error.value)


def test_pages_before_a_refusal_are_kept(azure: Endpoint) -> None:
    """What was read is read."""
    azure.fill_graph([annotation(vm(f"vm-{number}")) for number in range(1500)])
    azure.faults.extend([None, refusal(403, "AuthorizationFailed")])
    table, gaps = annotations(azure).within(DAY)

    assert (1000, 1) == (len(table), len(gaps))


def test_tokens_are_asked_for_resource_manager(azure: Endpoint) -> None:
    """The audience is the address."""
    credential = FixedCredential()
    annotations(azure, credential=credential).count()

    assert [(f"{azure.url}/.default",)] == credential.scopes
