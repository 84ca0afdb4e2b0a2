"""One message, one call of Slack: posting, editing, posting for one person's eyes, uploading a file."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.usecases.delivery_ports import Message

_QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}


async def send(client: AsyncWebClient, message: Message) -> str:
    """Send a message and give the id under which it stands.

    Raises:
        SlackApiError: Slack refuses it, or is still too busy after the client has waited.
        ClientError: the connection broke more than once.
    """
    return await _SENDERS[message.kind](client, message)


async def _post(client: AsyncWebClient, message: Message) -> str:
    said = await client.chat_postMessage(**_content(message), **_QUIET, thread_ts=message.thread or None)
    return str(said.get("ts") or "")


async def _edit(client: AsyncWebClient, message: Message) -> str:
    said = await client.chat_update(**_content(message), ts=message.edits, link_names=False, parse="none")
    return str(said.get("ts") or message.edits)


async def _whisper(client: AsyncWebClient, message: Message) -> str:
    said = await client.chat_postEphemeral(
        **_content(message), user=message.person, thread_ts=message.thread or None, link_names=False, parse="none"
    )
    return str(said.get("message_ts") or "")


async def _upload(client: AsyncWebClient, message: Message) -> str:
    file = message.attachment
    if file is None:
        raise ValueError("a message of the kind file has no file")
    said = await client.files_upload_v2(
        channel=message.channel,
        thread_ts=message.thread or None,
        filename=file.name,
        title=file.title,
        alt_txt=file.alt,
        content=file.content,
        initial_comment=message.text or None,
    )
    return str((said.get("file") or {}).get("id") or "")


def _content(message: Message) -> dict[str, Any]:
    return {"channel": message.channel, "text": message.text, "blocks": list(message.blocks) or None}


_SENDERS = {"message": _post, "edit": _edit, "private": _whisper, "file": _upload}
