"""Whether a text comes from Azure at all: what its clients print around errors, and what those of others print."""

from __future__ import annotations

from kb.text.lazily import lazily

_AZURE = lazily(
    r"(?i)\bazure|microsoft\.\w{3,30}/|microsoft\.(?:compute|network|storage|resources|authorization|keyvault)\b"
    r"|/subscriptions/|resource ?group|management\.azure|windows\.net|aka\.ms/|autorest|msrest|x-ms-|\bvmss\b|\baks\b"
    r"|\baz (?:vm|vmss|group|network|disk|deployment|aks|account|storage|image|sig|policy|role|login|backup|snapshot"
    r"|extension|provider|feature|quota|rest|resource)\b|\b(?:new|get|set|remove|start|stop|update|add|invoke)-az\w+"
    r"|\baz (?:[a-z][a-z-]* ){1,3}--?[a-z]|unexpected status \d{3} \(|\barm template|bicep"
    r"|\bRequestId:\s?[0-9a-f]{8}-"
)
_FOREIGN = lazily(
    r"(?i)\baws\b|amazonaws|arn:aws|\bec2\b|\bs3\b|boto|when calling the \w+ operation|gcloud|googleapi|google cloud"
    r"|acquiring the state lock(?![\s\S]{0,300}blob)|rpc error: code|error from server"
    r"|\bgke\b|\bkubelet\b|imagepull|manifest unknown|docker(?:\.io| pull)|oci runtime"
    r"|openstack|\bnova\b"
    r"|oraclecloud|\boci\b|vmware|vsphere|vcenter|\besxi?\b|proxmox|hashicorp|vault kv|digitalocean|kyverno"
    r"|\b(?:us|europe|asia|eu|ap|sa|ca|me|af)-(?:north|south)?(?:central|east|west|north|south)\w*-?\d[a-d]?\b"
    r"|domexception|cloudflare|\bheroku\b"
)
# What shells print wherever they run; it is Azure's only where Azure ran the script.
_SHELLS_OWN = lazily(
    r"(?i)is not recognized as (?:the name of a|an internal)|command not found|no such file or directory"
)
_RUN_BY_AZURE = lazily(r"(?i)extension|deployment ?script|custom ?script|run ?command|cloud-init|\bcode\b|provision")


def is_of_a_shell(text: str) -> bool:
    """Say whether a text is what a shell prints by itself, with no sign that Azure ran it."""
    return bool(_SHELLS_OWN.search(text)) and not _RUN_BY_AZURE.search(text)


def is_azure(text: str) -> bool:
    """Say whether something in the text is of Azure, its clients or its names."""
    return bool(_AZURE.search(text))


def is_foreign(text: str) -> bool:
    """Say whether the text is of another cloud or of a container run-time."""
    return bool(_FOREIGN.search(text))
