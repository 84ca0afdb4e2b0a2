"""The places in which clients put an error code or its message: one scanner for all of them.

Collected from recordings of the service and from what its clients print: az, PowerShell, Terraform, SDKs, portal.
"""

from __future__ import annotations

import re

_CODE_LABELS = (
    r"(?:(?:azure\s)?error|sub|inner)[ _]?(?:code|id|type)|errcode|code|annotation(?:\s?name)?|azure error"
    r"|c[óo]digo(?: do | de )?err?or?|fehlercode|foutcode|felkod|code d'erreur|codice(?: di)? errore|kod błędu"
    r"|hata kodu|код ошибки|错误代码|錯誤碼|エラー ?コード|오류 코드"
)
_MESSAGE_LABELS = (
    r"(?:error|status)?[ _]?message|msg|error description|summary|mensagem(?: de erro)?|mensaje(?: de error)?"
    r"|fehlermeldung|foutbericht|felmeddelande|message d'erreur|messaggio(?: di errore)?|komunikat(?: o błędzie)?"
    r"|сообщение об ошибке|错误消息|エラー ?メッセージ|오류 메시지"
)
# "status code 409" and "exit code: 1" are numbers of somebody else.
_NOT_BEFORE = (
    r"(?<![\w-])(?<!status )(?<!exit )(?<!return )(?<!response )(?<!source )(?<!zip )(?<!stop )(?<!status_)(?<!=)"
)
_SEPARATOR = r"(?:\\{0,16}[\"'`])?\s{0,4}(?:=>|[:=|])\s{0,8}"
_HUMPS = r"(?:[A-Z]+[a-z0-9]+){2,14}[A-Z]{0,6}"

SCANNER = re.compile(
    # Most places of a text are ruled out by their first character.
    rf"(?=[{{}}<]|\([A-Z]|\b\w)(?:(?P<brace>[{{}}])|(?P<anew>(?m:^)Error:\s)"
    rf"|<(?:\w{{1,9}}:)?[Cc]ode>\s{{0,9}}(?P<tag>[\w.]{{1,120}})\s{{0,9}}</(?:\w{{1,9}}:)?[Cc]ode>"
    rf"(?:\s{{0,99}}<(?:\w{{1,9}}:)?[Mm]essage[^<>]{{0,80}}>(?P<tagged>[^<]{{0,2000}}))?"
    rf"|{_NOT_BEFORE}(?:(?P<code>(?i:{_CODE_LABELS}))|(?P<message>(?i:{_MESSAGE_LABELS}))|(?P<status>[Ss]tatus))"
    rf"{_SEPARATOR}"
    rf"|(?<![\w.)])\((?P<paren>[A-Z][A-Za-z0-9_]{{3,90}})\)[ \t]"
    rf"|(?:^|(?<=[\s'\"`(>]))(?P<lead>{_HUMPS})[`\"']?\s?:\s{{1,4}}(?=\S)(?!Code\s?=))"
)

# What stands between an error and the one inside it.
INSIDE = re.compile(
    r"(?i)exception details|inner ?errors?|\bdetails?\b|caused by|original error|orginalerror|underlying"
    r"|additional ?info|because|with (?:error|message)|reason"
)
# What starts an error of its own.
ANEW = re.compile(
    r"(?im)^[ \t]{0,40}(?:(?:error|warning|fatal)\b|(?:\*|-|\d+[.)])\s)|\n[ \t]{0,40}\n\s{0,40}\S"
    r"|\n[^\n]{0,200}?(?<!inner )(?<!original )\berror:"
)

NO_CODE = re.compile(
    r"(?i)^(?:null|none|nil|undefined|true|false|ok|failed|failure|succeeded|success|error|string|unknown|"
    r"running|accepted|started|updating|creating|deleting|active|resolved|completed|message|code|an?|the|is|was)$"
)
HTTP_STATUS = re.compile(r"^[1-5]\d\d$")
# A code in `ProvisioningState/failed/Code`; see https://learn.microsoft.com/azure/virtual-machines/states-billing
STATE_WITH_CODE = re.compile(r"^(ProvisioningState/failed)/([A-Za-z]\w{3,}|\d{1,10})$", re.IGNORECASE)
# Two codes in one field: `ResourceOperationFailure/VMExtensionProvisioningError`.
JOINED = re.compile(rf"^{_HUMPS}(?:/{_HUMPS}){{1,3}}$")
# The brace of an object is followed by a name, a value or its end; that of a configuration block by a line's end.
OBJECT = re.compile(r"\{(?:\s|\\+[rnt]){0,400}(?:\\{0,16}[\"'{}\[]|&quot;|[\w$.@-]{1,60}\s{0,4}[:=]|$)")
CONFIGURATION = re.compile(
    r"\b(?:resource|data|module|provider|variable|output|locals|backend|terraform)\b[^{}\n]{0,200}$"
)
# After these words even a code that nobody knows is a code.
LEADS_IN = re.compile(r"(?i)(?:^|\n)[^\w\n]{0,9}(?:error:?\s?)?$|\berror:\s{0,4}$|-> $|reason:\s$")
CODE_SHAPE = re.compile(r"^[A-Za-z_][\w.]{1,118}(?:/[\w.-]{1,90}){0,4}$|^\d{3,9}$|^-?0x[0-9A-Fa-f]{4,16}$")
STATUS_SHAPE = re.compile(rf"^(?!Cancell?ed$){_HUMPS}$")
