"""The check in front of Bolt: only what Slack signed is read any further.

Bolt parses a body before it checks the signature, answers a malformed header with 500, and logs what it refuses. Here
everything that is not signed as it must be gets 401, unread and unlogged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request

LARGEST_BODY = 1_000_000
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


async def signed_body(request: Request, verifier: SignatureVerifier) -> str | None:
    """Give the body of a request if Slack signed it less than five minutes ago, else None."""
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
        return None
    body = await _bounded(request)
    if body is None or not verifier.is_valid(body, timestamp, signature):
        return None
    return body


async def _bounded(request: Request) -> str | None:
    if _declared(request.headers) > LARGEST_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


def _declared(headers: Mapping[str, str]) -> int:
    declared = headers.get("content-length", "0")
    return int(declared) if re.fullmatch(r"[0-9]{1,12}", declared) else LARGEST_BODY + 1
