"""Whether a text comes from Azure at all: what its clients print around errors, and what those of others print."""

from __future__ import annotations

import re

_AZURE = re.compile(
    r"(?i)\bazure|microsoft\.(?:compute|network|storage|resources|authorization|keyvault|containerservice|recovery|insights"
    r"|managedidentity|web|sql|\w{4,30}/)|/subscriptions/|resource ?group|\baz (?:vm|vmss|group|network|disk|deployment|aks|"
    r"account|storage|image|sig|policy|role|login|backup|snapshot|extension|provider|feature|quota|rest|resource)\b"
    r"|\b(?:new|get|set|remove|start|stop|update|add|invoke)-az\w+|autorest|msrest|management\.azure|windows\.net|aka\.ms/"
    r"|unexpected status \d{3} \(|x-ms-|\bvmss\b|\barm template|\baks\b|bicep"
)
_FOREIGN = re.compile(
    r"(?i)\baws\b|amazonaws|arn:aws|\bec2\b|\bs3\b|boto|when calling the \w+ operation|gcloud|googleapi|google cloud|"
    r"rpc error: code|\bgke\b|\bkubelet\b|imagepull|manifest unknown|docker(?:\.io| pull)|oci runtime"
)


def is_azure(text: str) -> bool:
    """Say whether something in the text is of Azure, its clients or its names."""
    return bool(_AZURE.search(text))


def is_foreign(text: str) -> bool:
    """Say whether the text is of another cloud or of a container run-time."""
    return bool(_FOREIGN.search(text))
