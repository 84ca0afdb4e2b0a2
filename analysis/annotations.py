"""The vocabulary of Resource Health annotations of virtual machines: where each comes from and what it does.

Sources: https://learn.microsoft.com/azure/service-health/resource-health-vm-annotation and
https://learn.microsoft.com/azure/virtual-machines/resource-graph-availability
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

Context = Literal["platform initiated", "customer initiated", "vm initiated"]
Kind = Literal["planned", "unplanned", "not applicable"]
Impact = Literal["downtime reboot", "downtime freeze", "degraded", "informational"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation: its name in Azure's casing, who sets it off, whether it was planned and what it does."""

    name: str
    context: Context
    category: Kind
    impact: Impact


# Context, category, impact, and the annotations that share them.
_NAMES: Final[tuple[tuple[Context, Kind, Impact, str], ...]] = (
    (
        "platform initiated",
        "unplanned",
        "downtime reboot",
        """
        VirtualMachineHostCrashed VirtualMachineHostRebootedForRepair VirtualMachineMigrationInitiatedForRepair
        VirtualMachineMigrationInitiatedForUnplannedMaintenance VirtualMachineStorageOffline NetworkUnhealthy
        VirtualMachineScheduledForMigrationWithGracePeriod
        """,
    ),
    (
        "platform initiated",
        "unplanned",
        "downtime freeze",
        "LiveMigrationSucceeded LiveMigrationCompleted LiveMigrationFailure",
    ),
    (
        "platform initiated",
        "unplanned",
        "degraded",
        """
        AccelnetUnhealthy PossiblyDegradedDueToHardwareFailure VirtualMachinePossiblyDegradedDueToHardwareFailure
        PossiblyDegradedDueToHardwareFailureWithRedeployDeadline
        VirtualMachinePossiblyDegradedDueToHardwareFailureWithRedeployDeadline
        VirtualMachineMigrationScheduledForDegradedHardware VirtualMachineScheduledForServiceHealing
        """,
    ),
    (
        "platform initiated",
        "unplanned",
        "informational",
        "VirtualMachinePreempted VirtualMachineProvisioningTimedOut VirtualMachineMigratedDueToHardwareFailure",
    ),
    (
        "platform initiated",
        "planned",
        "downtime reboot",
        "VirtualMachineMigrationInitiatedForPlannedMaintenance VirtualMachineRebootInitiatedForPlannedMaintenance",
    ),
    (
        "platform initiated",
        "planned",
        "downtime freeze",
        "VirtualMachinePlannedFreezeSucceeded VirtualMachinePlannedFreezeFailed",
    ),
    ("platform initiated", "planned", "informational", "VirtualMachinePlannedFreezeStarted"),
    ("vm initiated", "not applicable", "downtime reboot", "VirtualMachineCrashed"),
    (
        "customer initiated",
        "not applicable",
        "informational",
        """
        VirtualMachineRestarted VirtualMachineFailedToSecureBoot VirtualMachineFailedSecureKeyRelease
        VirtualMachineAllocated VirtualMachineDeallocationInitiated VirtualMachineRebootInitiatedByControlPlane
        VirtualMachineRedeployInitiatedByControlPlane
        VirtualMachineRedeployInitiatedByControlPlaneDueToPlannedMaintenance VirtualMachineSizeChanged
        VirtualMachineConfigurationUpdated VirtualMachineStartInitiatedByControlPlane
        VirtualMachineStopInitiatedByControlPlane VirtualMachineStopInitiatedByControlPlaneTrackingId
        VirtualMachineStoppedInternally
        """,
    ),
)
_ENDINGS: Final = ("LiveMigrationEligible", "LiveMigrationNotEligible")  # of names with and without an ending

# What Azure's titles say, for rows that have words only; the first that fits.
_WORDS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("VirtualMachinePreempted", r"\b(?:preempted|evicted)\b"),
        ("VirtualMachineProvisioningTimedOut", r"provisioning has failed due to guest|did not finish provisioning"),
        ("VirtualMachineRestarted", r"reboot was triggered from inside|restart was triggered from inside"),
        (
            "VirtualMachineStoppedInternally",
            r"stopping as requested .{0,120}?(?:inside|from within) the virtual machine",
        ),
        ("VirtualMachineCrashed", r"guest (?:os|operating system) crash"),
        ("VirtualMachineDeallocationInitiated", r"stopp(?:ing|ed) and deallocat(?:ing|ed) as requested"),
        ("VirtualMachineStopInitiatedByControlPlane", r"(?:stopping|stopped) as requested"),
        ("VirtualMachineStartInitiatedByControlPlane", r"starting as requested"),
        ("VirtualMachineRedeployInitiatedByControlPlane", r"(?:different|new) host(?: server)? as requested"),
        ("VirtualMachineRebootInitiatedByControlPlane", r"(?:reboot|restart)\w*(?: as)? requested by"),
        ("VirtualMachineSizeChanged", r"being resized as requested"),
        ("VirtualMachineAllocated", r"being set up as requested"),
        ("VirtualMachineRebootInitiatedForPlannedMaintenance", r"(?:planned|routine) maintenance"),
        ("LiveMigrationSucceeded", r"live migration operation was successfully"),
        (
            "VirtualMachineStorageOffline",
            r"loss of access to (?:the )?disk|disconnected from (?:its )?(?:remote )?(?:disk|storage)",
        ),
        (
            "VirtualMachineHostCrashed",
            r"(?:unexpected|failure|failed|crash\w*|reboot\w*)\b.{0,60}\bhost server|host server (?:reboot|fail|crash)",
        ),
    )
)

# Said to be customer initiated or the platform's, but what happened, happened inside the VM.
INSIDE: Final = frozenset(
    {
        "virtualmachinecrashed",
        "virtualmachinefailedsecurekeyrelease",
        "virtualmachinefailedtosecureboot",
        "virtualmachineprovisioningtimedout",
        "virtualmachinerestarted",
        "virtualmachinestoppedinternally",
    }
)
# What is done to a machine on request, and the operations that ask for it.
REQUESTED: Final = {
    "virtualmachinedeallocationinitiated": ("deallocate", "delete", "poweroff"),
    "virtualmachinestopinitiatedbycontrolplane": ("poweroff", "deallocate"),
    "virtualmachinestopinitiatedbycontrolplanetrackingid": ("poweroff", "deallocate"),
    "virtualmachinerebootinitiatedbycontrolplane": ("restart", "reboot"),
    "virtualmachineredeployinitiatedbycontrolplane": ("redeploy",),
    "virtualmachineredeployinitiatedbycontrolplaneduetoplannedmaintenance": ("performmaintenance", "redeploy"),
    "virtualmachinestartinitiatedbycontrolplane": ("start",),
    "virtualmachineallocated": ("start", "write"),
    "virtualmachinerestarted": ("restart", "reboot", "installpatches"),
    "virtualmachinestoppedinternally": ("poweroff", "deallocate", "delete"),
    "virtualmachinesizechanged": ("write",),
    "virtualmachineconfigurationupdated": ("write",),
}


@cache
def _vocabulary() -> dict[str, Annotation]:
    plain = [Annotation(name, *known[:3]) for known in _NAMES for name in known[3].split()]
    degraded = [known for known in plain if known.impact == "degraded"]
    ended = [
        Annotation(known.name + ending, known.context, known.category, known.impact)
        for known in degraded
        for ending in _ENDINGS
    ]
    return {known.name.lower(): known for known in (*plain, *ended)}


def annotation(name: str) -> Annotation | None:
    """Give what is known of an annotation, by its name in any casing; None for names that are not in the vocabulary."""
    return _vocabulary().get(name.strip().lower())


def meant(words: str) -> Annotation | None:
    """Give the annotation that a title or summary of Azure's describes, None if it describes none that we know.

    >>> meant("This virtual machine is starting as requested by an authorized user or process.").name
    'VirtualMachineStartInitiatedByControlPlane'
    """
    return next((annotation(name) for name, pattern in _WORDS if pattern.search(words)), None)
