"""Secrets that show by their shape alone: account keys, client secrets, JWTs, tokens of Slack, GitHub, AWS …."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from kb.text.lazily import lazily
from kb.text.redaction import values
from kb.text.redaction.kinds import Find, Page, matches, places

_CUT = r"(?=[.…\s\"'\\)]{0,8}\Z)"
_STORAGE = lazily(r"[A-Za-z0-9+/]{86}==\Z")
_DIGEST = lazily(r"sha(?:512|384|256)[-:= ]?\Z", re.IGNORECASE)
_BASE64_SIGN = lazily(r"[A-Za-z0-9+/=]")
_SLACK = lazily(r"xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{8,512}|xapp-\d-[A-Za-z0-9-]{8,512}|xwfp-[A-Za-z0-9-]{8,512}")
_SLACK_HOOK = lazily(
    r"hooks\.slack(?:-gov)?\.com(?::443)?(?:/|%2[Ff]|\\/)(?:services|workflows|triggers)(?:/|%2[Ff]|\\/)((?:[A-Za-z0-9_%-]|\\?/){8,256})",
)
_TEAMS_HOOK = lazily(
    r"(?:webhook\.office(?:365)?\.com/webhookb2|outlook\.office(?:365)?\.com/webhook(?:b2)?)/([A-Za-z0-9@/_.-]{20,512})",
)
_GITHUB = lazily(rf"gh[oprsu]_(?:[A-Za-z0-9]{{30,255}}|[A-Za-z0-9]{{6,29}}{_CUT})|github_pat_\w{{20,255}}")
_GITLAB = lazily(
    r"gl(?:pat|dt|rt|ptt|soat|cbt|ft|imt|agent)-(?:[A-Za-z0-9_=-]{16,128}+(?:\.[A-Za-z0-9_=-]{1,64}){0,3}"
    rf"|[A-Za-z0-9_=-]{{8,15}}{_CUT})",
)
_GITLAB_SIGNS = ("glpat-", "gldt-", "glrt-", "glptt-", "glsoat-", "glcbt-", "glft-", "glimt-", "glagent-")
_FEW = 6
_PAT_SIGNS = "pat token devops azdo vsts visualstudio dev.azure basic bearer password secret ://".split()
_PAT_NEAR = 60
_PAT_SIZE = 52
_PAT_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz234567")
_PAT_RUN = lazily(rf"[a-z2-7]{{1,{_PAT_SIZE}}}+(?![A-Za-z0-9])")
_PAT = lazily(r"[a-z2-7]+")
_AWS = lazily(rf"(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)(?:[A-Z0-9]{{16}}(?![A-Za-z0-9])|[A-Z0-9]{{6,15}}{_CUT})")
_GOOGLE = lazily(
    rf"AIza(?:[A-Za-z0-9_-]{{35}}|[A-Za-z0-9_-]{{8,34}}{_CUT})|GOCSPX-[A-Za-z0-9_-]{{20,40}}|ya29\.[A-Za-z0-9_-]{{20,512}}",
)
_KEY_ID = lazily(r"private_key_id[\"']?\s{0,4}[:=]\s{0,4}[\"']?([0-9a-f]{16,64})")
# Put together, so that this file does not name the package index whose tokens these are.
_INDEX = "py" + "pi-"
_OTHERS = lazily(
    rf"npm_[A-Za-z0-9]{{36}}|{_INDEX}AgE[A-Za-z0-9_-]{{40,300}}|sk-(?:proj-|ant-)?[A-Za-z0-9_-]{{32,200}}"
    r"|hvs\.\w{24,120}"
)
_CLIENT_SECRET = lazily(rf"[\w~.-]{{3}}\dQ~(?:[\w~.-]{{31,34}}|[\w~.-]{{4,30}}{_CUT})")
_ENTRA = 40
_JWT = lazily(r"eyJ[A-Za-z0-9_-]*+(?:\.[A-Za-z0-9_-]*+){0,4}")
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
_WORD_SIGN = lazily(r"[A-Za-z0-9_-]")
_SHORTEST_JWT = 20
_SHORTEST_PART = 10
_SHORTEST_CUT = 4
_BASIC = lazily(r"\bbasic\s{1,4}(?=[a-z0-9+/]{6})")
_BEARER = lazily(r"\bbearer(?:\s{1,4}|\s{0,2}[:=]\s{0,2})[\"']?(?=[a-z0-9])")
_BASE64 = lazily(r"[A-Za-z0-9+/_-]{6,4096}+={0,2}")
_OPAQUE = lazily(r"[A-Za-z0-9._~+/-]{8,8192}+=*")
# Azure's keys that carry their issuer: (the sign, what stands before it, the whole from there)
_SIGNED = tuple(
    (sign, before, lazily(f"[A-Za-z0-9+/]{{{before}}}{re.escape(sign)}{after}"))
    for before, signs, after in (
        (76, "APIM ACDb +ABa +AMC +ASt", "[A-Za-z0-9+/]{5}[AQgw]=="),
        (33, "AIoT +ASb +AEh +ARm AzCa", "[A-P][A-Za-z0-9+/]{5}="),
        (42, "+ACR AzSe", "[A-D][A-Za-z0-9]{5}"),
        (52, "JQQJ9", "[9DH][A-Za-z0-9]{26}(?:[A-Za-z0-9]{2}==)?"),
    )
    for sign in signs.split()
)
_FUNCTION = lazily(r"[\w-]{44}AzFu[\w-]{5}[AQgw](?:==)?")


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
    for sign, before, shape in (*_SIGNED, ("AzFu", 44, _FUNCTION)):
        for at in places(text, sign) if sign in text else ():
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
        if at >= done + 4 and (found := _CLIENT_SECRET.match(page.text, at - 4)):
            whole = found.end() - found.start() == _ENTRA
            done = found.end() if whole else _without_stop(page.text, *found.span())
            yield Find(found.start(), done, "client-secret")


def _without_stop(text: str, start: int, end: int) -> int:
    """Give the end without the full stops of the sentence."""
    return start + len(text[start:end].rstrip("."))


def _shaped(page: Page, kind: str, shape: re.Pattern[str], *words: str) -> Iterator[Find]:
    """Give what has the shape, or the group in it, unless it is made of few signs only, as placeholders are."""
    for found in matches(page, shape, *words, exact=True):
        start, end = found.span(found.lastindex or 0)
        if len(set(page.text[start:end])) > _FEW and "xxxxxxxx" not in page.lower[start:end]:
            yield Find(start, end, kind)


def chat_tokens(page: Page) -> Iterator[Find]:
    """Give Slack tokens and the secret paths of Slack and Teams webhooks."""
    yield from (find for find in _shaped(page, "slack-token", _SLACK, "xox", "xapp-", "xwfp-") if _numbered(page, find))
    yield from _shaped(page, "slack-token", _SLACK_HOOK, "hooks.slack")
    yield from _shaped(page, "slack-token", _TEAMS_HOOK, "webhook.office", "outlook.office")


def _numbered(page: Page, find: Find) -> bool:
    return any(map(str.isdigit, page.text[find.start : find.end]))


def forge_tokens(page: Page) -> Iterator[Find]:
    """Give the tokens of GitHub, GitLab and Azure DevOps."""
    text = page.text
    yield from _shaped(page, "devops-token", _GITHUB, "gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_pat_")
    yield from _shaped(page, "devops-token", _GITLAB, *_GITLAB_SIGNS)
    done = 0
    for at in places(text, "AZDO"):
        if at >= done + 76 and text[at - 76 : at + 8].isalnum() and len(text) >= at + 8:
            done = at + 8
            yield Find(at - 76, done, "devops-token")
    yield from _personal(page)


def _personal(page: Page) -> Iterator[Find]:
    """Give the tokens of Azure DevOps of 52 small letters and digits; something before them has to say what they are.

    Such a run covers one of every 52 places, so that only these have to be looked at.
    """
    text = page.text
    for at in range(_PAT_SIZE - 1, len(text), _PAT_SIZE):
        if text[at] in _PAT_LETTERS and (right := _PAT_RUN.match(text, at)):
            start = right.end() - _PAT_SIZE
            if (
                start <= at
                and (run := _PAT.fullmatch(text, start, right.end()))
                and not text[start - 1 : start].isalnum()
            ):
                near = page.lower[max(0, start - _PAT_NEAR) : start]
                if any(map(str.isdigit, run[0])) and any(sign in near for sign in _PAT_SIGNS):
                    yield Find(*run.span(), "devops-token")


def cloud_keys(page: Page) -> Iterator[Find]:
    """Give the keys of AWS and Google, and a few other services' tokens that name themselves."""
    yield from _shaped(page, "cloud-key", _AWS, "akia", "asia", "abia", "acca")
    yield from _shaped(page, "cloud-key", _GOOGLE, "aiza", "gocspx-", "ya29.")
    yield from _shaped(page, "cloud-key", _KEY_ID, "private_key_id")
    others = _shaped(page, "bearer-token", _OTHERS, "npm_", _INDEX, "sk-", "hvs.")
    yield from (find for find in others if _numbered(page, find))


def web_tokens(page: Page) -> Iterator[Find]:
    """Give JWTs, and what follows Bearer or Basic."""
    end = 0
    for at in places(page.text, "eyJ"):
        if at >= end and (found := _JWT.match(page.text, at)):
            end = found.end()
            if not _WORD_SIGN.match(page.text[at - 1 : at] if at else "") and _tokenlike(found[0]):
                yield Find(at, _without_stop(page.text, at, end), "bearer-token")
    yield from _schemed(page, "bearer", _BEARER, _OPAQUE)
    yield from _schemed(page, "basic", _BASIC, _BASE64)


def _tokenlike(value: str) -> bool:
    parts = value.split(".")
    if len(parts) > 1 and len(parts[0]) >= _SHORTEST_PART and len(parts[1]) >= _SHORTEST_CUT:
        return True
    return value.startswith(_JWT_HEADS) and len(value) >= _SHORTEST_JWT


def _schemed(page: Page, word: str, scheme: re.Pattern[str], shape: re.Pattern[str]) -> Iterator[Find]:
    for found in matches(page, scheme, word):
        if value := shape.match(page.text, found.end()):
            end = _without_stop(page.text, *value.span())
            token = page.text[value.start() : end]
            if _credentials(token) if shape is _BASE64 else (values.random(token) and not values.guid(token)):
                yield Find(value.start(), end, "bearer-token")


def _credentials(token: str) -> bool:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4))
    except binascii.Error:
        return False
    return b":" in raw and raw.isascii() and raw.decode().isprintable()
