"""The commands of a document: their shell, what they do to systems, and their places to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.entry import EFFECTS, Command, Effect, Shell
from kb.importing.blocks import Code
from kb.importing.inline import without_controls
from kb.importing.neutral import neutral

_SHELLS: dict[str, Shell] = {
    **dict.fromkeys(("azurecli", "azurecli-interactive", "bash", "shell", "sh", "cli", "azure-cli", "zsh"), "sh"),
    **dict.fromkeys(("powershell", "azurepowershell", "azurepowershell-interactive", "pwsh", "ps"), "pwsh"),
    **dict.fromkeys(("cmd", "bat", "batch", "dos"), "cmd"),
    **dict.fromkeys(("kusto", "kql"), "kql"),
}
_GUESSED = ("", "console", "text", "azure", "terminal")
_PROMPT = re.compile(r"^\s*(?:PS [A-Za-z]:[^>\n]*>|[A-Za-z]:\\[^>\n]*>|\$(?= )|[\w.@~:/-]+[$#](?= ))\s*")
_OF_SHELL: tuple[tuple[Shell, re.Pattern[str]], ...] = (
    ("pwsh", re.compile(r"^(?:\$\w+\s*=|[A-Z][a-z]+-[A-Z]\w+\b)")),
    (
        "cmd",
        re.compile(
            r"(?i)^(?:bcdedit|bootrec|chkdsk|copy|dir|diskpart|dism|icacls|ipconfig|md|move|net|netsh|netstat|nslookup"
            r"|psexec|psping|reg|ren|rename|sc|sfc|shutdown|systeminfo|takeown|wevtutil|wmic|set|del|attrib|fsutil"
            r"|bitlocker|manage-bde|gpupdate|nltest|w32tm|route|tracert|slmgr|cscript)(?:\.exe)?\s"
        ),
    ),
    (
        "sh",
        re.compile(
            r"^(?:sudo|az|azcmagent|kubectl|helm|apt|apt-get|yum|dnf|zypper|systemctl|journalctl|cat|ls|lsblk|blkid|nc"
            r"|dig|curl|wget|ssh|scp|mount|umount|docker|crictl|ps|df|du|grep|find|tail|head|less|ping|ip|ss|openssl"
            r"|service|chmod|chown|cp|mv|rm|mkdir|echo|export|dracut|fsck|xfs_repair|e2fsck|fdisk|parted|vi|nano|uname"
            r"|waagent|chroot|grub2?-\w+|rpm|dpkg|tar|sed|awk|touch|ln|swapoff|swapon|dmesg|lvs|vgs|pvs|passwd)\s"
        ),
    ),
)
_DESTROYS = re.compile(
    r"(?i)^(?:sudo\s+)?(?:rm|rmdir|rd|del|mkfs[\w.]*|dd|fdisk|parted|wipefs|shred|userdel|format|diskpart|truncate)\s"
    r"|^(?:sudo\s+)?kubectl\s+(?:-\S+\s+)*delete\b|^az\s+[^-]*?\b(?:delete|purge|remove|reimage|break)\b"
    r"|^(?:Remove|Clear|Uninstall|Initialize|Reset|Delete)-\w|^Format-Volume|^reg\s+delete|^bcdedit\b.*?/delete"
    r"|^helm\s+(?:uninstall|delete)|^docker\s+rmi?\b|\bxfs_repair\s+-L"
)
_READS = re.compile(
    r"(?i)^az\s+[^-]*?\b(?:list|list-\S+|show|show-\S+|get|get-\S+|check-\S+|exists|wait|validate|what-if|query|login|logs"
    r"|version|export|find|test-\S+|download)(?:\s|$)|^az\s+(?:account\s+set|rest\s+.*--method\s+get)"
    r"|^(?:sudo\s+)?kubectl\s+(?:-\S+\s+\S+\s+)*(?:get|describe|logs|top|explain|cluster-info|version|api-resources"
    r"|config\s+(?:view|get-\S+|current-\S+|use-\S+)|auth\s+can-i)\b"
    r"|^(?:Get|Test|Find|Measure|Resolve|Show|Select|Where|Sort|Write|Compare|Group|ForEach|Import|Connect|Login)-\w"
    r"|^(?:Select|Where|Sort|Measure|Group|ft|fl)\b|^Format-(?:Table|List|Wide|Custom)|^(?:Set|Select)-Az(?:ureRm)?Context|^Out-(?:String|Host|Null)"
    r"|^(?:sudo\s+)?(?:nc|dig|nslookup|ping|psping|tracert|traceroute|cat|less|more|tail|head|ls|dir|type|df|du|lsblk|blkid"
    r"|grep|egrep|findstr|zgrep|journalctl|ps|top|free|uname|id|hostname|which|dmesg|stat|file|netstat|ss|cd|pwd|wc|sort"
    r"|uniq|awk|cut|jq|systeminfo|ipconfig|ifconfig|tasklist|driverquery|gpresult|whoami|lvs|vgs|pvs|lsmod|date|env|ssh"
    r"|openssl\s+(?:s_client|x509)|getent|tcpdump|nmap|base64|tr|query|md5sum|sha256sum|lsattr|lshw|lscpu|uptime)(?:\s|$)"
    r"|^(?:sudo\s+)?systemctl\s+(?:status|list-\S+|is-\S+|show|cat)|^(?:sudo\s+)?service\s+\S+\s+status"
    r"|^curl\s+(?!.*(?:\s-X\s*(?!GET)|\s-d|--data|\s-[oO]\b|--output))|^echo\s+[^>]*$|^sc\s+q\w+|^reg\s+query"
    r"|^bcdedit(?:\s+/store\s+.*?)?\s+/enum|^wevtutil\s+(?:qe|gl|el)|^netsh\s+.*?\bshow\b|^rpm\s+-q|^dpkg\s+-[ls]|^mount$"
    r"|^dism\b.*?/get-|^ip\s+(?:a|addr|route|link)\b(?!.*\b(?:add|del|set)\b)|^crictl\s+(?:ps|images|logs|inspect)"
    r"|^(?:sudo\s+)?waagent\s+-+version|^azcmagent\s+(?:show|check|version|logs)|^helm\s+(?:list|status|get)|^set\s+\w+="
    r"|^(?:export\s+)?\$?[A-Za-z_]\w*\s*=\s*['\"<{][^|;$()]*$|^manage-bde\s+-(?:status|protectors\s+-get)"
)
_COMMENT = re.compile(r"^\s*(?:#|//|::|REM\s|<#)", re.IGNORECASE)
_REQUEST = re.compile(r"(?:GET|PUT|POST|PATCH|DELETE|HEAD)\s")
_CONTINUED = re.compile(r"\s*[\\`^]\s*\n\s*")
_APART = re.compile(r"\s*(?:\|\||&&|[|;])\s*")
_WRITES = re.compile(r"(?<![-=2&>])>{1,2}\s*(?!/dev/null|&\d|\$null|=)[\w./\\$\"'{]")
_PLACE = re.compile(r"<([A-Za-z][\w ./-]{0,60})>")
_BY_HAND = re.compile(r"\b(?:my|your)-?(vmss|vm|resource-?group|rg|subscription)(?:-?name)?\b", re.IGNORECASE)
_KNOWN = (
    (r"(?:my|your|the)?_?(?:azure_)?(?:resource_?group|rg)(?:_?name)?", "resource_group"),
    (r"(?:my|your|the)?_?(?:vm|virtual_machine)(?:_?name)?", "vm"),
    (r"(?:my|your|the)?_?(?:vmss|scale_?set|virtual_machine_scale_set)(?:_?name)?", "vmss"),
    (r"(?:my|your|the)?_?subscription(?:_?(?:id|name|name_or_id|id_or_name))?", "subscription"),
    (r"(?:my|your|azure|the)?_?(?:region|location)(?:_?name)?", "region"),
    (r"(?:vm_)?instance(?:_?id)?", "instance"),
    (r"(?:vm_)?extension(?:_?name)?", "extension"),
    (r"vm_size|vm_?sku", "vm_size"),
)
_MOST_LINES, _MOST_CHARS = 12, 1500


def command_of(code: Code) -> Command | None:
    """Give the command that a block holds, or None if it is output, a file or too long to show."""
    if code.text.count("\n") > _MOST_LINES or len(code.text) > _MOST_CHARS:
        return None
    lines = [line.rstrip() for line in neutral(without_controls(code.text)).expandtabs(4).split("\n")]
    if any(_PROMPT.match(line) for line in lines):
        lines = [_PROMPT.sub("", line) for line in lines if _PROMPT.match(line)]
    text = "\n".join(lines).strip("\n ")
    shell = _SHELLS.get(code.info.split(" ")[0]) or (_guessed(text) if code.info in _GUESSED else None)
    if not shell or not text or "```" in text or _REQUEST.match(text):
        return None
    filled = with_places(text)
    return Command(filled, shell, effect_of(filled, shell=shell))


def with_places(text: str) -> str:
    """Give a command with `{snake_case}` for what is to be filled in.

    >>> with_places("az vm show -g <resource-group-name> -n myVM --query <Some Thing>")
    'az vm show -g {resource_group} -n {vm} --query {some_thing}'
    """
    text = _PLACE.sub(lambda place: f"{{{_place(place[1])}}}", text)
    return _BY_HAND.sub(lambda name: f"{{{_place(name[1])}}}", text)


def effect_of(text: str, *, shell: Shell) -> Effect:
    """Give what a command does: the worst of its parts; a part that nobody knows is taken to change something.

    >>> effect_of("az vm show --name a | grep b", shell="sh"), effect_of("az vm delete --name a", shell="sh")
    ('read', 'destroy')
    """
    if shell == "kql":
        return "read"
    effects = [_effect(part) for part in _command_parts(text)]
    return max(effects, key=EFFECTS.index, default="read")


def _command_parts(text: str) -> Iterator[str]:
    for line in _CONTINUED.sub(" ", text).split("\n"):
        if line.strip() and not _COMMENT.match(line):
            quoteless = re.sub(r"'[^'\n]*'|\"[^\"\n]*\"", "''", line.strip())
            assigned = re.sub(r"^\$\w+\s*=\s*(?=[A-Z][a-z]+-)|^(?:export\s+)?\w+=\$\(", "", quoteless)
            yield from (part for part in _APART.split(assigned) if part)


def _effect(part: str) -> Effect:
    if _DESTROYS.search(part):
        return "destroy"
    return "read" if _READS.search(part) and not _WRITES.search(part) else "change"


def _guessed(text: str) -> Shell | None:
    first = next((line.strip() for line in text.split("\n") if line.strip() and not _COMMENT.match(line)), "")
    return next((shell for shell, pattern in _OF_SHELL if pattern.match(f"{first} ")), None)


def _place(name: str) -> str:
    snake = re.sub(r"\W+|_+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)).strip("_").lower()
    return next((known for pattern, known in _KNOWN if re.fullmatch(pattern, snake)), snake) or "value"
