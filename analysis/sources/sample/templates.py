"""The messages themselves: key, then traits, then the text.

Traits are code, HTTP status, envelope, "prompt" if refused at once, and "inside" if the cause lies in the guest.
Worded as in Microsoft's documentation and in public reports of users; names and numbers stand in braces.
"""

# ruff: noqa: E501 - messages stand as Azure prints them

from __future__ import annotations

from typing import Final

_ALLOCATION: Final = "Read more about improving likelihood of allocation success at http://aka.ms/allocation-guidance"
_EXTENSION: Final = (
    "VM has reported a failure when processing extension '{extension}' (publisher '{publisher}' and type '{kind}'). "
)
_LINUX: Final = " More information on troubleshooting is available at https://aka.ms/vmextensionlinuxtroubleshoot."
_WINDOWS: Final = " More information on troubleshooting is available at https://aka.ms/vmextensionwindowstroubleshoot."
_SCRIPT: Final = "Enable failed: failed to execute command: command terminated with exit status="
_QUOTA: Final = (
    " quota. Additional details - Deployment Model: Resource Manager, Location: {region}, Current Limit: {limit}, "
    "Current Usage: {used}, Additional Required: {wanted}, (Minimum) New Limit Required: {minimum}. Setup Alerts when "
    "Quota reaches threshold. Learn more at https://aka.ms/quotamonitoringalerting . Submit a request for Quota "
    "increase at https://aka.ms/ProdportalCRP/#blade/Microsoft_Azure_Capacity/UsageAndQuota.ReactView/Parameters/ by "
    "specifying parameters listed in the 'Details' section for deployment to succeed."
)
_LIFECYCLE: Final = (
    "OS Provisioning for VM '{vm}' did not finish in the allotted time. The VM may still finish provisioning "
    "successfully. Please check provisioning state later. For details on how to check current provisioning state of "
    "Windows VMs, refer to https://aka.ms/WindowsVMLifecycle and Linux VMs, refer to https://aka.ms/LinuxVMLifecycle."
)
_LISTED: Final = 'Resource \'{vm}\' was disallowed by policy. Policy identifiers: \'[{{"policyAssignment":{{"name":"'

TEMPLATES: Final = (
    (
        "allocation",
        "AllocationFailed 409 deployment",
        f"Allocation failed. We do not have sufficient capacity for the requested VM size in this region. {_ALLOCATION}",
    ),
    (
        "allocation-zone",
        "ZonalAllocationFailed 409 operation",
        f"Allocation failed. We do not have sufficient capacity for the requested VM size in this zone. {_ALLOCATION}",
    ),
    (
        "allocation-constraints",
        "OverconstrainedAllocationRequest 409 operation",
        (
            "Allocation failed. VM(s) with the following constraints cannot be allocated, because the condition is too "
            "restrictive. Please remove some constraints and try again. Constraints applied are:\n"
            "  - Differencing (Ephemeral) Disks\n  - Networking Constraints (such as Accelerated Networking or IPv6)\n"
            "  - Subscription Pinning\n  - VM Size\n"
        ),
    ),
    (
        "size-not-available",
        "SkuNotAvailable 409 error prompt",
        (
            "The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: {size}' is currently"
            " not available in location '{region}'. Please try another size or deploy to a different location or different "
            "zone. See https://aka.ms/azureskunotavailable for details."
        ),
    ),
    (
        "quota-cores",
        "OperationNotAllowed 409 error prompt",
        "Operation could not be completed as it results in exceeding approved Total Regional Cores" + _QUOTA,
    ),
    (
        "quota-family",
        "OperationNotAllowed 409 error prompt",
        "Operation could not be completed as it results in exceeding approved {family} Cores" + _QUOTA,
    ),
    (
        "quota-public-ip",
        "PublicIPCountLimitReached 400 error prompt",
        "Cannot create more than {limit} public IP addresses for this subscription in this region.",
    ),
    (
        "script-exit-1",
        "VMExtensionProvisioningError 409 operation inside",
        _EXTENSION
        + f'Error message: "{_SCRIPT}1\n[stdout]\n\n[stderr]\nFailed to start {{unit}}.service: Unit {{unit}}.service '
        f'not found.\n".{_LINUX}',
    ),
    (
        "script-exit-100",
        "VMExtensionProvisioningError 409 operation inside",
        _EXTENSION + f'Error message: "{_SCRIPT}100\n[stdout]\nReading package lists...\n\n[stderr]\nE: Unable to '
        f'locate package {{unit}}\n".{_LINUX}',
    ),
    (
        "script-exit-127",
        "VMExtensionProvisioningError 409 details inside",
        _EXTENSION + f'Error message: "{_SCRIPT}127\n[stdout]\n\n[stderr]\n/bin/sh: 1: {{unit}}: not found\n".{_LINUX}',
    ),
    (
        "script-exit-137",
        "VMExtensionProvisioningError 409 operation inside",
        _EXTENSION + f'Error message: "{_SCRIPT}137\n[stdout]\n\n[stderr]\nKilled\n".{_LINUX}',
    ),
    (
        "script-download",
        "VMExtensionProvisioningError 409 operation inside",
        _EXTENSION + 'Error message: "Enable failed: processing file downloads failed: failed to download file[0]: '
        f'failed to download file: unexpected status code: actual=404 expected=200".{_LINUX}',
    ),
    (
        "domain-join",
        "VMExtensionProvisioningError 409 operation inside",
        _EXTENSION + f"Error message: \"Exception(s) occurred while joining Domain 'contoso.example'\".{_WINDOWS}",
    ),
    (
        "agent-install",
        "VMExtensionHandlerNonTransientError 409 operation inside",
        (
            "The handler for VM extension type 'Microsoft.Azure.Monitor.AzureMonitorLinuxAgent' has reported terminal "
            "failure for VM extension 'AzureMonitorLinuxAgent' with error message: '[ExtensionOperationError] Non-zero exit"
            " code: 100, /var/lib/waagent/Microsoft.Azure.Monitor.AzureMonitorLinuxAgent-{version}/./shim.sh -install\n"
            "[stdout]\nWaiting for locks: COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\napt-get {process} root 4uW "
            "REG 8,1 0 {node} /var/lib/dpkg/lock-frontend\n'."
        ),
    ),
    (
        "extension-timeout",
        "VMExtensionProvisioningTimeout 409 operation inside",
        (
            "Provisioning of VM extension {extension} has timed out. Extension provisioning has taken too long to complete."
            ' The extension last reported "Plugin enabled".'
        ),
    ),
    ("os-provisioning", "OSProvisioningTimedOut 409 operation inside", _LIFECYCLE),
    (
        "start-timeout",
        "VMStartTimedOut 409 operation",
        (
            "VM '{vm}' did not start in the allotted time. The VM may still start successfully. Please check the power "
            "state later."
        ),
    ),
    (
        "disk-detaching",
        "AttachDiskWhileBeingDetached 409 error prompt",
        (
            "Cannot attach data disk '{disk}' to VM '{vm}' because the disk is currently being detached or the last detach "
            "operation failed. Please wait until the disk is completely detached and then try again or delete/detach the "
            "disk explicitly again."
        ),
    ),
    (
        "disk-owned",
        "ConflictingUserInput 409 error prompt",
        "Disk '{disk_id}' cannot be attached as the disk is already owned by VM '{owner_id}'.",
    ),
    (
        "backup-agent",
        "UserErrorGuestAgentStatusUnavailable 400 error inside",
        (
            "VM agent is unable to communicate with the Azure Backup Service. - Ensure the VM has network connectivity and "
            "the VM agent is latest and running. For more information, refer to the article, "
            "http://go.microsoft.com/fwlink/?LinkId=800034."
        ),
    ),
    (
        "backup-vss",
        "ExtensionFailedVssWriterInBadState 400 error inside",
        "Snapshot operation failed because VSS writers were in a bad state.",
    ),
    (
        "backup-freeze",
        "UserErrorFsFreezeFailed 400 error inside",
        "Failed to freeze one or more mount-points of the VM to take a file-system consistent snapshot.",
    ),
    (
        "backup-running",
        "UserErrorBackupOperationInProgress 409 error prompt",
        "Unable to initiate backup as another backup operation is currently in progress",
    ),
    (
        "policy-sizes",
        "RequestDisallowedByPolicy 403 error prompt",
        _LISTED + 'Allowed virtual machine size SKUs","id":"{assignment}"}},"policyDefinition":{{"name":"Allowed '
        'virtual machine size SKUs","id":"{definition}"}}}}]\'.',
    ),
    (
        "policy-tag",
        "RequestDisallowedByPolicy 403 error prompt",
        _LISTED + 'Require a CostCenter tag on resources","id":"{assignment}"}},"policyDefinition":{{"name":"Require a '
        'tag on resources","id":"{definition}"}}}}]\'.',
    ),
    (
        "key-vault",
        "KeyVaultAccessForbidden 400 operation",
        (
            "Unable to access key vault resource 'https://kv-contoso-data.vault.azure.net/keys/disk/{version}' to enable "
            "encryption at rest. Please grant get, wrap and unwrap key permissions to disk encryption set 'des-data'. "
            "Please visit https://aka.ms/keyvaultaccessssecmk for more information."
        ),
    ),
    (
        "throttled",
        "OperationNotAllowed 429 error prompt",
        "The server rejected the request because too many requests have been received for this subscription.",
    ),
    (
        "locked",
        "ScopeLocked 409 error prompt",
        (
            "The scope '{scope}' cannot perform delete operation because following scope(s) are locked: '{lock}'. Please "
            "remove the lock and try again."
        ),
    ),
    (
        "not-allowed",
        "AuthorizationFailed 403 error prompt",
        (
            "The client '{client}' with object id '{object_id}' does not have authorization to perform action '{action}' "
            "over scope '{scope}' or the scope is invalid. If access was recently granted, please refresh your "
            "credentials."
        ),
    ),
    (
        "subnet-full",
        "SubnetIsFull 400 error prompt",
        "Subnet {subnet} with address prefix {prefix} is already full.",
    ),
    (
        "nic-reserved",
        "NicReservedForAnotherVm 400 error prompt",
        (
            "Nic(s) in request is reserved for another Virtual Machine for 180 seconds. Please provide another nic(s) or "
            "retry after 180 seconds. Reserved VM: {vm_id}"
        ),
    ),
    (
        "parent-missing",
        "ParentResourceNotFound 404 error prompt",
        (
            "Failed to perform 'write' on resource(s) of type 'virtualMachines/extensions', because the parent resource "
            "'{vm_id}' could not be found."
        ),
    ),
    (
        "linked-scope",
        "LinkedAuthorizationFailed 403 error prompt",
        (
            "The client '{client}' with object id '{object_id}' has permission to perform action '{action}' on scope "
            "'{scope}'; however, it does not have permission to perform action "
            "'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '{linked}' or the "
            "linked scope(s) are invalid."
        ),
    ),
    ("internal", "InternalExecutionError 500 operation", "An internal execution error occurred."),
    (
        "other-operation",
        "OperationNotAllowed 409 error prompt",
        "Operation 'Update VM' is not allowed on VM '{vm}' since another operation is in progress.",
    ),
    (
        "resize-cluster",
        "OperationNotAllowed 409 error prompt",
        (
            "Unable to resize the VM because the requested size {size} is not available in the cluster where the VM is "
            "currently allocated. To resize your VM to {size} please deallocate (this is Stop operation in the Azure "
            "portal) and try the resize operation again. Read more on VM resizing strategy at Troubleshoot allocation "
            "failures."
        ),
    ),
    (
        "house-agent",
        "ContosoAgentHandshakeFailed 409 error inside",
        "The house agent on '{vm}' did not answer the handshake {process} within 90 seconds.",
    ),
    (
        "house-licence",
        "ContosoLicenceExhausted 409 plain prompt",
        "No licence is left for product '{unit}': {used} of {limit} are taken.",
    ),
)
