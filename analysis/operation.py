"""One operation: all rows of one correlation id, operation and resource, with its final outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from analysis.operation_names import label

Outcome = Literal["succeeded", "failed", "canceled", "no final status"]

NO_END = "no final status"
DEPLOYMENT = "microsoft.resources/deployments/write"
DRY_RUNS = frozenset(
    {"microsoft.resources/deployments/validate/action", "microsoft.resources/deployments/whatif/action"}
)
POLICY = "microsoft.authorization/policies/"
AUDITS = frozenset({f"{POLICY}audit/action", f"{POLICY}auditifnotexists/action"})


class OperationKey(NamedTuple):
    """What tells an operation from others; all in lower case.

    `correlation` is the correlation id; where rows have none, the operation id; where they have neither, the start.
    """

    correlation: str
    operation: str
    resource: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What somebody or something did to one resource, from the first row to the last.

    Times are in UTC; `end` is None as long as no final row is known, and `start` is the first row there is, which may
    be later than the true start if the excerpt begins in the middle. `attempts` counts tries under one correlation
    id, made by the platform or the caller; an operation that succeeded in the end is succeeded. `counts` is False for
    a failure that only repeats the failure of its children, and for policy rows beside the request they judged, so
    that nothing is counted twice. `status_history` has the statuses in the order of time, without repeats.
    """

    key: OperationKey
    correlation_id: str
    operation: str  # lower case
    name: str  # REST casing
    resource_id: str  # best spelling seen
    start: datetime
    end: datetime | None
    outcome: Outcome
    attempts: int
    caller: str
    caller_kind: str  # user | application | service | ""
    caller_ip: str
    claims: str  # JSON, "" if none
    category: str
    status_history: tuple[str, ...]
    substatus: str
    http_status: str
    error_code: str  # innermost
    error_codes: str  # outermost > … > innermost
    message: str
    status_message: str
    details: str
    policies: str  # JSON list, "" if none
    region: str
    entity: str
    rows: int
    event_ids: tuple[str, ...]
    parent: OperationKey | None = None
    children: tuple[OperationKey, ...] = ()
    counts: bool = True

    @property
    def label(self) -> str:
        """The operation in plain words: Start virtual machine."""
        return label(self.name)

    @property
    def failed(self) -> bool:
        """Whether the last that is known of it is a failure."""
        return self.outcome == "failed"

    @property
    def resource(self) -> str:
        """The resource id in lower case: what to compare by."""
        return self.key.resource

    @property
    def dry_run(self) -> bool:
        """Whether it only asked what would happen: a validation or a what-if."""
        return self.operation in DRY_RUNS

    @property
    def is_deployment(self) -> bool:
        """Whether it is a deployment, whose children are the writes it makes."""
        return self.operation == DEPLOYMENT

    @property
    def is_policy(self) -> bool:
        """Whether it is a judgement of Azure Policy and not a request of its own."""
        return self.operation.startswith(POLICY)

    @property
    def text(self) -> str:
        """What to match against known errors: the whole failure as Azure put it, else what the row says."""
        return self.status_message or self.message or self.details
