"""Whether somebody who asks names Azure, or only what every cloud and every office has, too."""

from __future__ import annotations

import re

from kb.text.regions import find_regions

# What people run on Azure, as they call it.
_MACHINES = re.compile(
    r"(?i)\b(?:azure|vms?|virtual machines?|vmss\w*|scale ?sets?|(?:os |data |managed |temp )?disks?|vhds?|snapshots?"
    r"|images?|backups?|vaults?|keyvaults?|restores?|nics?|network (?:cards?|interfaces?)"
    r"|(?:network )?security groups?|nsgs?|subnets?|vnets?|virtual networks?|peerings?|route tables?|udrs?"
    r"|private (?:endpoints?|links?)|gateways?|vpn gateways?|express ?route|public (?:ips?|address\w*)|pips?"
    r"|load balancers?|lbs?|nat gateways?|azure firewall|app(?:lication)? gateways?|bastion|resource groups?"
    r"|rgs?|resource (?:providers?|namespaces?|ids?|types?)|subscriptions?|tenants?|quotas?|vcpus?|cores"
    r"|extensions?|agents?|aks|node ?pools?|nodes?|spot|skus?|availability (?:set|zone)s?|dedicated hosts?"
    r"|capacity reservations?|proximity placement|ppg|deployments?|bicep|terraform|arm|templates?|policy|policies"
    r"|initiatives?|resource lock|(?:delete |resource |readonly |cannotdelete )?locks?|role assignments?"
    r"|(?:custom )?roles?|marketplace|gallery|hibernat\w*|redeploy|resiz\w*|host (?:maintenance|failure)"
    r"|live migrat\w*|(?:service|resource) (?:health|healing)|health (?:log|event|history|tab)|storage"
    r"|data lake|adls|blobs?|sas|managed identit\w*|site recovery|asr|failover|replication|encryption"
    r"|custom ?script|run ?command|restore points?|app registration|client secret|active directory|login"
    r"|service principal|az [a-z]+|rest api|api version|provisioning|mfa|refresh token|trusted launch|secure boot"
    r"|confidential|instance mix|zones?|luns?|azure ?ad|entra|power ?state|provisioning ?states?|preflight"
    r"|availability (?:state|events?)|live migration|platform update|update domains?|fault domains?"
    r"|mobility (?:agent|service)|(?:boot|serial) (?:diag\w*|console|log)|scheduled events?|lrs|zrs|gz?rs"
    r"|metric alerts?|workspaces?|leases?"
    r"|federated credentials?|conditional access|resources|what-if|cloud-init|waagent|vtpm|kubelet"
    r"|instance view|maintenance (?:control|configuration|window)|rolling upgrades?|instances?)\b"
)
# What nobody runs elsewhere under this name, and what only Azure's manager of resources speaks of.
_ONLY_AZURES = re.compile(
    r"(?i)azure|microsoft\.\w+|\b(?:vmss\w*|nsgs?|vnets?|aks|resource ?groups?|rgs?|resource (?:providers?|ids?)|arm"
    r"|key ?vaults?|kv|recovery services|site recovery|asr|managed (?:disks?|identit\w*)|blobs?|sas|storage accounts?"
    r"|adls|entra|aadsts\w*|bicep|app(?:lication)? gateways?|agw|express ?route|virtual wan"
    r"|private (?:endpoints?|links?)|network watcher|traffic manager|log analytics|lighthouse|scheduled events?"
    r"|bastion|availability sets?|update domains?|trusted launch|dedicated hosts?|capacity reservations?|waagent|cse"
    r"|container (?:apps?|registr\w+|instances?)|acr|cosmos|event hubs?|service bus|function apps?|logic apps?"
    r"|app service|api management|apim|databricks|synapse|data factory|front door|sql managed instance"
    r"|proximity placement|ppg|az [a-z]+|app registration|service principals?|vmaccess|insights"
    r"|federated credentials?|vmsnapshot|resilient (?:vm )?(?:create|creation|delete|deletion))\b"
)
# What people of Azure's machines always say; every hypervisor has them, but no printer and no web site.
_VIRTUAL = re.compile(r"(?i)\b(?:vms?|virtual machines?|nics?|subnets?)\b")
_OF_SUBSCRIPTIONS = re.compile(
    r"(?i)\b(?:subscriptions?|resources?|public ips?|extensions?|availability zones?|vcpus?)\b"
)
_OTHER_CLOUDS = re.compile(
    r"(?i)\b(?:aws|amazon|ec2|ebs|eks|ecs|rds|s3|sqs|sns|lambda|cloudformation|gcp|gce|gke|google|gcloud|bigquery"
    r"|alibaba|aliyun|oracle cloud|openstack|digitalocean|droplets?|hetzner|ovh|linode|heroku|vercel|netlify|cloudflare"
    r"|vmware|vsphere|vcenter|esxi?|nutanix|proxmox|virtualbox|vagrant|xen|kvm|rancher|minikube|k3s|openshift"
    r"|hyper-?v (?:vms?|hosts?|clusters?|manager|servers?)|bare metal|raspberry)\b"
)
# Products and things of an office that share Azure's words for disks, backups, policies and logins.
_OTHER_THINGS = re.compile(
    r"(?i)\b(?:sql server|citrix|veeam|commvault|synology|nas|san|tape|on[- ]prem\w*|arduino|docker|podman"
    r"|jenkins|gitlab|github|git|maven|npm|jira|confluence|salesforce|servicenow|workday|sap|slack|zoom|teams"
    r"|sharepoint|onedrive|outlook|excel|exchange|gmail|chrome|firefox|browser|safari|iphones?|android|mobile app"
    r"|laptops?|desktops?|macbooks?|monitors?|printers?|scanners?|keyboards?|usb|wi-?fi|routers?|cisco"
    r"|f5|haproxy|nginx|kafka|rabbitmq|redis|mongo\w*|postgres\w*|mysql|mariadb|elasticsearch|build (?:pc|host)"
    r"|web ?sites?|web ?shop|forms?|cms|calendar|timesheet|newspaper|netflix|photos?|office|meeting|parking|badge"
    r"|coffee|invoices?|unit tests?|checkout page|okta|auth0|keycloak|snowflake|argo(?:cd)?|bitbucket|teamcity|circleci"
    r"|travis|datadog|splunk|grafana|prometheus|pagerduty|sentry|dropbox|notion|trello|webex|whatsapp|telegram|hubspot"
    r"|conference|projector|payroll|expenses?|holidays?|vacation|canteen|elevator|tickets? for the|playstation|steam"
    r"|drucker|imprimante|impresora|impressora|ordinateur portable|handy|téléphone|teléfono|プリンター?|打印机)\b"
)


def is_surely_azures(text: str) -> bool:
    """Say whether a text names a thing of Azure under the name that only Azure has for it.

    >>> is_surely_azures("subnet is full"), is_surely_azures("disk is full")
    (True, False)
    """
    return bool(_ONLY_AZURES.search(text) or _VIRTUAL.search(text) or _OF_SUBSCRIPTIONS.search(text))


def is_about_machines(text: str) -> bool:
    """Say whether a text names anything that people run on Azure."""
    return bool(_MACHINES.search(text))


def is_elsewhere(text: str) -> bool:
    """Say whether a question is about another cloud or another product, and names nothing that is Azure's alone.

    >>> is_elsewhere("backup of the vm fails"), is_elsewhere("backup of the printer fails")
    (False, True)
    """
    if _ONLY_AZURES.search(text):
        return False
    if _OTHER_CLOUDS.search(text):
        return True
    return bool(_OTHER_THINGS.search(text)) and not (_VIRTUAL.search(text) or find_regions(text))


def names_azure(text: str) -> bool:
    """Say whether a question names what people run on Azure, and is not of elsewhere.

    >>> names_azure("backup of the vm fails"), names_azure("backup of the printer fails")
    (True, False)
    """
    return is_about_machines(text) and not is_elsewhere(text)
