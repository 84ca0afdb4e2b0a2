"""Files with a question: which were attached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.slack.text.escape import legible
from bot.slack.text.limits import clip
from bot.usecases.ports import SharedFile

MOST: Final = 5  # files of one question
_NAME, _KIND, _ADDRESS = 120, 100, 1000


def files_of(message: Mapping[str, Any]) -> tuple[SharedFile, ...]:
    """Give what is needed to fetch the files of a message, of the first five."""
    found = [file for file in message.get("files") or () if isinstance(file, Mapping) and file.get("id")]
    return tuple(map(_shared, found[:MOST]))


def is_picture(file: SharedFile) -> bool:
    """Say whether a file is a picture, which holds no text."""
    return file.kind.startswith("image/")


def _shared(file: Mapping[str, Any]) -> SharedFile:
    name = " ".join(legible(str(file.get("name") or file.get("title") or "file")).split())
    size = file.get("size")
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    return SharedFile(
        id=str(file["id"]),
        name=clip(name, _NAME) or "file",
        kind=str(file.get("mimetype") or "")[:_KIND],
        size=size if isinstance(size, int) else 0,
        url=address if len(address) <= _ADDRESS else "",
    )
