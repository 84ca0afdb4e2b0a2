from datetime import timedelta

from analysis.events import table
from analysis.operation import Operation
from analysis.operations import operations
from tests.analysis.log_rows import (
    COMPUTE,
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

START = on_vm("start")
DELETE = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/delete"
EXTENSION = "Microsoft.Compute/virtualMachines/extensions/write"
DEPLOY = "Microsoft.Resources/deployments/write"
RELEASE = f"{GROUP}/providers/Microsoft.Resources/deployments/release"


def one(*parts: Rows) -> Operation:
    """Give the only operation of these rows."""
    (operation,) = operations(log(*parts))
    return operation


def test_rows_of_one_correlation_operation_and_resource_are_one_operation() -> None:
    """Start, accept and end make one operation with its start, its end and who asked."""
    found = one(act(START, **USER, correlation_id="c"), row(START, 0.5, "accepted", correlation_id="c", **USER))

    assert (minutes(0), minutes(1), "succeeded", 1) == (found.start, found.end, found.outcome, found.attempts)
    assert ("Microsoft.Compute/virtualMachines/start/action", WEB) == (found.name, found.resource_id)
    assert ("on-call@contoso.example", "user") == (found.caller, found.caller_kind)
    assert ("started", "accepted", "succeeded") == found.status_history


def test_both_spellings_of_rows_make_one_operation_in_rest_casing() -> None:
    """A source that shouts and one that does not tell of one operation, named as REST does."""
    loud = row(START.upper(), 0, "started", correlation_id="c", resource_label=WEB.upper())
    found = one(loud, row(START.lower(), 1, "succeeded", correlation_id="c"))

    assert (START, WEB) == (found.name, found.resource_id)


def test_accepted_without_an_end_has_no_final_status() -> None:
    """What never reached a final row is neither a success nor a failure."""
    found = one(act(START, ends="", correlation_id="c"), row(START, 1, "accepted", correlation_id="c"))

    assert ("no final status", None, False) == (found.outcome, found.end, found.failed)


def test_a_canceled_operation_is_canceled() -> None:
    """Canceled is a final status of its own."""
    assert "canceled" == one(act(START, ends="canceled")).outcome


def test_an_excerpt_may_begin_in_the_middle() -> None:
    """Of an operation longer than the excerpt the first row there is counts as its start."""
    found = one(row(START, 7, "succeeded"))

    assert (minutes(7), minutes(7), "succeeded") == (found.start, found.end, found.outcome)


def test_a_retry_under_one_correlation_id_is_another_attempt() -> None:
    """Failed, started again and succeeded: two attempts, no failure, and no error left over."""
    first = act(START, ends="failed", error_code="InternalExecutionError", status_message="{}", correlation_id="c")
    found = one(first, act(START, 3, correlation_id="c"))

    assert ("succeeded", 2, "", "") == (found.outcome, found.attempts, found.error_code, found.status_message)


def test_another_failed_row_is_another_attempt() -> None:
    """Failed rows at different times are attempts even where the log lacks their starts."""
    rows = [row(START, at, "failed", correlation_id="c", error_code="Busy") for at in (1, 5, 9)]

    assert ("failed", 3) == (one(rows).outcome, one(rows).attempts)


def test_a_try_that_is_still_under_way_is_no_failure() -> None:
    """Started again after a failure and not ended: no final status."""
    found = one(act(START, ends="failed", correlation_id="c"), act(START, 3, ends="", correlation_id="c"))

    assert ("no final status", None) == (found.outcome, found.end)


def test_identical_rows_are_no_attempts() -> None:
    """A log that holds each row five times tells of one attempt."""
    rows = act(START, ends="failed", error_code="Busy", event_id="")

    assert (1, 2) == (one(*[rows] * 5).attempts, one(*[rows] * 5).rows)


def test_one_event_out_of_two_shapes_counts_once() -> None:
    """A storage row without event id and with finer time is the same event as the row of the REST API."""
    fine = row(START, 1, "failed", correlation_id="c", time=minutes(1) + timedelta(microseconds=412), event_id="e")
    coarse = row(START, 1, "failed", correlation_id="c", shape="export")

    assert 1 == one(fine, coarse).attempts


def test_resilient_delete_is_one_operation() -> None:
    """Deleting and Failed in turn, five retries long, and gone in the end: one operation that succeeded."""
    tries = [
        act(DELETE, 4 * at, ends="failed", resource=f"{SET}/virtualMachines/3", correlation_id="d") for at in range(5)
    ]
    found = one(tries, act(DELETE, 20, resource=f"{SET}/virtualMachines/3", correlation_id="d"))

    assert ("succeeded", 6) == (found.outcome, found.attempts)


def test_resilient_delete_under_correlation_ids_of_its_own_is_one_operation() -> None:
    """The platform's next tries are not asked for by a person, and belong to the request that was."""
    first = act(DELETE, 0, ends="failed", resource=f"{SET}/virtualMachines/3", **USER)
    tries = [act(DELETE, 4 * at, ends="failed", resource=f"{SET}/virtualMachines/3") for at in range(1, 6)]
    found = one(first, tries)

    assert ("failed", 6, "on-call@contoso.example") == (found.outcome, found.attempts, found.caller)


def test_a_person_who_deletes_again_makes_another_operation() -> None:
    """Only the platform's own retries are put together."""
    rows = [act(DELETE, at, ends="failed", resource=f"{SET}/virtualMachines/3", **USER) for at in (0, 5)]

    assert 2 == len(operations(log(rows)))


def test_resilient_create_is_one_operation() -> None:
    """Half an hour of creating with time-outs in between is one success."""
    write = "Microsoft.Compute/virtualMachineScaleSets/write"
    tries = [
        row(write, at, "failed", resource=SET, correlation_id="w", error_code="OSProvisioningTimedOut")
        for at in (10, 20)
    ]
    found = one(act(write, takes=29, resource=SET, correlation_id="w"), tries)

    assert ("succeeded", 3, minutes(29)) == (found.outcome, found.attempts, found.end)


def test_one_correlation_id_may_cover_many_resources() -> None:
    """Twelve disks written under one id are twelve operations."""
    rows = [
        act("Microsoft.Compute/disks/write", resource=f"{COMPUTE}/disks/d{n}", correlation_id="c") for n in range(12)
    ]

    assert 12 == len(operations(log(rows)))


def test_rows_without_any_id_are_told_apart_by_their_starts() -> None:
    """A portal export that lost its ids still gives one operation per start."""
    rows = [*act(START, 0, correlation_id=""), *act(START, 30, correlation_id="", ends="failed")]
    found = operations(log(rows))

    assert ["succeeded", "failed"] == [operation.outcome for operation in found]
    assert 2 == len({operation.key for operation in found})


def test_the_operation_id_stands_in_for_a_missing_correlation_id() -> None:
    """Rows that only share an operation id are one operation."""
    rows = [dict(part, correlation_id="", operation_id="o") for part in act(START, takes=200)]

    assert 1 == len(operations(log(rows)))


def test_health_alerts_and_advice_are_no_operations() -> None:
    """States and notices have no outcome of their own."""
    alert = row("Microsoft.Insights/AlertRules/Activated/Action", 0, "active", category="Alert")

    assert () == operations(log(health(0, "unavailable"), alert))


def test_a_deployment_with_forty_failing_children_is_not_counted_beside_them() -> None:
    """The parent is marked, its children are linked, and forty failures count."""
    children = [
        act(
            EXTENSION,
            1,
            ends="failed",
            resource=f"{other(n)}/extensions/app",
            error_code="LinkedInvalidPropertyId",
            correlation_id="d",
            **PIPELINE,
        )
        for n in range(40)
    ]
    parent = act(
        DEPLOY,
        takes=9,
        ends="failed",
        resource=RELEASE,
        error_code="LinkedInvalidPropertyId",
        error_codes="DeploymentFailed > LinkedInvalidPropertyId",
        correlation_id="d",
        **PIPELINE,
    )
    found = operations(log(children, parent))
    (deployment,) = [operation for operation in found if operation.is_deployment]

    assert (40, False, None) == (len(deployment.children), deployment.counts, deployment.parent)
    assert 40 == sum(operation.failed and operation.counts for operation in found)
    assert {deployment.key} == {operation.parent for operation in found if not operation.is_deployment}


def test_a_deployment_that_fails_by_itself_counts() -> None:
    """Where no child failed with it, the deployment's failure is the failure."""
    child = act(EXTENSION, 1, resource=f"{WEB}/extensions/app", correlation_id="d")
    parent = act(DEPLOY, takes=9, ends="failed", resource=RELEASE, error_code="InvalidTemplate", correlation_id="d")

    assert ["InvalidTemplate"] == [
        one.error_code for one in operations(log(child, parent)) if one.failed and one.counts
    ]


def test_nested_deployments_count_once() -> None:
    """The outer deployment repeats the inner one, which repeats the resource."""
    inner = f"{RELEASE}-inner"
    rows = [
        act(
            DEPLOY,
            0,
            takes=9,
            ends="failed",
            resource=RELEASE,
            error_code="DeploymentFailed",
            correlation_id="d",
            status_message=f'{{"target":"{inner}"}}',
        ),
        act(
            DEPLOY,
            1,
            takes=7,
            ends="failed",
            resource=inner,
            error_code="DeploymentFailed",
            correlation_id="d",
            status_message=f'{{"target":"{WEB}"}}',
        ),
        act(on_vm("write"), 2, takes=3, ends="failed", error_code="SkuNotAvailable", correlation_id="d"),
    ]
    found = {operation.resource_id: operation for operation in operations(log(rows))}

    assert [WEB] == [name for name, operation in found.items() if operation.counts]
    assert (found[RELEASE].key, found[inner].key) == (found[inner].parent, found[WEB].parent)


def test_a_policy_row_belongs_to_the_request_it_refused() -> None:
    """The denial is counted once, and the request knows the policy."""
    deny = act(
        "Microsoft.Authorization/policies/deny/action",
        ends="failed",
        category="Policy",
        policies=DENIAL,
        correlation_id="c",
    )
    write = act(on_vm("write"), ends="failed", error_code="RequestDisallowedByPolicy", correlation_id="c")
    found = {operation.is_policy: operation for operation in operations(log(deny, write))}

    assert (True, False) == (found[False].counts, found[True].counts)
    assert (DENIAL, found[False].key) == (found[False].policies, found[True].parent)


def test_validation_is_a_dry_run() -> None:
    """A validation that failed with the deployment it preceded is not counted beside it."""
    check = act(
        "Microsoft.Resources/deployments/validate/action",
        ends="failed",
        resource=RELEASE,
        error_code="QuotaExceeded",
        correlation_id="d",
    )
    real = act(DEPLOY, 2, ends="failed", resource=RELEASE, error_code="QuotaExceeded", correlation_id="d")
    found = operations(log(check, real))

    assert [(True, False), (False, True)] == [(operation.dry_run, operation.counts) for operation in found]


def test_no_rows_give_no_operations() -> None:
    """An empty table is a table."""
    assert () == operations(table())
