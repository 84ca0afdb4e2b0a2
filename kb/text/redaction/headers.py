"""Secrets in HTTP headers: Authorization, API keys by their header's name, cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.lazily import lazily
from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, matches

_SIGN = r"""["']?\s{0,4}(?:\\?["']\s{0,2},|[:=,|>]|\s)[\s"'\[|:=]{0,8}"""
_AUTHORIZATION = lazily(
    rf"authorization{_SIGN}(?:(bearer|basic|token|negotiate|ntlm|apikey|splunk|sharedkey(?:lite)?|aws4-hmac-sha256|digest|key)"
    r"(?:\s{1,4}|[:=+]))?",
)
_SHARED = lazily(r"[a-z0-9]{3,24}:(?=[A-Za-z0-9+/%]{16})")
_TOKEN = lazily(r"(?!\+)[A-Za-z0-9._~+/%:-]{4,8192}+={0,2}")
_HEADER_SECRET = lazily(
    r"(?:x-(?:auth|vault|github|gitlab|amz-security|ms-token[a-z-]{0,40}|csrf|xsrf|goog-api|rapidapi)[a-z-]{0,20}|private-token"
    rf"|x-zumo-auth|x-functions-key|aeg-sas-key|ocp-apim-subscription-key|x-api-key){_SIGN}",
)
_COOKIE = lazily(r"""cookie["']?\s{0,4}[:=,|>\s"'\[]{1,8}(?=[a-z0-9_.$-]{1,64}=)""")
_CURL_COOKIE = lazily(r"""(?<=\s)(?:-b|--cookie)[\s=]{1,3}["']?(?=[\w.-]{1,64}=)""")
_PAIR = lazily(r"""([\w.$:-]{1,64})=("[^\s;"\\]{1,4096}+(?=")|[^\s;,"'\\<>`|&]{1,4096}+)""")
_NEXT_PAIR = lazily(r";\s{0,4}(?=[\w.$:-]{1,64}=)")
_ATTRIBUTES = frozenset({"path", "domain", "expires", "max-age", "samesite", "version", "priority"})
_KNOWN = lazily(
    r"(?<![\w.-])(?:arraffinity(?:samesite)?|\.asp(?:net|xauth)[\w.]{0,60}|fedauth|rtfa|spoidcrl|appserviceauthsession(?:[01])?"
    r"|ests(?:auth)(?:persistent|light)?|ests(?:sc|sso\w{0,12})|jsessionid|phpsessid|asp\.net_sessionid|connect\.sid"
    r"|x-ms-cpim-\w{1,20}(?:\|[\w=-]{1,40})?|openidconnect\.nonce[\w.%-]{0,80}|buid|__requestverificationtoken\w{0,40}"
    r"|aspxauth|session_?id|awsalb(?:cors)?|appgwaffinity(?:cors|bitcookie)?|applicationgatewayaffinity(?:cors)?)"
    r"""(?:["']?\s{0,2}[:=]\s{0,2}["']?|["']\s{0,2},\s{0,2}["'](?:value["']\s{0,2}:\s{0,2}["'])?"""
    r"""|["']\svalue=["']|\s{0,3}[|,]\s{0,3}|(?:</t[dh]><td)?>)""",
)
_KNOWN_SIGNS = tuple(
    "arraffinity .aspnet .aspxauth fedauth rtfa spoidcrl appserviceauth estsauth estss jsessionid phpsessid asp.net_ "
    "connect.sid x-ms-cpim openidconnect buid __requestverification aspxauth sessionid session_id awsalb "
    "applicationgateway appgwaffinity".split(),
)
_COOKIE_VALUE = lazily(r"""[^\s;,"'\\<>`|&]{4,4096}+""")


def headers(page: Page) -> Iterator[Find]:
    """Give the secrets of Authorization and API key headers."""
    yield from _authorized(page)
    yield from _keyed(page)


def _authorized(page: Page) -> Iterator[Find]:
    for found in matches(page, _AUTHORIZATION, "authorization"):
        start = found.end()
        if found[1] in ("aws4-hmac-sha256", "digest"):  # their secrets have names of their own
            continue
        if shared := _SHARED.match(page.text, start):
            start = shared.end()
        if token := _TOKEN.match(page.text, start):
            end = start + len(token[0].rstrip(".:"))
            if _secret(page.text[start:end], certain=bool(found[1])):
                yield Find(start, end, "bearer-token")


def _keyed(page: Page) -> Iterator[Find]:
    for found in matches(page, _HEADER_SECRET, "x-", "ocp-apim", "aeg-sas", "private-token"):
        token = _TOKEN.match(page.text, found.end())
        value = token[0].rstrip(".:") if token else ""
        if values.mixed(value) and _secret(value, certain=True):
            yield Find(found.end(), found.end() + len(value), "bearer-token")


def _secret(value: str, *, certain: bool) -> bool:
    if values.placeholder(value) or values.code(value):
        return False
    return (certain and values.mixed(value)) or (values.random(value) and not values.guid(value))


def cookies(page: Page) -> Iterator[Find]:
    """Give the values of cookies; their names and attributes stay."""
    yield from _sent(page.text, matches(page, _COOKIE, "cookie"))
    if "curl" in page.lower:
        yield from _sent(page.text, matches(page, _CURL_COOKIE, "-b"))
    if page.has(*_KNOWN_SIGNS):
        for sign in _KNOWN_SIGNS:
            yield from _known(page, sign)


def _sent(text: str, heads: Iterator[re.Match[str]]) -> Iterator[Find]:
    done = 0
    for head in heads:
        at = head.end()
        while at >= done and (pair := _PAIR.match(text, at)):
            if pair[1].lower() not in _ATTRIBUTES and not values.placeholder(pair[2]):
                yield Find(pair.start(2), pair.start(2) + len(pair[2].rstrip(".)")), "cookie")
            done = pair.end()
            at = following.end() if (following := _NEXT_PAIR.match(text, done)) else -1


def _known(page: Page, sign: str) -> Iterator[Find]:
    done = 0
    for name in matches(page, _KNOWN, sign):
        if name.end() >= done and (value := _COOKIE_VALUE.match(page.text, name.end())):
            done = value.end()
            if any(map(str.isdigit, value[0])) and not values.placeholder(value[0]):
                yield Find(value.start(), value.start() + len(value[0].rstrip(".)")), "cookie")
