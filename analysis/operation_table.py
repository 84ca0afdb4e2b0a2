"""How Azure spells its operations: providers, resource types and actions, in REST casing.

Source: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

# A provider, then a line for each of its resource types: type, colon, actions beside read, write and delete.
_TYPES: Final = """
Microsoft.Compute
virtualMachines: start powerOff restart deallocate redeploy reapply reimage generalize capture runCommand
    simulateEviction performMaintenance assessPatches installPatches cancelPatchInstallation convertToManagedDisks
    retrieveBootDiagnosticsData attachDetachDataDisks migrate upgradeVMAgent login loginAsAdmin reboot listKeys join
virtualMachines/extensions:
virtualMachines/runCommands:
virtualMachineScaleSets: start powerOff restart deallocate redeploy reapply reimage reimageAll manualUpgrade delete
    scale approveRollingUpgrade forceRecoveryServiceFabricPlatformUpdateDomainWalk convertToSinglePlacementGroup
    performMaintenance setOrchestrationServiceState osRollingUpgrade
virtualMachineScaleSets/extensions: upgrade
virtualMachineScaleSets/extensionRollingUpgrade:
virtualMachineScaleSets/osRollingUpgrade:
virtualMachineScaleSets/rollingUpgrades: cancel
virtualMachineScaleSets/virtualMachines: start powerOff restart deallocate redeploy reapply reimage reimageAll
    runCommand simulateEviction performMaintenance approveRollingUpgrade retrieveBootDiagnosticsData
    attachDetachDataDisks
virtualMachineScaleSets/virtualMachines/extensions:
virtualMachineScaleSets/virtualMachines/runCommands:
disks: beginGetAccess endGetAccess join
snapshots: beginGetAccess endGetAccess
images:
availabilitySets: vmSizes
proximityPlacementGroups:
hostGroups:
hostGroups/hosts: restart redeploy
galleries: share
galleries/images:
galleries/images/versions:
galleries/applications:
galleries/applications/versions:
diskEncryptionSets:
diskAccesses:
restorePointCollections:
restorePointCollections/restorePoints: retrieveSasUris
capacityReservationGroups: deploy share
capacityReservationGroups/capacityReservations: deploy
sshPublicKeys: generateKeyPair
cloudServices: poweroff start restart
locations/diagnostics/validateStorageConfiguration: action
Microsoft.Network
networkInterfaces: join effectiveNetworkSecurityGroups effectiveRouteTable UpdateParentNicAttachmentOnElasticNic
networkInterfaces/ipconfigurations: join
networkInterfaces/tapConfigurations:
publicIPAddresses: join ddosProtectionStatus
publicIPPrefixes: join
networkSecurityGroups: join
networkSecurityGroups/securityRules:
virtualNetworks: join peer
virtualNetworks/subnets: join joinViaServiceEndpoint prepareNetworkPolicies
virtualNetworks/virtualNetworkPeerings:
loadBalancers: health migrateToIpBased
loadBalancers/backendAddressPools: join health
loadBalancers/inboundNatRules: join
loadBalancers/inboundNatPools: join
loadBalancers/probes: join
loadBalancers/frontendIPConfigurations: join
applicationGateways: start stop backendhealth
applicationGateways/backendAddressPools: join
applicationSecurityGroups: joinIpConfiguration
routeTables: join
routeTables/routes:
natGateways: join
bastionHosts: createShareableLinks
azureFirewalls:
firewallPolicies: join
privateEndpoints:
privateEndpoints/privateDnsZoneGroups:
privateDnsZones: join
privateDnsZones/A:
privateDnsZones/virtualNetworkLinks:
privateLinkServices:
dnsZones:
dnsZones/A:
virtualNetworkGateways: reset
localNetworkGateways:
connections:
expressRouteCircuits:
ddosProtectionPlans: join
serviceEndpointPolicies: join
networkWatchers: queryFlowLogStatus configureFlowLog nextHop ipFlowVerify securityGroupView connectivityCheck
networkWatchers/flowLogs:
networkWatchers/connectionMonitors:
networkWatchers/packetCaptures: stop
Microsoft.Storage
storageAccounts: listKeys regenerateKey listAccountSas listServiceSas failover revokeUserDelegationKeys
storageAccounts/blobServices: generateUserDelegationKey
storageAccounts/blobServices/containers:
storageAccounts/blobServices/containers/immutabilityPolicies:
storageAccounts/fileServices:
storageAccounts/fileServices/shares:
storageAccounts/queueServices:
storageAccounts/tableServices:
storageAccounts/managementPolicies:
storageAccounts/privateEndpointConnections:
Microsoft.Resources
deployments: validate whatIf cancel exportTemplate
deploymentScripts:
deploymentStacks: exportTemplate
subscriptions/resourceGroups: moveResources validateMoveResources
subscriptions/resourceGroups/resources:
tags:
templateSpecs:
checkPolicyCompliance:
Microsoft.Authorization
roleAssignments:
roleDefinitions:
policyAssignments: exempt privateLinkAssociations
policyDefinitions:
policySetDefinitions:
policyExemptions:
policies: audit auditIfNotExists deny denyAction deployIfNotExists append modify addToNetworkGroup mutate
locks:
roleAssignmentScheduleRequests: cancel
roleEligibilityScheduleRequests: cancel
elevateAccess: action
denyAssignments:
Microsoft.PolicyInsights
remediations: cancel
attestations:
policyStates: triggerEvaluation
Microsoft.RecoveryServices
vaults: registeredIdentities
vaults/backupFabrics: refreshContainers
vaults/backupFabrics/protectionContainers: inquire
vaults/backupFabrics/protectionContainers/protectedItems: backup
vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints: restore provisionInstantItemRecovery
    revokeInstantItemRecovery
vaults/backupFabrics/backupProtectionIntent:
vaults/backupJobs: cancel
vaults/backupPolicies:
vaults/backupconfig:
vaults/backupstorageconfig:
vaults/replicationFabrics: checkConsistency
vaults/replicationFabrics/replicationProtectionContainers:
vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems: plannedFailover
    unplannedFailover testFailover testFailoverCleanup failoverCommit reProtect repairReplication remove
    updateMobilityService
vaults/replicationJobs: cancel restart resume
vaults/replicationPolicies:
vaults/replicationRecoveryPlans: plannedFailover unplannedFailover testFailover
vaults/backupResourceGuardProxies: unlockDelete
Microsoft.DataProtection
backupVaults:
backupVaults/backupInstances: backup restore validateForBackup
backupVaults/backupPolicies:
Microsoft.KeyVault
vaults: deploy join
vaults/accessPolicies:
vaults/secrets: getSecret setSecret recover purge backup restore
vaults/keys: recover purge wrap unwrap encrypt decrypt
vaults/certificates: recover purge import
locations/deletedVaults: purge
Microsoft.ManagedIdentity
userAssignedIdentities: assign associatedResources
userAssignedIdentities/federatedIdentityCredentials:
Microsoft.Insights
autoscaleSettings:
alertRules:
metricAlerts:
activityLogAlerts:
scheduledQueryRules:
actionGroups: createNotifications
diagnosticSettings:
dataCollectionRules:
dataCollectionRuleAssociations:
dataCollectionEndpoints:
components: purge
workbooks:
Microsoft.ContainerService
managedClusters: start stop runCommand accessProfiles listClusterAdminCredential listClusterUserCredential
    rotateClusterCertificates resetServicePrincipalProfile resetAADProfile abort
managedClusters/agentPools: upgradeNodeImageVersion abort deleteMachines
managedClusters/maintenanceConfigurations:
fleets:
Microsoft.ContainerRegistry
registries: importImage listCredentials regenerateCredential
Microsoft.Maintenance
maintenanceConfigurations:
configurationAssignments:
applyUpdates: cancel
updates:
scheduledEvents: acknowledge
Microsoft.DevTestLab
schedules: execute retarget
labs: claimAnyVm createEnvironment
labs/virtualMachines: start stop restart redeploy claim applyArtifacts resize
labs/schedules: execute
Microsoft.Automation
automationAccounts:
automationAccounts/runbooks: publish
automationAccounts/runbooks/draft:
automationAccounts/jobs: stop suspend resume
automationAccounts/jobSchedules:
automationAccounts/schedules:
automationAccounts/webhooks: action generateUri
automationAccounts/softwareUpdateConfigurations:
Microsoft.Logic
workflows: run enable disable
Microsoft.Web
sites: start stop restart
serverfarms:
Microsoft.OperationalInsights
workspaces: sharedKeys listKeys
Microsoft.OperationsManagement
solutions:
Microsoft.GuestConfiguration
guestConfigurationAssignments:
Microsoft.HybridCompute
machines: assessPatches installPatches upgradeExtensions
machines/extensions:
Microsoft.Security
alerts: activate dismiss
jitNetworkAccessPolicies: initiate
locations/jitNetworkAccessPolicies: initiate
advancedThreatProtectionSettings:
Microsoft.Advisor
recommendations: available
Microsoft.ClassicCompute
virtualMachines: start shutdown restart redeploy
domainNames:
Microsoft.Capacity
reservationOrders:
Microsoft.Quota
quotas:
Microsoft.Support
supportTickets:
Microsoft.AlertsManagement
alerts: changestate
smartDetectorAlertRules:
Microsoft.DesktopVirtualization
hostPools: retrieveRegistrationToken
Microsoft.Sql
servers:
servers/databases: pause resume
Microsoft.ResourceHealth
availabilityStatuses:
resourceAnnotations:
events:
Microsoft.MarketplaceOrdering
agreements:
offerTypes/publishers/offers/plans/agreements:
"""

# Written otherwise than their type and action would be.
EXACT: Final = """
Microsoft.Insights/AutoscaleSettings/Scaleup/Action
Microsoft.Insights/AutoscaleSettings/ScaleupResult/Action
Microsoft.Insights/AutoscaleSettings/Scaledown/Action
Microsoft.Insights/AutoscaleSettings/ScaledownResult/Action
Microsoft.Insights/AutoscaleSettings/FailedToScale/Action
Microsoft.Insights/AutoscaleSettings/Flapping/Action
Microsoft.Insights/AutoscaleSettings/FlappingOccurred/Action
Microsoft.Insights/AutoscaleSettings/PredictiveScaleup/Action
Microsoft.Insights/AutoscaleSettings/PredictiveScaleupResult/Action
Microsoft.Insights/AlertRules/Activated/Action
Microsoft.Insights/AlertRules/Resolved/Action
Microsoft.Insights/AlertRules/Throttled/Action
Microsoft.Insights/ActivityLogAlerts/Activated/Action
Microsoft.Resourcehealth/healthevent/Activated/action
Microsoft.Resourcehealth/healthevent/Updated/action
Microsoft.Resourcehealth/healthevent/Resolved/action
Microsoft.Resourcehealth/healthevent/InProgress/action
Microsoft.Resourcehealth/healthevent/Pending/action
Microsoft.Resourcehealth/healthevent/action
Microsoft.ServiceHealth/incident/action
Microsoft.ServiceHealth/maintenance/action
Microsoft.ServiceHealth/informational/action
Microsoft.ServiceHealth/actionrequired/action
Microsoft.ServiceHealth/security/action
Microsoft.ServiceHealth/billing/action
""".split()


def spellings() -> Iterator[str]:
    """Give every resource type and every action of the table as paths: provider/type and provider/type/action."""
    provider = kind = ""
    for line in _TYPES.strip().splitlines():
        if line.startswith("Microsoft."):
            provider = line
            continue
        if not line.startswith(" "):
            kind = line.partition(":")[0]
            yield f"{provider}/{kind}"
        for action in line.partition(":")[2].split() if ":" in line else line.split():
            yield f"{provider}/{kind}/{action}"
