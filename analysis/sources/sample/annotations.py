"""Resource Health annotations that the sample uses, worded as Microsoft documents them.

Source: https://learn.microsoft.com/azure/service-health/resource-health-vm-annotation
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation: its name, context, category, impact, short reason, and the title that the activity log shows."""

    name: str
    context: str
    category: str
    impact: str
    reason: str
    title: str

    @property
    def cause(self) -> str:
        """Whom the health row of the activity log names as the cause."""
        return "PlatformInitiated" if self.context == "Platform Initiated" else "UserInitiated"


def _annotation(line: str) -> Annotation:
    name, kind, impact, reason, title = (part.strip() for part in line.split("|"))
    context, category = _KINDS[kind]
    return Annotation(name, context, category, impact, reason, title)


_KINDS: Final = {
    "unplanned": ("Platform Initiated", "Unplanned"),
    "planned": ("Platform Initiated", "Planned"),
    "customer": ("Customer Initiated", "Not Applicable"),
    "guest": ("VM Initiated", "Not Applicable"),
}

_LINES: Final = """
VirtualMachineHostCrashed|unplanned|Downtime Reboot|Unexpected host failure|We're sorry, your virtual machine isn't available because of an unexpected host server reboot. The host server is currently rebooting. The virtual machine will be back online after the reboot completes.
VirtualMachineHostRebootedForRepair|unplanned|Downtime Reboot|Unexpected host failure|We're sorry, your virtual machine isn't available because an unexpected failure on the host server. Azure has begun the auto-recovery process and is currently rebooting the host server.
VirtualMachineStorageOffline|unplanned|Downtime Reboot|Remote disk disconnected|We're sorry, your virtual machine is unavailable because of connectivity loss to the remote disk. We're working to reestablish disk connectivity.
VirtualMachinePreempted|unplanned|Informational|Low priority machine preempted|This virtual machine has been preempted. This low-priority virtual machine is being stopped and deallocated
LiveMigrationSucceeded|unplanned|Downtime Freeze|Live Migration|This virtual machine is paused because of a memory-preserving Live Migration operation. The virtual machine typically resumes within 10 seconds.
VirtualMachineProvisioningTimedOut|unplanned|Informational|Provisioning failure|We're sorry, your virtual machine isn't available due to unexpected provisioning problems. The provisioning of your virtual machine has failed due to an unexpected error
VirtualMachinePlannedFreezeStarted|planned|Informational|Maintenance freeze|This virtual machine is undergoing freeze impact due to a routine update.
VirtualMachinePlannedFreezeSucceeded|planned|Downtime Freeze|Maintenance freeze|This virtual machine went through a routine update that resulted in a freeze impact.
VirtualMachineRebootInitiatedForPlannedMaintenance|planned|Downtime Reboot|Maintenance rebooting for host update|Maintenance updates are being applied to the host server running this virtual machine. No additional action is required from you at this time. It will be back online after the maintenance completes
VirtualMachineDeallocationInitiated|customer|Informational|Stopping and deallocating|This virtual machine is stopping and deallocating as requested by an authorized user or process
VirtualMachineStartInitiatedByControlPlane|customer|Informational|Started by user|This virtual machine is starting as requested by an authorized user or process. It will be online shortly.
VirtualMachineRebootInitiatedByControlPlane|customer|Informational|Rebooted by user|This virtual machine is rebooting as requested by an authorized user or process. It will be back online after the reboot completes
VirtualMachineRedeployInitiatedByControlPlane|customer|Informational|Redeploying to different host|This virtual machine is being redeployed to a different host as requested by an authorized user or process. It will be back online after the redeployment completes
VirtualMachineSizeChanged|customer|Informational|Resized by user|This virtual machine is being resized as requested by an authorized user or process. It will be back online after the resizing completes
VirtualMachineStoppedInternally|customer|Informational|Stopped by user or process|This virtual machine is stopping as requested by an authorized user or by a process running inside the virtual machine
VirtualMachineRestarted|customer|Informational|Reboot initiated from inside the machine|A reboot was triggered from inside the virtual machine. This could be due to a virtual machine operating system failure or as requested by an authorized user or process. The virtual machine will be back online after the reboot completes
VirtualMachineCrashed|guest|Downtime Reboot|Machine crashed|The Virtual Machine is undergoing a reboot due to a guest OS crash. The local data remains unaffected during this process.
""".strip().splitlines()  # noqa: E501 - a line is an annotation

ANNOTATIONS: Final = {annotation.name: annotation for annotation in map(_annotation, _LINES)}
