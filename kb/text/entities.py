"""What a text names: machines, scale sets, groups, regions, extensions, sizes, operations, exit codes.

Kinds and their names are those of the JSON answer. Values keep their spelling; Azure compares without case, so two
spellings of one name count once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.text.regions import find_regions
from kb.text.tables import failures

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

# Kind, a word in lower case without which the pattern cannot fit (most texts lack most of them), and the pattern.
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, sign, re.compile(pattern))
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
        ("resource_group", "rg-", r"(?P<value>(?<![\w/.'\"-])rg-[A-Za-z0-9][\w-]{1,80}(?![\w.(-]))"),
        ("vmss", "scale", rf"(?i:scale ?set: \(name ){_QUOTED}"),
        ("vmss", "scale set", r"(?i:scale set )(?P<value>(?=[\w-]*-)[\w-]{3,64})"),
        (
            "instance",
            "/virtualmachines/",
            r"(?i:/virtualMachineScaleSets/[^/\s\"']{1,80}/virtualMachines/)(?P<value>[\w-]{1,80})",
        ),
        ("instance", "instance", rf"(?i:instance ?id)s?{_Q}?{_LABELLED}"),
        ("extension", "/extensions/", rf"(?i:/extensions/)(?P<value>{_NAME})"),
        ("extension", "extension", rf"(?i:(?:vm )?extension(?: name)?)(?:\s?[:=]\s?|\s){_QUOTED}"),
        ("extension", "handler", rf"(?i:handler ){_Q}(?P<value>[A-Za-z]{_NAME})(?=\\{{0,16}}['\"`])"),
        ("extension", "and type", rf"(?i:and type ){_QUOTED}"),
        (
            "extension",
            "vm extension",
            rf"(?i:vm extension )(?P<value>(?!type\b|provisioning\b|instance\b|operation\b){_NAME})(?= has | failed)",
        ),
        ("extension", "c", r"(?P<value>\bvmssCSE\b|\b(?:CustomScriptExtension|CustomScript)\b)"),
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
        ("vmss", "vmss-", r"(?P<value>(?<![\w/.-])vmss-[A-Za-z0-9][\w-]{0,60}(?![\w.]))"),
        ("instance", "instance", r"(?i:\binstances? )(?P<value>\d{1,6})(?![\w.%])"),
        ("extension", "extension type", rf"(?i:extension type ){_QUOTED}"),
        ("vm_size", "_", r"(?P<value>\b(?:Standard|Basic)_[A-Z]{1,3}\d{1,3}[\w-]{0,24})"),
        ("operation", "ing", r"(?i:\b(?:performing|polling after) )(?P<value>[A-Z][A-Za-z]{2,40})(?=:)"),
        ("operation", "client", r"(?:Client)[#.](?P<value>[A-Z][A-Za-z]{2,40})"),
        ("operation", "operation", rf"(?i:\boperation ?){_Q}(?P<value>[A-Za-z][A-Za-z/.]{{3,90}})(?=\\{{0,16}}['\"])"),
        ("operation", "operationname", r"(?i:operationName[\"']?\s?[:=]\s?[\"']?)(?P<value>[A-Za-z][\w./-]{3,120})"),
        (
            "operation",
            "microsoft.",
            r"(?P<value>\b(?:Microsoft|MICROSOFT|microsoft)\.\w+(?:/\w+){1,5}/(?:(?i:write|delete|read)|\w+/action)\b)",
        ),
        ("exit_code", "exit", r"(?i:\bexit (?:code|status)s?\b)['\"]?\s?[:=]?\s?['\"]?(?P<value>-?\d{1,10})"),
        ("exit_code", "terminal", r"(?i:terminal error code)\s?['\"]?(?P<value>-?\d{1,10})"),
        ("exit_code", "exited", r"(?i:exited with (?:code )?)(?P<value>-?\d{1,10})"),
    )
)
_QUOTES = frozenset("'\"`")
_OPERATION_END = re.compile(r"(?i)/(?:\w{1,60}/)?(?:action|read|write|delete)\b")
_NOT_A_NAME = frozenset(
    "and are as at for from has have in into is name named names not of on or that the this to type types was "
    "which will with x null none operation error failed deleted creating state size sizes scale set extension "
    "extensions or instance vm vms providers id write read delete action start restart deallocate poweroff "
    "redeploy instanceid virtualmachines rollingupgrades nodelete capture".split()
)


def find_entities(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give, for every kind, the names found in cleaned texts, in the order of their appearance; each once."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for text in texts:
        for kind, value in _all(text):
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
