"""Failures as they lie in a workspace: tried again, in deployments, judged by policies, in old words, hostile."""

import json
from typing import Any

from tests.azure.engine import Row
from tests.azure.rows import GROUP, failed, row, vm

WRITE = "Microsoft.Compute/virtualMachines/write"
EXTENSION = "Microsoft.Compute/virtualMachines/extensions/write"
DELETE = "Microsoft.Compute/virtualMachines/delete"
DEPLOY = "Microsoft.Resources/deployments/write"
DENY = "Microsoft.Authorization/policies/deny/action"
DEPLOYMENT = f"{GROUP}/providers/Microsoft.Resources/deployments/web"
MINUTES_OF_DAY = 24 * 60
HOSTILE = [
    "'; drop table AzureActivity --",
    '" | where 1==1 | project x = "',
    "\\",
    '\\\\"\\u0027 \\1 \\0 $1 (?i) [a-',
    "line one\nline two\r\n\ttabbed \u2028 \u0085 \x01",
    '{"code":"A","message":"half of a',
    '{"error": {"code": "B", "details": [{"code": "C\\\\", "message": "\'x\'"}]}}',
    "[stderr]\\n\\n" + "[" * 300,
    "exit code " * 200 + "7",
    "Ärger \U0001f525 \u202e gnirts",
    "policyAssignment" * 50,
    "a" * 100_000,
    " ",
]


def nested(code: str, *, resource: str = "") -> dict[str, Any]:
    """Give the columns of a failure that wraps another."""
    inner = {"code": code, "message": f"Size of {resource} is too large."}
    text = json.dumps({"status": "Failed", "error": {"code": "DeploymentFailed", "message": "m", "details": [inner]}})
    return {"ActivityStatusValue": "Failed", "properties": {"statusMessage": text}}


def exits(number: int, code: int) -> Row:
    """Give an extension's failure with an exit code."""
    message = f"VM has reported a failure (publisher 'P' and type 'CustomScript' of extension 'x'): exit status={code}"
    return row(f"{vm(f'web-{number}')}/extensions/x", EXTENSION, minutes=number, **failed("VMExtensionError", message))


SCENES: dict[str, list[Row]] = {
    "nothing": [],
    "one": [row(vm("web-01"), **failed("AllocationFailed", "No room for 'web-01'."))],
    "many machines, many days": [
        row(
            vm(f"web-{number % 7}"), minutes=-number * 311, **failed("AllocationFailed", f"No room for 'web-{number}'.")
        )
        for number in range(120)
    ],
    "tried again, and well": [
        row(vm("a"), CorrelationId="1", **failed("X", "x")),
        row(vm("a"), CorrelationId="1", minutes=1),
        row(vm("b"), CorrelationId="2", **failed("X", "x")),
        row(vm("b"), CorrelationId="2", minutes=1, ActivityStatusValue="Start"),
        row(vm("c"), CorrelationId="3", **failed("X", "x")),
        row(vm("c"), CorrelationId="3", minutes=1, ActivityStatusValue="Accept"),
        row(vm("d"), CorrelationId="4", ActivityStatusValue="Start"),
        row(vm("D"), CorrelationId="4", minutes=1, **failed("X", "x")),
        row(vm("d"), CorrelationId="4", minutes=2, **failed("X", "y")),
    ],
    "a deployment and what failed in it": [
        row(DEPLOYMENT, DEPLOY, CorrelationId="1", **nested("Quota", resource="a")),
        *[row(vm(name), WRITE, CorrelationId="1", **failed("Quota", "No quota.")) for name in "abc"],
        row(f"{DEPLOYMENT}2", DEPLOY, CorrelationId="2", **failed("InvalidTemplate", "Line 3.")),
        row(f"{DEPLOYMENT}3", DEPLOY, CorrelationId="3", **nested("Quota", resource="z")),
        row(f"{DEPLOYMENT}4", DEPLOY, CorrelationId="3", minutes=1, **nested("Quota", resource="z")),
        row(f"{DEPLOYMENT}5", DEPLOY, CorrelationId="5", **failed("Timeout", "It took too long.")),
        row(vm("e"), WRITE, CorrelationId="5", **failed("Other", "Another cause.")),
    ],
    "dry runs": [
        row(DEPLOYMENT, "Microsoft.Resources/deployments/validate/action", **failed("InvalidTemplate", "Line 3.")),
        row(DEPLOYMENT, "Microsoft.Resources/deployments/whatIf/action", CorrelationId="1", **failed("X", "Line 3.")),
        row(DEPLOYMENT, DEPLOY, CorrelationId="1", **failed("X", "Line 3.")),
    ],
    "an extension and its machine": [
        row(vm("a"), WRITE, CorrelationId="1", **failed("Conflict", "Look inside.")),
        row(f"{vm('a')}/extensions/x", EXTENSION, CorrelationId="1", minutes=1, **failed("ScriptError", "It ended.")),
        row(vm("b"), WRITE, CorrelationId="2", **failed("SkuNotAvailable", "No size.")),
        row(f"{vm('b')}/extensions/x", EXTENSION, CorrelationId="2", minutes=1, **failed("ScriptError", "It ended.")),
    ],
    "a policy and the request that it judged": [
        row(vm("a"), DENY, CorrelationId="1", CategoryValue="Policy", **failed("X", "x"))
        | {
            "Properties_d": {
                "policies": json.dumps([{"policyAssignmentName": "sizes", "policyDefinitionEffect": "deny"}])
            }
        },
        row(vm("a"), WRITE, CorrelationId="1", **failed("RequestDisallowedByPolicy", "It was disallowed.")),
        row(vm("b"), WRITE, CorrelationId="2", **failed("RequestDisallowedByPolicy", "It was disallowed.")),
        row(vm("c"), DENY, CorrelationId="3", CategoryValue="Policy", **failed("X", "x")),
    ],
    "deletes that the platform repeats": [
        row(vm("a"), DELETE, CorrelationId="1", Caller="an app", **failed("Timeout", "It took too long.")),
        row(vm("a"), DELETE, CorrelationId="2", Caller="an app", minutes=9, **failed("Timeout", "It took too long.")),
        row(vm("a"), DELETE, CorrelationId="3", minutes=12, **failed("Timeout", "It took too long.")),
        row(vm("b"), DELETE, CorrelationId="4", **failed("Timeout", "It took too long.")),
    ],
    "exit codes": [exits(number, 1 + number % 3) for number in range(9)],
    "without ids": [
        row(vm("a"), CorrelationId="", OperationId="o-1", **failed("X", "x")),
        row(vm("a"), CorrelationId="", OperationId="O-1", minutes=1, **failed("X", "x")),
    ],
    "old words": [
        row(vm("a"), ActivityStatusValue="", ActivityStatus="Failed", CategoryValue="", Category="Administrative")
        | {
            "Properties_d": None,
            "Properties": json.dumps({"statusMessage": json.dumps({"code": "Old", "message": "m"})}),
        },
        row(vm("b"), ActivityStatusValue="Failed", properties={"statusCode": "NotFound"}),
        row(vm("c"), ActivityStatusValue="Failed", properties={"responseBody": '{"error":{"code":"B","message":"m"}}'}),
        row(vm("d"), ActivityStatusValue="Failed"),
    ],
    "hostile": [
        row(vm(f"web-{number}"), minutes=number, ActivityStatusValue="Failure", properties={"statusMessage": text})
        for number, text in enumerate(
            [*HOSTILE, *(json.dumps({"error": {"code": "X", "message": m}}) for m in HOSTILE)]
        )
    ],
}
