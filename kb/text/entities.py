"""What a text names: machines, scale sets, groups, regions, extensions, sizes, operations, exit codes.

Kinds and their names are those of the JSON answer. Values keep their spelling; Azure compares without case, so two
spellings of one name count once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.text.lazily import lazily
from kb.text.regions import find_regions
from kb.text.tables import failures, listed

KINDS = (
    "vm",
    "vmss",
    "instance",
    "resource_group",
    "subscription",
    "region",
    "extension",
    "vm_size",
    "operation",
    "exit_code",
)

_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.()-]{0,79}"
_Q = r"(?:\\{0,16}[\"'`])"
_QUOTED = rf"{_Q}(?P<value>{_NAME})(?=\\{{0,16}}[\"'`])"
_LABELLED = rf"\s{{0,3}}[:=]\s{{0,3}}{_Q}?(?P<value>{_NAME})"
_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"

# A machine's name as people write it in their own words: web-5, sql-ag-2, hana-db2.
_HOST = (
    r"(?!(?:us|eu|ap|sa|ca|me|af)-(?:east|west|north|south|central)|utf-|sha-|tls-|gen-|windows-|ubuntu-|rhel-)"
    r"[a-z][a-z0-9]{1,14}(?:-[a-z0-9]{1,14}){0,3}-[a-z]{0,4}\d{1,3}(?![\w/-]|\.\w)"
)
# What follows `vm-` where people join ordinary words.
_NO_MACHINE = (
    r"agent|extension|size|name|level|image|scale|host|backup|access|app|insight|serie|type|id|to|guest|series|start"
    r"|run|create"
)
_DONE_TO = (
    r"resiz(?:e|ing)|redeploy(?:ing|ed)?|restart(?:ing|ed)?|reboot(?:ing|ed)?|start(?:ing|ed)?|stop(?:ping|ped)?"
    r"|deallocat(?:e|ing|ed)|job for|status of|health (?:tab|event|log|history) (?:of|for)|missing for|alert for"
    r"|back ?up (?:of|for)"
    r"|backups? of|restor(?:e|ing) (?:of )?|connect to|rdp to|ssh to|% on|[a-z]{3,} on"
)
_DOES = (
    r"dropped|runs|is|was|has|keeps|won't|cannot|can't|does|doesn't|went|rebooted|restarted|hangs|fails|failed|lost|stuck"
    r"|shows|stopped|crashed|vanished|refuses"
)
_STATES = r"InProgress|Failed|Succeeded|Enabled|Disabled|Creating|Updating|Deleting|Running|Unhealthy|Healthy"
# Names of extensions that are unmistakable; https://learn.microsoft.com/azure/virtual-machines/extensions/overview
_EXTENSIONS = (
    r"vmssCSE|CustomScriptExtension|[Cc]ustomScript|CustomScriptForLinux|AzureMonitor(?:Linux|Windows)Agent"
    r"|MicrosoftMonitoringAgent|OmsAgentForLinux|DependencyAgent(?:Linux|Windows)|IaaSAntimalware|AADSSHLoginForLinux"
    r"|AADLoginForWindows|VMAccess(?:Agent|ForLinux)|VMSnapshot(?:Linux)?|AzureDiskEncryption(?:ForLinux)?"
    r"|AzurePolicyfor(?:Linux|Windows)|GuestAttestation|ApplicationHealth(?:Linux|Windows)|JsonADDomainExtension"
    r"|NvidiaGpuDriver(?:Linux|Windows)|AmdGpuDriver(?:Linux|Windows)|RunCommand(?:Linux|Windows)|BGInfo"
    r"|IaaSDiagnostics|LinuxDiagnostic|ChangeTracking-(?:Linux|Windows)|AzureBackup(?:Windows|Linux)Workload"
    r"|SqlIaasAgent|KeyVaultFor(?:Linux|Windows)|ServiceFabric(?:Linux)?Node|AzureNetworkWatcherExtension"
    r"|NetworkWatcherAgent(?:Linux|Windows)|AzurePerformanceDiagnostics(?:Linux)?|Qualys\w{0,20}Agent\w{0,10}"
    r"|MDE\.(?:Linux|Windows)|TrustedLaunch\w{0,20}Extension"
)

# Kind, a word in lower case without which the pattern cannot fit (most texts lack most of them), and the pattern.
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, sign, lazily(pattern))
    for kind, sign, pattern in (
        (
            "subscription",
            "subscription",
            rf"(?i:/subscriptions/|subscription(?: ?id)?\s?[:=]?\s?){_Q}?(?P<value>{_GUID})",
        ),
        ("subscription", "subscription", rf"(?i:--subscription[ =]|-SubscriptionId ){_Q}?(?P<value>{_GUID})"),
        ("resource_group", "/resourcegroups/", rf"(?i:/resourceGroups/)(?P<value>{_NAME})"),
        ("resource_group", "resource", rf"(?i:resource[ _]?group(?:[ _]?name)?)(?:\s{{0,3}}[:=]\s{{0,3}}|\s){_QUOTED}"),
        (
            "resource_group",
            "resource",
            rf"(?<!Az)(?<!Rm)(?i:resource[ _]?group(?:[ _]?name)?)\s?[:=]\s?(?P<value>{_NAME})",
        ),
        ("resource_group", "-", rf"(?:--resource-group[ =]|(?<=\s)-g |-ResourceGroupName ){_Q}?(?P<value>{_NAME})"),
        ("resource_group", "az group", rf"(?i:az group \w+ (?:.{{0,60}} )?)(?:--name[ =]|-n ){_Q}?(?P<value>{_NAME})"),
        ("resource_group", "resource group", r"(?i:(?:node )?resource group \| ?`?)(?P<value>[\w.()-]{1,90})"),
        ("vm", "/virtualmachines/", rf"(?i:/virtualMachines/)(?P<value>{_NAME})"),
        (
            "vm",
            "name",
            rf"(?i:virtual machine name|vm ?name|computer ?name)(?:\s{{0,3}}[:=]\s{{0,3}}|\s){_Q}(?P<value>{_NAME})",
        ),
        ("vm", "virtual machine", rf"(?i:(?:linux |windows )?virtual machine )(?:name )?{_QUOTED}"),
        ("vm", "vm", rf"(?i:\bvms? ){_QUOTED}"),
        ("vm", "-vm", rf"(?:--vm-name[ =]|-VMName ){_Q}?(?P<value>{_NAME})"),
        (
            "vm",
            "az vm",
            (
                rf"(?i:az vm (?!extension)[a-z-]+\s(?:(?:[^\n|]|(?<=\\)\n){{0,160}}\s)?)"
                rf"(?:--name[ =]|-n ){_Q}?(?P<value>{_NAME})"
            ),
        ),
        (
            "extension",
            "extension",
            rf"(?i:az vm(?:ss)? extension [^\n|]{{0,160}}\s)(?:--name[ =]|-n ){_Q}?(?P<value>{_NAME})",
        ),
        ("vm", "microsoft.compute", rf"(?i:microsoft\.compute/virtualmachines )['\"`](?P<value>{_NAME})['\"`]"),
        (
            "vm",
            "virtual machine",
            rf"(?i:(?:creating or updating|reserved for) virtual machine )(?P<value>{_NAME})(?= - )",
        ),
        ("vmss", "scalesets", rf"(?i:/virtualMachineScaleSets/)(?P<value>{_NAME})"),
        ("vmss", "scale", rf"(?i:scale ?set(?: name)?)(?:\s{{0,3}}[:=]\s{{0,3}}|\s|: \(name ){_QUOTED}"),
        (
            "vmss",
            "microsoft.compute",
            rf"(?i:microsoft\.compute/virtualmachinescalesets )['\"`](?P<value>{_NAME})['\"`]",
        ),
        ("vmss", "vm", rf"(?:-VMScaleSetName |--vmss-name[ =]){_Q}?(?P<value>{_NAME})"),
        ("vmss", "az vmss", rf"(?i:az vmss [a-z-]+ (?:[^\n|]{{0,120}} )?)(?:--name[ =]|-n ){_Q}?(?P<value>{_NAME})"),
        ("vmss", "vmss", rf"(?i:(?:target )?vmss)(?: ?name)?\s?[:|]\s?[`\"']?(?P<value>{_NAME})"),
        ("vmss", "vmss", rf"(?i:\bvmss ){_QUOTED}"),
        ("vmss", "-vmss", r"(?P<value>(?<![\w/.-])[A-Za-z0-9][\w-]{0,60}-vmss(?![\w.-]))"),
        (
            "resource_group",
            "resource",
            r"(?i:resource group\s)(?P<value>[\w-]{2,90})(?= (?:failed|was|is|has|could|does|cannot))",
        ),
        ("resource_group", "resource", rf"(?i:resource group\s{{1,9}}){_QUOTED}"),
        ("resource_group", "rg-", r"(?P<value>(?<![\w/.'\"-])rg-[A-Za-z0-9][\w-]{1,80}(?![\w(-]|\.\w))"),
        ("vmss", "scale", rf"(?i:scale ?set: \(name ){_QUOTED}"),
        ("vmss", "scale set", r"(?i:scale set )(?P<value>(?=[\w-]*-)[\w-]{3,64})"),
        (
            "instance",
            "/virtualmachines/",
            r"(?i:/virtualMachineScaleSets/[^/\s\"']{1,80}/virtualMachines/)(?P<value>[\w-]{1,80})",
        ),
        ("instance", "instance", rf"(?i:instance ?id)s?{_Q}?(?: is)?{_LABELLED}"),
        ("instance", "id ", rf"(?m)^[ \t]{{0,9}}id (?P<value>\d{{1,6}})[ \t]{{1,30}}(?:{_STATES})\b"),
        ("vmss", "vmss ", r"(?i:(?<!az )\bvmss )(?P<value>(?=[A-Za-z]*[-\d])[A-Za-z][\w-]{2,63})(?![\w/.'])"),
        ("extension", "/extensions/", rf"(?i:/extensions/)(?P<value>{_NAME})"),
        ("extension", "extension", rf"(?i:(?:vm )?extension(?: name)?)(?:\s?[:=]\s?|\s){_QUOTED}"),
        ("extension", "handler", rf"(?i:handler ){_Q}(?P<value>[A-Za-z]{_NAME})(?=\\{{0,16}}['\"`])"),
        ("extension", "and type", rf"(?i:and type ){_QUOTED}"),
        (
            "extension",
            "vm extension",
            rf"(?i:vm extension )(?P<value>(?!type\b|provisioning\b|instance\b|operation\b){_NAME})(?= has | failed)",
        ),
        ("extension", "", rf"(?P<value>(?<![\w./])(?:{_EXTENSIONS})(?![\w-]|\.\w))"),
        ("extension", "op=", rf"\bname=(?P<value>Microsoft\.{_NAME})(?=, op=)"),
        (
            "extension",
            "statuses",
            rf"{_Q}name{_Q}\s{{0,3}}:\s{{0,3}}{_Q}(?P<value>{_NAME}){_Q}\s{{0,3}},\s{{0,40}}{_Q}(?:sub)?statuses{_Q}",
        ),
        ("vm", "name", rf"(?i:virtual machine: \(name ){_QUOTED}"),
        ("vm", "-name", rf"(?i:-AzVM\w{{0,20}} [^\n|]{{0,160}}-Name ){_Q}?(?P<value>{_NAME})"),
        ("vm", "name", rf"(?i:(?:workload|resource|machine) name\s{{1,6}})(?P<value>{_NAME})(?=\s*(?:\n|$))"),
        ("vm", "resource health", r"(?i:resource health \| )(?P<value>[\w.-]{1,64})(?= \()"),
        (
            "vm",
            "-",
            (
                r"(?i:(?<!az )\b(?:vms?|nodes?|machine|server|box|virtualmachine)(?: ?[=:] ?| ))"
                r"(?P<value>[A-Za-z0-9]{1,30}(?:-[A-Za-z0-9]{1,30}){1,4})(?![\w/.'-])"
            ),
        ),
        (
            "vm",
            "vm-",
            rf"(?P<value>(?<![\w/.-])vm-(?!(?:{_NO_MACHINE})s?(?![\w-]))[A-Za-z0-9][\w-]{{1,60}}(?![\w(-]|\.\w))",
        ),
        (
            "vm",
            "microsoft.compute",
            r"(?m)^[ \t]{0,9}(?P<value>[A-Za-z][\w-]{1,63})[ \t]{2,60}Microsoft\.Compute/virtualMachines\s",
        ),
        ("vm", ">", rf"(?:Overview|Virtual machines|Home) ?> ?(?P<value>{_HOST})"),
        ("vm", "-", rf"(?i:\b(?:{_DONE_TO}) )(?P<value>{_HOST})"),
        ("vm", "-", rf"(?m)(?:^|[.,;] )(?P<value>{_HOST})(?= (?:{_DOES})\b)"),
        ("vm", "", r"(?i:\b(?:vm|machine|server|host) )(?P<value>(?!gen\d|step\d|v\d)[a-z]{3,20}\d{1,4})(?![\w/.'-])"),
        ("vmss", "vmss-", r"(?P<value>(?<![\w/.-])vmss-[A-Za-z0-9][\w-]{0,60}(?![\w.]))"),
        ("instance", "instance", r"(?i:\binstances? )(?P<value>\d{1,6})(?![\w.%])"),
        ("extension", "extension type", rf"(?i:extension type ){_QUOTED}"),
        ("vm_size", "_", r"(?P<value>\b(?i:standard|basic)_(?![vV]\d)[A-Za-z]{1,3}\d{1,3}[\w-]{0,24})"),
        ("operation", "ing", r"(?i:\b(?:performing|polling after) )(?P<value>[A-Z][A-Za-z]{2,40})(?=:)"),
        ("operation", "client", r"(?:Client)[#.](?P<value>[A-Z][A-Za-z]{2,40})"),
        ("operation", "operation", rf"(?i:\boperation ?){_Q}(?P<value>[A-Za-z][A-Za-z/.]{{3,90}})(?=\\{{0,16}}['\"])"),
        ("operation", "operationname", r"(?i:operationName[\"']?\s?[:=]\s?[\"']?)(?P<value>[A-Za-z][\w./-]{3,120})"),
        (
            "operation",
            "microsoft.",
            r"(?P<value>\b(?:Microsoft|MICROSOFT|microsoft)\.\w+(?:/\w+){1,5}/(?:(?i:write|delete|read)|\w+/action)\b)",
        ),
        (
            "exit_code",
            "exit",
            r"(?i:\bexit[ _-]?(?:code|status)s?\b)['\"]?(?: is| was| of)?\s?[:=]?\s?['\"]?(?P<value>-?\d{1,10})",
        ),
        ("exit_code", "terminal", r"(?i:terminal error code)\s?['\"]?(?P<value>-?\d{1,10})"),
        ("exit_code", "exited", r"(?i:exited with (?:code )?)(?P<value>-?\d{1,10})"),
    )
)
_QUOTES = frozenset("'\"`")
_OPERATION_END = lazily(r"(?i)/(?:\w{1,60}/)?(?:action|read|write|delete)\b")
_NOT_A_NAME = frozenset(
    "and are as at for from has have in into is name named names not of on or that the this to type types was "
    "which will with x null none operation error failed deleted creating state size sizes scale set extension "
    "extensions or instance vm vms providers id write read delete action start restart deallocate poweroff "
    "redeploy instanceid virtualmachines rollingupgrades nodelete capture".split()
)


def find_entities(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give, for every kind, the names found in cleaned texts, each once: what failed in a list, then the surer ones."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for text in texts:
        for kind, value in (*_failed(text), *_all(text)):
            found[kind].setdefault(value.lower(), value)
    for instance in found["instance"]:
        found["vm"].pop(instance, None)
    return {kind: tuple(values.values()) for kind, values in found.items()}


def find_exit_codes(text: str) -> list[tuple[str, int, int]]:
    """Give the exit codes named in a text, each with its offsets."""
    if "exit" not in (lowered := text.lower()) and "terminal" not in lowered:
        return []
    patterns = [pattern for kind, _, pattern in _PATTERNS if kind == "exit_code"]
    return [(found["value"], *found.span("value")) for one in patterns for found in one.finditer(text)]


def _all(text: str) -> Iterator[tuple[str, str]]:
    lowered = text.lower()
    for kind, sign, pattern in _PATTERNS:
        if sign in lowered:
            for match in pattern.finditer(text):
                value = _name(match["value"])
                named = kind == "operation" or (value.lower() not in _NOT_A_NAME and _is_whole(text, match))
                if value and named:
                    yield kind, value
    for region in find_regions(text):
        yield "region", region
    yield from listed(text)


def _failed(text: str) -> Iterator[tuple[str, str]]:
    for failed in failures(text):
        if failed.extension:
            yield "extension", failed.extension
        if failed.instance:
            yield "instance" if failed.in_scale_set else "vm", failed.instance


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Say whether a name ends where it seems to, and is not a part of an operation such as `runCommand/action`.

    A name cut short would point a command at something nobody named.
    """
    start, end = match.span("value")
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _QUOTES and after not in {before, "\\", ""}:
        return False
    return not (after.isalpha() or after == "$" or _OPERATION_END.match(text, end))


def _name(value: str) -> str:
    """Give a name without the punctuation that follows it in a sentence."""
    value = value.rstrip(".(")
    return value if value.count("(") == value.count(")") else value.rstrip(").")
