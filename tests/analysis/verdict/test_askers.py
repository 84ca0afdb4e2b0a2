import json

import pytest

from analysis.operations import operations
from analysis.verdict.askers import Asker, asker
from analysis.verdict.causes import cause, remark
from tests.analysis.log_rows import GROUP, Columns, act, identity, log, on_vm

OBJECT = "99999999-0000-4000-8000-000000000009"


def asked(operation: str = on_vm("start"), **columns: str) -> Asker:
    """Give who asked for an operation with these columns."""
    return asker(operations(log(act(operation, **Columns(columns))))[0])


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"caller": "on-call@contoso.example", "caller_kind": "user"}, Asker("person", "on-call@contoso.example")),
        ({"caller": "on-call@contoso.example"}, Asker("person", "on-call@contoso.example")),
        ({"caller": OBJECT, "caller_kind": "user"}, Asker("person", OBJECT)),
        ({"caller": OBJECT, "caller_kind": "application"}, Asker("automation", f"the application {OBJECT}")),
        ({"caller": OBJECT}, Asker("automation", f"the application {OBJECT}")),
        ({"caller": "Microsoft.RecoveryServices", "caller_kind": "service"}, Asker("automation", "Azure Backup")),
        ({"caller": "Microsoft.DevTestLab", "caller_kind": "service"}, Asker("automation", "the auto-shutdown schedule")),
        ({"caller": "Microsoft.Compute", "caller_kind": "service"}, Asker("platform", "Azure")),
        ({"caller": "Azure Policy", "caller_kind": "service"}, Asker("policy", "Azure Policy")),
        ({"caller": "Contoso.Robot", "caller_kind": "service"}, Asker("automation", "the service Contoso.Robot")),
        ({"caller": ""}, Asker("unknown", "")),
        ({"caller": OBJECT, "claims": "not json"}, Asker("automation", f"the application {OBJECT}")),
        ({"caller": OBJECT, "claims": json.dumps({"appid": "262044b1-e2ce-469f-a196-69ab7ada62d3"})}, Asker("automation", "Azure Backup")),
    ],
)  # fmt: skip
def test_callers_and_claims_tell_who_asked(columns: dict, expected: Asker) -> None:
    """People by their addresses, programs by their object ids, services by their names."""
    assert expected == asked(**columns)


def test_a_person_who_works_at_backup_is_a_person() -> None:
    """Words of a service in an address make no service of it."""
    assert "person" == asked(caller="backup-policy@contoso.example", caller_kind="user").by


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (
            "Microsoft.Authorization/policyAssignments/tags",
            Asker("policy", "the identity of the policy assignment tags"),
        ),
        ("Microsoft.Automation/automationAccounts/aa", Asker("automation", "the Automation account aa")),
        ("Microsoft.ManagedIdentity/userAssignedIdentities/id", Asker("automation", "the managed identity id")),
        ("Microsoft.Foo/bars/b", Asker("automation", "the managed identity b")),
    ],
)
def test_a_managed_identity_leads_to_its_resource(resource: str, expected: Asker) -> None:
    """The claim xms_mirid names whose identity it is."""
    assert expected == asked(**identity(f"{GROUP}/providers/{resource}"))


@pytest.mark.parametrize(
    ("code", "by"),
    [
        ("RequestDisallowedByPolicy", "policy"),
        ("VMExtensionProvisioningTimeout", "guest"),
        ("VMExtensionHandlerNonTransientError", "guest"),
        ("K8SAPIServerConnFailVMExtensionError", "guest"),
        ("OSProvisioningTimedOut", "guest"),
        ("ExtensionSnapshotFailedNoNetwork", "guest"),
        ("ExtensionOperationInProgress", None),
        ("AllocationFailed", None),
        ("QuotaExceeded", None),
        ("", None),
    ],
)
def test_codes_tell_whose_doing_a_failure_is(code: str, by: str | None) -> None:
    """A policy's refusal and what broke inside the guest; all else is its asker's."""
    assert by == cause(code)


def test_a_message_tells_where_a_code_is_not_known() -> None:
    """A house's own extension with a code of its own fails inside all the same."""
    assert ["guest", "guest", None] == [
        cause("OurOwnCode", message)
        for message in (
            "VM has reported a failure when processing extension 'ours' (publisher 'Contoso' and type 'Ours').",
            "Our agent on 'web-01' did not answer within 90 seconds.",
            "No licence is left for the agent.",
        )
    ]


def test_a_denial_may_lack_its_code() -> None:
    """A plain sentence names the policy as well."""
    assert "policy" == cause("", "Resource 'web-01' was disallowed by policy.")


def test_remarks_say_that_a_request_is_not_to_blame() -> None:
    """No room, or Azure's own failure."""
    assert ["no room", "failed itself", ""] == [
        next((words for words in ("no room", "failed itself") if words in remark(code)), "")
        for code in ("ZonalAllocationFailed", "InternalExecutionError", "AuthorizationFailed")
    ]
