from bot.cli.checking import check_folders
from kb.library import SHIPPED, load_library
from kb.reading.schema import PATH, schema_text

LIBRARY = load_library()

# What the documents name from which the knowledge base was started.
STARTING_POINT = """
VMProvisioningStateFailed VMExtensionProvisioningError VMExtensionHandlerNonTransientError
VMExtensionProvisioningTimeout ResourceOperationFailure OSProvisioningTimedOut VMStartTimedOut InternalExecutionError
TransientFailure InternalOperationError ResilientVMDeletionStatus
VirtualMachineRestarted VirtualMachineCrashed VirtualMachineStorageOffline VirtualMachineFailedToSecureBoot
LiveMigrationSucceeded LiveMigrationFailure VirtualMachineAllocated VirtualMachineDeallocationInitiated
VirtualMachineHostCrashed VirtualMachineMigrationInitiatedForPlannedMaintenance
VirtualMachineRebootInitiatedForPlannedMaintenance VirtualMachineHostRebootedForRepair
VirtualMachineMigrationInitiatedForRepair VirtualMachineRedeployInitiatedByControlPlaneDueToPlannedMaintenance
VirtualMachineMigrationScheduledForDegradedHardware VirtualMachinePossiblyDegradedDueToHardwareFailure
VirtualMachineScheduledForServiceHealing VirtualMachinePreempted VirtualMachineRebootInitiatedByControlPlane
VirtualMachineRedeployInitiatedByControlPlane VirtualMachineSizeChanged VirtualMachineConfigurationUpdated
VirtualMachineStartInitiatedByControlPlane VirtualMachineStopInitiatedByControlPlane VirtualMachineStoppedInternally
VirtualMachineProvisioningTimedOut AccelnetUnhealthy
UserErrorGuestAgentStatusUnavailable GuestAgentSnapshotTaskStatusError UserErrorVmProvisioningStateFailed
ExtensionFailedVssServiceInBadState ExtensionFailedVssWriterInBadState UserErrorRpCollectionLimitReached
UserErrorKeyVaultPermissionsNotConfigured UserErrorRequestDisallowedByPolicy ExtensionOperationFailedForManagedDisks
ExtensionInstallationFailedMDTC ExtensionSnapshotFailedCOM ExtensionInstallationFailedCOM UserErrorCrpReportedUserError
""".split()


def test_every_shipped_page_keeps_the_house_rules() -> None:
    """No page has a fault, and each wins its own examples in the whole library."""
    faults, pages = check_folders(None, shipped_too=True)

    assert [] == [str(fault) for fault in faults if fault.severity == "error"]
    assert len(LIBRARY) <= pages


def test_everything_the_project_started_from_has_a_page() -> None:
    """Each code, annotation and status of the starting documents is found by its name."""
    assert [] == [name for name in STARTING_POINT if not LIBRARY.find(name)]


def test_every_value_of_the_resilient_delete_status_has_a_page() -> None:
    """All four documented values are known, in both spellings."""
    for value in ("Enabled", "Disabled", "In Progress", "InProgress", "Failed"):
        assert LIBRARY.find(f"ResilientVMDeletionStatus/{value}"), value


def test_all_annotations_say_context_category_and_impact() -> None:
    """What Resource Health documents about an annotation stands on its page."""
    annotations = [entry for entry in LIBRARY if entry.kind == "annotation"]

    assert 44 <= len(annotations)
    assert all(entry.context and entry.category and entry.impact for entry in annotations)


def test_the_schema_for_editors_is_current() -> None:
    """The schema is made from the model: run `aztriage kb schema > kb/entry.schema.json`."""
    assert schema_text() == (SHIPPED.parent / PATH).read_text(encoding="utf-8")
