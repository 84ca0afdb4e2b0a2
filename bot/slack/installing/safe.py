"""The safe: tokens are sealed before the store sees them, by a key that the store does not have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class BadKeyError(ValueError):
    """A key cannot be used; the message says what to do and holds nothing of the key."""


def new_key() -> str:
    """Give a new key, 256 random bits as text."""
    return Fernet.generate_key().decode()


class Safe:
    """Seals with the first of its keys, and opens what any of them sealed."""

    def __init__(self, keys: str) -> None:
        """Take keys with commas between, the newest first.

        Raises:
            BadKeyError: there is none, or one of them is no key.
        """
        given = [key.strip() for key in keys.split(",") if key.strip()]
        if not given:
            raise BadKeyError("AZTRIAGE_SLACK_KEYS is empty: make a key with `aztriage slack-key`.")
        try:
            fernets = [Fernet(key) for key in given]
        except ValueError:
            raise BadKeyError(
                "AZTRIAGE_SLACK_KEYS holds something that is no key: make one with `aztriage slack-key`, "
                "and put commas between several."
            ) from None
        self._newest, self._all = fernets[0], MultiFernet(fernets)

    def seal(self, content: Mapping[str, Any]) -> bytes:
        """Give the content so that only the keys can open it, and any change to it shows."""
        return self._newest.encrypt(json.dumps(content).encode())

    def open(self, sealed: bytes) -> dict[str, Any] | None:
        """Give what was sealed, or None if none of the keys opens it."""
        try:
            content: dict[str, Any] = json.loads(self._all.decrypt(sealed))
        except InvalidToken:
            return None
        return content

    def resealed(self, sealed: bytes) -> bytes | None:
        """Give the same under the first key, or None if it is sealed with that already, or cannot be opened."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            try:
                return self._all.rotate(sealed)
            except InvalidToken:
                return None
        return None
