"""How Azure words its failures: codes, HTTP statuses, envelopes and messages, as documented and as seen in the wild."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from analysis.sources.sample.templates import TEMPLATES

_TERMINAL: Final = "The resource operation completed with terminal provisioning state 'Failed'."
_CHILDREN: Final = (
    "At least one resource deployment operation failed. Please list deployment operations for details. "
    "Please see https://aka.ms/arm-deployment-operations for usage details."
)
_NAMES: Final = {400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 409: "Conflict"} | {
    200: "OK",
    201: "Created",
    202: "Accepted",
    204: "NoContent",
    429: "429",
    500: "InternalServerError",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A failure that recurs; `key` names its cluster.

    `wrap` is the envelope: plain (text only), error ({"error": …}), operation or deployment (a wrapper with `details`),
    or details (a wrapper with `errorDetails`, as newer collectors write it). `prompt` ones are refused at once, and of
    `inside` ones the cause lies in the guest.
    """

    key: str
    code: str
    http: int
    wrap: str
    prompt: bool
    inside: bool
    template: str

    @property
    def said(self) -> str:
        """The code that a row with this failure says: a plain text has none but the name of its HTTP status."""
        return http_name(self.http) if self.wrap == "plain" else self.code

    def message(self, **names: object) -> str:
        """Give the message with its places filled in."""
        return self.template.format_map(names)

    def status_message(self, **names: object) -> str:
        """Give what stands in `properties.statusMessage`."""
        text = self.message(**names)
        if self.wrap == "plain":
            return text
        inner = {"code": self.code, "message": text}
        if self.wrap == "error":
            return json.dumps({"error": inner}, separators=(",", ":"))
        outer = "ResourceDeploymentFailure" if self.wrap == "deployment" else "ResourceOperationFailure"
        holder = "errorDetails" if self.wrap == "details" else "details"
        error = {"code": outer, "message": _TERMINAL, holder: [inner]}
        return json.dumps({"status": "Failed", "error": error}, separators=(",", ":"))


def http_name(status: int) -> str:
    """Give the name that Azure writes for an HTTP status: Conflict for 409."""
    return _NAMES[status]


def failed_children(target: str, children: list[dict[str, object]]) -> str:
    """Give the status message of a deployment whose resources failed."""
    error = {"code": "DeploymentFailed", "target": target, "message": _CHILDREN, "details": children}
    return json.dumps({"status": "Failed", "error": error}, separators=(",", ":"))


def _wording(key: str, traits: str, template: str) -> Wording:
    code, http, wrap, *more = traits.split()
    return Wording(key, code, int(http), wrap, "prompt" in more, "inside" in more, template)


WORDINGS: Final = {key: _wording(key, traits, template) for key, traits, template in TEMPLATES}
