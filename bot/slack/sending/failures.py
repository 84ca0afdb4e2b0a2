"""What went wrong while sending, and what becomes of the message: later, otherwise, elsewhere, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.slack.sending.client import NoTokenError
from bot.slack.sending.payloads import elsewhere, plainly, without_chart, without_file
from bot.usecases.delivery_ports import Message, Outgoing

# After the first, second … attempt; the last one counts for all others.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800))
TOKEN_PAUSE = timedelta(minutes=10)
# An answer that is older helps nobody any more.
LIFETIME = timedelta(hours=24)

Kind = Literal["busy", "broken", "token", "content", "place", "file", "edit", "gone", "other"]
_CODES: dict[Kind, frozenset[str]] = {
    "busy": frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"}),
    "broken": frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "upload_failed"}),
    "token": frozenset(
        """token_revoked token_expired invalid_auth not_authed account_inactive access_denied org_login_required
        ekm_access_denied team_access_not_granted""".split()
    ),
    "content": frozenset(
        """invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long invalid_attachments no_text
        block_mismatch markdown_text_conflict too_many_attachments""".split()
    ),
    "place": frozenset(
        """channel_not_found not_in_channel is_archived user_not_in_channel restricted_action thread_locked
        restricted_action_read_only_channel restricted_action_thread_only_channel cannot_reply_to_message
        restricted_action_thread_locked restricted_action_non_threadable_channel messages_tab_disabled no_permission
        is_inactive user_not_found cannot_dm_bot""".split()
    ),
    "file": frozenset(
        """missing_scope file_uploads_disabled file_upload_size_restricted storage_limit_reached posting_disabled
        blocked_file_type unknown_subtype invalid_channel file_not_found not_allowed_token_type""".split()
    ),
    "edit": frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"}),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message did not get through: Slack's own code or the kind of broken connection; the wait it asks for."""

    code: str
    kind: Kind
    wait: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Later:
    """Try the same message again at a time."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Instead:
    """Send other messages in its place; none means that nothing more can be done."""

    messages: tuple[Message, ...]


def failure(error: Exception, *, sending: Message) -> Failure | None:
    """Give what an error while sending means, or None if it is a bug of ours."""
    if isinstance(error, SlackApiError):
        return _refused(error, sending)
    if isinstance(error, NoTokenError):
        return Failure(error.code, "gone" if error.code == "not_installed" else "token")
    if isinstance(error, SlackRequestError):
        return Failure("upload_failed", "broken")
    if isinstance(error, ClientError | TimeoutError | OSError):
        return Failure(type(error).__name__, "broken")
    return None


def next_step(out: Outgoing, failed: Failure, *, now: datetime) -> Later | Instead:
    """Give what becomes of a message that failed."""
    message = out.message
    if failed.kind in {"busy", "broken", "token"}:
        later = now + _pause(out, failed)
        return Later(later) if later - out.written < LIFETIME else Instead(())
    if failed.kind in {"gone", "edit"}:  # who took the bot away is told nothing more
        return Instead((replace(message, kind="message", edits=""),) if failed.kind == "edit" else ())
    if failed.kind == "place":
        return Instead(elsewhere(message, why=failed.code))
    if message.kind == "file":
        return Instead(without_file(message, why=failed.code))
    # Whatever Slack has against it: as text it may do. An error that nobody foresaw may pass.
    if message.blocks or failed.kind == "content" or out.attempts >= len(PAUSES):
        return Instead(without_chart(message) or plainly(message))
    return Later(now + _pause(out, failed))


def _pause(out: Outgoing, failed: Failure) -> timedelta:
    if failed.kind == "busy" and failed.wait:
        return failed.wait
    usual = TOKEN_PAUSE if failed.kind == "token" else PAUSES[min(out.attempts, len(PAUSES) - 1)]
    return max(usual, failed.wait)


def _refused(error: SlackApiError, sending: Message) -> Failure:
    response = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 200)
    code = _code(response) or f"http_{status}"
    wait = _wait(getattr(response, "headers", None) or {})
    if status == 429:  # noqa: PLR2004 - the status itself
        return Failure(code, "busy", wait)
    if status >= 500:  # noqa: PLR2004 - the status itself
        return Failure(code, "broken", wait)
    return Failure(code, _kind(code, sending), wait)


def _kind(code: str, sending: Message) -> Kind:
    if sending.kind == "edit" and code in _CODES["edit"]:
        return "edit"
    if sending.kind == "file" and code in _CODES["file"]:
        return "file"
    return next((kind for kind, codes in _CODES.items() if code in codes and kind not in {"edit", "file"}), "other")


def code_of(error: SlackApiError) -> str:
    """Give Slack's own code for an error, "" if it said none."""
    return _code(error.response)


def _code(response: object) -> str:
    try:
        said = response.get("error") if hasattr(response, "get") else None
    except ValueError:  # an answer that is no JSON
        return ""
    return str(said or "")


def _wait(headers: Mapping[str, object]) -> timedelta:
    for name, value in headers.items():
        said = str(value[0] if isinstance(value, list) else value)
        if name.lower() == "retry-after" and re.fullmatch(r"[0-9]{1,6}", said):
            return timedelta(seconds=int(said))
    return timedelta()
