"""Secrets that show by their shape alone: account keys, client secrets, JWTs, tokens of Slack, GitHub, AWS and others."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, groups, places

_CUT = r"(?=[.…\s\"'\\)]{0,8}\Z)"
_STORAGE = re.compile(r"[A-Za-z0-9+/]{86}==\Z")
_DIGEST = re.compile(r"sha(?:512|384|256)[-:= ]?\Z", re.IGNORECASE)
_BASE64_SIGN = re.compile(r"[A-Za-z0-9+/=]")
_SLACK = re.compile(r"xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{8,512}|xapp-\d-[A-Za-z0-9-]{8,512}|xwfp-[A-Za-z0-9-]{8,512}")
_SLACK_HOOK = re.compile(
    r"hooks\.slack(?:-gov)?\.com(?::443)?(?:/|%2[Ff]|\\/)(?:services|workflows|triggers)(?:/|%2[Ff]|\\/)((?:[A-Za-z0-9_%-]|\\?/){8,256})",
)
_TEAMS_HOOK = re.compile(
    r"(?:webhook\.office(?:365)?\.com/webhookb2|outlook\.office(?:365)?\.com/webhook(?:b2)?)/([A-Za-z0-9@/_.-]{20,512})",
)
_GITHUB = re.compile(rf"gh[oprsu]_(?:[A-Za-z0-9]{{30,255}}|[A-Za-z0-9]{{6,29}}{_CUT})|github_pat_\w{{20,255}}")
_GITLAB = re.compile(r"gl(?:pat|dt|rt|ptt|soat|cbt|ft|imt|agent)-[A-Za-z0-9_.=-]{16,128}")
_PAT_NEAR = re.compile(
    r"pat\b|_pat|token|devops|azdo|vsts|visualstudio|dev\.azure|basic|bearer|password|secret|://|accesstoken|\bado\b|artifacts",
)
_PAT = re.compile(r"(?<![A-Za-z0-9])[a-z2-7]{52}(?![A-Za-z0-9])")
_AWS = re.compile(rf"(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)(?:[A-Z0-9]{{16}}(?![A-Za-z0-9])|[A-Z0-9]{{6,15}}{_CUT})")
_GOOGLE = re.compile(r"AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{20,40}|ya29\.[A-Za-z0-9_-]{20,512}")
_KEY_ID = re.compile(r"private_key_id[\"']?\s{0,4}[:=]\s{0,4}[\"']?([0-9a-f]{16,64})")
_OTHERS = re.compile(
    r"npm_[A-Za-z0-9]{36}|pypi-AgE[A-Za-z0-9_-]{40,300}|sk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,200}|hvs\.\w{24,120}"
)
_CLIENT_SECRET = re.compile(rf"[\w~.-]{{3}}\dQ~(?:[\w~.-]{{31,34}}|[\w~.-]{{4,30}}{_CUT})")
_JWT = re.compile(r"eyJ[A-Za-z0-9_-]*+(?:\.[A-Za-z0-9_-]*+){0,4}")
_JWT_HEADS = (
    "eyJhbGciOi",
    "eyJ0eXAiOi",
    "eyJraWQiOi",
    "eyJ4NXQiOi",
    "eyJlbmMiOi",
    "eyJub25jZS",
    "eyJjdHkiOi",
    "eyJ6aXAiOi",
)
_WORD_SIGN = re.compile(r"[A-Za-z0-9_-]")
_SHORTEST_JWT = 20
_BASIC = re.compile(r"\bbasic\s{1,4}(?=[a-z0-9+/]{6})")
_BEARER = re.compile(r"\bbearer(?:\s{1,4}|\s{0,2}[:=]\s{0,2})[\"']?(?=[a-z0-9])")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{6,4096}+={0,2}")
_OPAQUE = re.compile(r"[A-Za-z0-9._~+/-]{8,8192}+=*")
# Azure's keys that carry their issuer: (the sign, what stands before it, the whole from there)
_SIGNED = (
    ("APIM", 76, re.compile(r"[A-Za-z0-9+/]{76}APIM[A-Za-z0-9+/]{5}[AQgw]==")),
    ("ACDb", 76, re.compile(r"[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{5}[AQgw]==")),
    ("+A", 76, re.compile(r"[A-Za-z0-9+/]{76}\+A(?:Ba|MC|St)[A-Za-z0-9+/]{5}[AQgw]==")),
    ("AIoT", 33, re.compile(r"[A-Za-z0-9+/]{33}AIoT[A-P][A-Za-z0-9+/]{5}=")),
    ("+A", 33, re.compile(r"[A-Za-z0-9+/]{33}\+A(?:Sb|Eh|Rm)[A-P][A-Za-z0-9+/]{5}=")),
    ("+ACR", 42, re.compile(r"[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}")),
    ("AzCa", 33, re.compile(r"[A-Za-z0-9+/]{33}AzCa[A-P][A-Za-z0-9+/]{5}=")),
    ("AzSe", 42, re.compile(r"[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}")),
    ("AzFu", 44, re.compile(r"[\w-]{44}AzFu[\w-]{5}[AQgw](?:==)?")),
    ("JQQJ9", 52, re.compile(r"[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9]{26}(?:[A-Za-z0-9]{2}==)?")),
)


def account_keys(page: Page) -> Iterator[Find]:
    """Give the keys of storage accounts and of other services whose keys name their issuer."""
    text = page.text
    for at in places(text, "=="):
        start = at - 86
        if (
            start >= 0
            and text[at - 1].isalnum()
            and _STORAGE.match(text[start : at + 2])
            and _standing(text, start, at + 2)
        ):
            yield Find(start, at + 2, "storage-account-key")
    for sign, before, shape in _SIGNED:
        for at in places(text, sign):
            if at >= before and (found := shape.match(text, at - before)):
                yield Find(*found.span(), "password")


def _standing(text: str, start: int, end: int) -> bool:
    if _BASE64_SIGN.match(text[end : end + 1]) or _DIGEST.search(text[max(0, start - 8) : start]):
        return False
    before = text[start - 1 : start] if start else ""
    return not _BASE64_SIGN.match(before) or before in "=/" or text[start - 2 : start - 1] == "\\"


def client_secrets(page: Page) -> Iterator[Find]:
    """Give the values of Entra application secrets."""
    done = 0
    for at in places(page.text, "Q~"):
        if at >= done + 4 and (found := _CLIENT_SECRET.match(page.text, at - 4)):  # noqa: PLR2004
            done = _without_stop(page.text, found.end())
            yield Find(found.start(), done, "client-secret")


def _without_stop(text: str, end: int) -> int:
    return end - 1 if text[end - 1] == "." else end


def chat_tokens(page: Page) -> Iterator[Find]:
    """Give Slack tokens and the secret paths of Slack and Teams webhooks."""
    if page.has("xox", "xapp-", "xwfp-"):
        yield from (find for find in groups("slack-token", _SLACK, page.text) if _numbered(page.text, find))
    if page.has("hooks.slack"):
        yield from (find for find in groups("slack-token", _SLACK_HOOK, page.text) if _numbered(page.text, find))
    if page.has("office"):
        yield from (find for find in groups("slack-token", _TEAMS_HOOK, page.text) if _numbered(page.text, find))


def _numbered(text: str, find: Find) -> bool:
    value = text[find.start : find.end]
    return any(map(str.isdigit, value)) and "XXXXXXXX" not in value and "xxxxxxxx" not in value


def forge_tokens(page: Page) -> Iterator[Find]:
    """Give the tokens of GitHub, GitLab and Azure DevOps."""
    text = page.text
    if page.has("gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_pat_"):
        yield from groups("devops-token", _GITHUB, text)
    if "gl" in text:
        yield from (find for find in groups("devops-token", _GITLAB, text) if _numbered(text, find))
    done = 0
    for at in places(text, "AZDO"):
        if at >= done + 76 and text[at - 76 : at + 8].isalnum() and len(text) >= at + 8:  # noqa: PLR2004
            done = at + 8
            yield Find(at - 76, done, "devops-token")
    if page.has(
        "pat", "token", "devops", "azdo", "vsts", "visualstudio", "azure", "basic", "password", "ado", "secret"
    ):
        yield from _personal(page)


def _personal(page: Page) -> Iterator[Find]:
    for found in _PAT.finditer(page.text):
        near = page.lower[max(0, found.start() - 60) : found.start()]
        if any(map(str.isdigit, found[0])) and _PAT_NEAR.search(near):
            yield Find(*found.span(), "devops-token")


def cloud_keys(page: Page) -> Iterator[Find]:
    """Give the keys of AWS and Google, and a few other services' tokens that name themselves."""
    if page.has("akia", "asia", "abia", "acca"):
        yield from groups("cloud-key", _AWS, page.text)
    if page.has("aiza", "gocspx", "ya29."):
        yield from groups("cloud-key", _GOOGLE, page.text)
    if page.has("private_key_id"):
        yield from groups("cloud-key", _KEY_ID, page.text)
    if page.has("npm_", "pypi-", "sk-", "hvs."):
        yield from (find for find in groups("bearer-token", _OTHERS, page.text) if _numbered(page.text, find))


def web_tokens(page: Page) -> Iterator[Find]:
    """Give JWTs, and what follows Bearer or Basic."""
    end = 0
    for at in places(page.text, "eyJ"):
        if at >= end and (found := _JWT.match(page.text, at)):
            end = found.end()
            if not _WORD_SIGN.match(page.text[at - 1 : at] if at else "") and _tokenlike(found[0]):
                yield Find(at, _without_stop(page.text, end), "bearer-token")
    if "bearer" in page.lower:
        yield from _schemed(page, _BEARER, _OPAQUE)
    if "basic" in page.lower:
        yield from _schemed(page, _BASIC, _BASE64)


def _tokenlike(value: str) -> bool:
    parts = value.split(".")
    if len(parts) > 1 and len(parts[0]) >= _SHORTEST_JWT // 2 and len(parts[1]) > 3:  # noqa: PLR2004
        return True
    return value.startswith(_JWT_HEADS) and len(value) >= _SHORTEST_JWT


def _schemed(page: Page, scheme: re.Pattern[str], shape: re.Pattern[str]) -> Iterator[Find]:
    for found in scheme.finditer(page.lower):
        if value := shape.match(page.text, found.end()):
            end = _without_stop(page.text, value.end())
            token = page.text[value.start() : end]
            if _credentials(token) if shape is _BASE64 else (values.random(token, least=16) and not values.guid(token)):
                yield Find(value.start(), end, "bearer-token")


def _credentials(token: str) -> bool:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4))
    except binascii.Error:
        return False
    return b":" in raw and raw.isascii() and raw.decode().isprintable()
