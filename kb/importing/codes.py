"""The shapes of codes, strict enough that no sentence, product or path passes for one."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable

_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*$")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HEX = re.compile(r"^0x[0-9A-Fa-f]{6,16}$")
_BARE_HEX = re.compile(r"^(?=[0-9A-F]*[A-F])(?=[A-F]*[0-9])[0-9A-F]{8}$")
_NUMBER = re.compile(r"^\d{4,10}$")
_NUMBERED = re.compile(r"^[A-Z]{2,8}\d{3,9}$")
_CONSTANT = re.compile(r"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_FAILS = re.compile(
    r"(?i)fail|error|not_?found|exceed|invalid|not_?allowed|not_?supported|unsupported|denied|timed_?out|timeout"
    r"|conflict|unavail|not_?available|limit|reached|missing|mismatch|cannot|in_?use|disallowed|forbidden|disabled"
    r"|required|not_?registered|throttl|locked|preempted|too_?many|blocked|not_?ready|unhealthy|back_?off|deadlock"
    r"|incorrect|corrupt|unable|not_?authorized|not_?enabled|already|being|must|only|died|not_less|inaccessible"
    r"|insufficient|too_?small|quota|_full$|^status_|^err_?[a-z]|pressure|isfull|problem|offline|is_?down|no_?registered|outof|oom|hung|oops|no_?capacity|killed|evict"
)
_SHORTEST, _LONGEST, _FEWEST_HUMPS, _FEWEST_LETTERS = 4, 110, 2, 0.7
# Names with humps that documents print beside errors and that are products, settings or parts of messages.
_PRODUCTS = frozenset(
    (
        "azurecloud azuremonitor bitlocker blobfuse busybox centos clienterror clustername configmap coredns coreos"
        " daemonset devops errorcode errormessage eventid exitcode expressroute freebsd github guestagent iaas"
        " imagereference innererror keyvault kubelet localdns mysql openbsd openssh openssl opensuse originalerror"
        " orginalerror perfinsights postgresql powershell provisioningstate rawerror redhat resourcegroup"
        " serviceprincipalprofile sharepoint statuscode statusmessage storageaccount stderr stdout subcode"
        " systeminfo virtualmachine virtualmachines vmss vmsscse wagent walinuxagent winre windowsazure"
        " datasourceazure errortarget httpstatuscode powershellget secretproviderclass statefulset storageclass"
        " virtualnetwork readonly custompluginmonitor systemlogmonitor publicipaddress publicipaddresses"
    ).split()
)
_NO_CODES = re.compile(
    r"^(?:REG|HKEY|HKLM|BUGCHECK|GRUB|BOOT|FAILURE|DEBUG|THREAD|STACK|MODULE|IMAGE|PROCESS|OS)_"
    r"|^[a-z]\w*(?:Code|Message|Status|Error)$"
)
# Errors of a programming language are none of Azure's.
_EXCEPTIONS = frozenset(
    name.lower()
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
) | {"jsondecodeerror", "nullreferenceexception", "badimageformatexception"}
# Names that say so little that several products print them.
_GENERIC = frozenset(
    (
        "badrequest badgateway bandwidthlimitexceeded clienterror conflict forbidden gatewaytimeout internalerror"
        " internalservererror invalidrequest methodnotallowed notacceptable notfound notsupported ok serviceunavailable"
        " servererror serviceerror timeout toomanyrequests unauthorized unavailable unknown unsupported"
        " resourcenotfound notimplemented preconditionfailed requesttimeout throttled"
    ).split()
)
_QUOTES = "*_`'\"“”‘’ \t#,;:."
_APART = re.compile(r"\s*(?:<br[^<>]*>|[,;/\n]|\*or\b|\bor\b|\band\b)\s*", re.IGNORECASE)
_NUMBER_DASH_NAME = re.compile(r"^(\d{3,7})\s*[-–:]\s*([A-Za-z_][\w]*)$|^([A-Za-z_]\w*)\s*[-–(]\s*(\d{3,7})\)?$")


def code_of(text: str, *, called: bool = False) -> str:
    """Give the code that a text is as a whole, or nothing.

    Args:
        text: what stands in a cell, a heading or in quotes.
        called: the document calls it a code here, so that single words and plain numbers count too.

    >>> code_of("`AllocationFailed`"), code_of("Conflict"), code_of("Conflict", called=True), code_of("It failed")
    ('AllocationFailed', '', 'Conflict', '')
    """
    word = text.strip(_QUOTES) if not text.strip().startswith("_") else text.strip().strip("_").strip(_QUOTES)
    if not _SHORTEST <= len(word) <= _LONGEST:
        return ""
    if _HEX.match(word) or _NUMBERED.match(word) or (called and (_NUMBER.match(word) or _BARE_HEX.match(word))):
        return word
    if (
        not _NAME.match(word)
        or word.lower() in _PRODUCTS | _EXCEPTIONS
        or _NO_CODES.match(word)
        or not _is_made_of_words(word)
    ):
        return ""
    if _CONSTANT.match(word) or len(_HUMP.findall(word)) >= _FEWEST_HUMPS:
        return word if any(char.isupper() for char in word) else ""
    return word if called and word[0].isupper() and word[1:].islower() else ""


def codes_of(text: str, *, called: bool = False) -> tuple[str, ...]:
    """Give the codes of a text that is nothing but a list of codes, names before numbers; nothing if it is more.

    >>> codes_of("`ServiceNotReady`, `PodsNotReady`"), codes_of("320001, ResourceNotFound", called=True)
    (('ServiceNotReady', 'PodsNotReady'), ('320001', 'ResourceNotFound'))
    >>> codes_of("1053 - ERROR_SERVICE_REQUEST_TIMEOUT", called=True), codes_of("Standard_X. This size is out")
    (('ERROR_SERVICE_REQUEST_TIMEOUT', '1053'), ())
    """
    paired = _NUMBER_DASH_NAME.match(text.strip(_QUOTES))
    pieces = [piece for piece in (paired.groups() if paired else _APART.split(text)) if piece and piece.strip(_QUOTES)]
    codes = [piece if paired and piece.isdigit() else code_of(piece, called=called) for piece in pieces]
    return usual_first(codes) if codes and all(codes) else ()


def usual_first(codes: Iterable[str]) -> tuple[str, ...]:
    """Give codes without repetitions: telling names, then numbers, then names that tell nothing."""
    once: dict[str, str] = {}
    for code in codes:
        once.setdefault(code.lower(), code)
    return tuple(sorted(once.values(), key=_rank))


def _rank(code: str) -> int:
    return 2 if is_generic(code) else 1 if code.isdigit() else 0


def fails(code: str) -> bool:
    """Say whether a name is built like that of an error."""
    return bool(_HEX.match(code) or _BARE_HEX.match(code) or _NUMBERED.match(code) or _FAILS.search(code))


def is_generic(code: str) -> bool:
    """Say whether a code is so general that other products print it too."""
    return code.lower() in _GENERIC or (code.isalpha() and len(_HUMP.findall(code)) == 1)


def is_of_windows(code: str) -> bool:
    """Say whether a code is one that an operating system prints and not Azure."""
    return bool(_HEX.match(code) or _BARE_HEX.match(code) or _CONSTANT.match(code)) and not code.startswith("ERR_")


def _is_made_of_words(word: str) -> bool:
    """Say whether a name consists of words; keys, passwords and encoded texts do not."""
    if _CONSTANT.match(word):
        return True
    letters = sum(len(part) for part in _HUMP.findall(word) if len(part) > 1 and part.isalpha())
    return letters >= _FEWEST_LETTERS * len(word) and any(len(part) > 3 for part in _HUMP.findall(word))  # noqa: PLR2004
