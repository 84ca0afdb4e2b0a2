"""Codes that tell by themselves whose doing a failure is, whoever asked for the operation, or why it could not work."""

from __future__ import annotations

import re
from typing import Final

from analysis.verdict.words import By

# Refused by a policy of the owner's.
DENIALS: Final = frozenset({"requestdisallowedbypolicy", "policyviolation", "denyactionbypolicy"})
# Azure has no room for what was asked: the request is its asker's, the reason is Azure's.
NO_ROOM: Final = frozenset(
    {
        "allocationfailed",
        "zonalallocationfailed",
        "overconstrainedallocationrequest",
        "overconstrainedzonalallocationrequest",
        "skunotavailable",
        "allocationtimedout",
        "fabricallocationfailed",
        "capacityreservationallocationfailed",
    }
)
# Azure's own failure.
BROKEN: Final = frozenset(
    {
        "internalexecutionerror",
        "internaloperationerror",
        "internalservererror",
        "internaldiskmanagementerror",
        "internalerror",
        "transientfailure",
        "serviceunavailable",
        "serverbusy",
        "networkinginternaloperationerror",
        "retryableerror",
    }
)
# Failed inside the machine: its agent, an extension's script, the operating system.
_INSIDE: Final = re.compile(
    r"\w*vmextensionerror|vmextension(?:provisioning(?:error|timeout|failed)|handler\w*|management\w*|error)?"
    r"|vmagent\w*|guestagent\w*|usererrorguestagent\w*|guest\w*unavailable"
    r"|osprovisioning(?:timedout|internalerror|clienterror)|vmosprovisioning\w*"
    r"|extensionfailed\w*|extensionsnapshot\w*|extensioninstallation\w*|extensionoperation(?:error|failed)\w*"
    r"|extension(?:pre|post)script\w*|extensionstuck\w*|extensionvcredist\w*|extensionconfigparsing\w*"
    r"|failedprepost\w*|failedsafefreeze\w*|failedguestagent\w*|failedworkload\w*"
    r"|usererror(?:fsfreeze|vss|operatingsystem|dotnet|insufficientspace)\w*|usererrorvmnotshutdown\w*"
    r"|bitlocker\w*|runcommand\w*failed\w*"
)
# The same in words, for codes that no table knows.
_INSIDE_WORDS: Final = re.compile(
    r"reported a failure when processing extension|terminal failure for vm extension"
    r"|\bagent (?:on|in|inside|of) .{1,80}? (?:did|does|is|was|could|can) ?(?:not|n't)\b"
    r"|\b(?:vm|guest) agent (?:is|was|did|does|on|in) .{0,80}?(?:not|unable|unresponsive)\b"
    r"|\bguest (?:os|operating system) .{0,80}?(?:not|fail\w*|crash\w*)\b",
    re.IGNORECASE,
)
_READ: Final = 4000  # of a message; what failed is said first
_NOT_INSIDE: Final = frozenset({"extensionoperationinprogress", "vmextensionnotfound"})


def cause(code: str, message: str = "") -> By | None:
    """Give whose doing a failure with this code is, None where the code does not tell.

    >>> cause("ZonalAllocationFailed"), cause("VMExtensionProvisioningError"), cause("AuthorizationFailed")
    (None, 'guest', None)
    """
    lowered = code.strip().lower().split("/")[-1]
    if lowered in DENIALS or (not lowered and "disallowed by policy" in message.lower()):
        return "policy"
    if lowered in _NOT_INSIDE or lowered in NO_ROOM or lowered in BROKEN:
        return None
    return "guest" if _INSIDE.fullmatch(lowered) or _INSIDE_WORDS.search(message[:_READ]) else None


def remark(code: str) -> str:
    """Give the sentence to say about a failure for which the request is not to blame, "" for others.

    >>> remark("AllocationFailed")
    'AllocationFailed: Azure had no room for it, which is nothing that the request did wrong.'
    """
    lowered = code.strip().lower().split("/")[-1]
    if lowered in NO_ROOM:
        return f"{code}: Azure had no room for it, which is nothing that the request did wrong."
    return f"{code}: Azure failed itself, which is nothing that the request did wrong." if lowered in BROKEN else ""
