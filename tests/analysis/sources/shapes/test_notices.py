import json

import pytest

from analysis.sources.shapes import read_record

TIME = "2026-11-01T10:00:00Z"
VM = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/web-01"


def exported(category: str, operation: str, properties: dict[str, object], **more: object) -> dict[str, object]:
    """Give the canonical row of an exported row of this category."""
    raw = {
        "time": TIME,
        "category": category,
        "operationName": operation,
        "properties": properties,
        "resultType": "Active",
    }
    row = read_record(raw | more)
    assert row is not None
    return row


def test_service_health() -> None:
    """A row of Service Health tells what is affected where, and what Azure says about it."""
    services = [
        {
            "ServiceName": "Virtual Machines",
            "ImpactedRegions": [{"RegionName": "West Europe"}, {"RegionName": "North Europe"}],
        },
        {"ServiceName": "Storage", "ImpactedRegions": [{"RegionName": "West Europe"}]},
    ]
    properties: dict[str, object] = {
        "title": "VMs restart in West Europe",
        "communication": "<p>We know &amp; work on it.</p>",
        "trackingId": "AB12-3C4",
        "incidentType": "Incident",
        "stage": "Active",
        "impactedServices": json.dumps(services),
    }
    row = exported("ServiceHealth", "Microsoft.ServiceHealth/incident/action", properties)
    assert {
        "message": "VMs restart in West Europe",
        "details": "We know & work on it.",
        "tracking_id": "AB12-3C4",
        "service": "Virtual Machines, Storage",
        "region": "westeurope,northeurope",
        "impact": "incident",
        "annotation_category": "active",
    } == {name: row[name] for name in "message details tracking_id service region impact annotation_category".split()}


def test_service_health_without_a_list_of_services() -> None:
    """Older rows name one region and one service."""
    row = exported("ServiceHealth", "x", {"region": "East US", "service": "Virtual Machines", "title": "t"})
    assert ("eastus", "Virtual Machines") == (row["region"], row["service"])


@pytest.mark.parametrize(
    ("category", "properties", "expected"),
    [
        ("Autoscale", {"description": "in by 1", "resourceName": VM}, {"details": "in by 1", "entity": VM.lower()}),
        ("Alert", {"ruleName": "cpu", "ruleDescription": "CPU is high"}, {"message": "cpu", "details": "CPU is high"}),
        (
            "Security",
            {"eventName": "Brute force", "compromisedEntity": VM},
            {"message": "Brute force", "entity": VM.lower()},
        ),
        (
            "Recommendation",
            {"recommendationName": "Resize", "recommendationCategory": "Cost", "recommendationImpact": "High"},
            {"message": "Resize", "details": "Cost, impact High"},
        ),
    ],
)
def test_other_categories(category: str, properties: dict[str, object], expected: dict[str, str]) -> None:
    """Autoscale, alerts, security and advice tell what they are about."""
    row = exported(category, "x", properties)
    assert expected == {name: row[name] for name in expected}


def test_sentence_in_details_is_no_annotation() -> None:
    """Only one CamelCase word in `details` is an annotation; `Unknown` is none."""
    for details in ("Unknown", "A sentence. Of words.", None):
        row = exported("ResourceHealth", "x", {"details": details, "title": "t", "cause": "Platform Initiated"})
        assert (None, "platforminitiated") == (row.get("annotation"), row["health_cause"])


def test_category_by_operation() -> None:
    """A row without a category has the one that its operation tells."""
    row = exported("", "MICROSOFT.RESOURCEHEALTH/HEALTHEVENT/ACTIVATED/ACTION", {"currentHealthStatus": "Unavailable"})
    assert ("ResourceHealth", "unavailable") == (row["category"], row["health"])


def test_policies_of_a_policy_row() -> None:
    """A policy row names its policies as JSON text."""
    policies = [
        {
            "policyDefinitionName": "only-europe",
            "policyDefinitionEffect": "Deny",
            "policyAssignmentName": "house-rules",
            "policyAssignmentId": "/subscriptions/s/providers/x/house-rules",
        }
    ]
    row = exported("Policy", "Microsoft.Authorization/policies/deny/action", {"policies": json.dumps(policies)})
    assert [{"name": "only-europe", "effect": "deny", "assignment": "house-rules"}] == json.loads(str(row["policies"]))


def test_policies_of_a_denied_request() -> None:
    """A denial names its policies in additionalInfo, or in its message."""
    info = {
        "policyDefinitionDisplayName": "Only Europe",
        "policyDefinitionEffect": "deny",
        "policyAssignmentName": "house-rules",
    }
    error = {
        "code": "RequestDisallowedByPolicy",
        "message": "No.",
        "additionalInfo": [{"type": "PolicyViolation", "info": info}],
    }
    identifiers = [{"policyAssignment": {"name": "house-rules"}, "policyDefinition": {"name": "Only Europe"}}]
    message = f"Resource 'x' was disallowed by policy. Policy identifiers: '{json.dumps(identifiers)}'."
    expected = [{"name": "Only Europe", "effect": "deny", "assignment": "house-rules"}]
    for told in (error, {"code": "RequestDisallowedByPolicy", "message": message}):
        row = exported("Administrative", "x", {"statusMessage": json.dumps({"error": told})}, resultType="Failure")
        assert expected == json.loads(str(row["policies"]))


def test_request_names_parts() -> None:
    """The body of a write is kept: it names disks and NICs."""
    row = exported("Administrative", "x", {"requestbody": '{"properties":{"id":"/disks/d"}}'})
    assert '{"properties":{"id":"/disks/d"}}' == row["request"]
