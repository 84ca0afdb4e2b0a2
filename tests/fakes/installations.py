"""Installations in a dictionary."""

from collections.abc import Sequence
from datetime import datetime


class FakeInstallations:
    """The port Installations."""

    def __init__(self) -> None:
        self._blobs: dict[str, bytes] = {}

    def put(self, workspace: str, blob: bytes, *, at: datetime) -> None:
        """Keep the tokens of a workspace, in place of older ones."""
        self._blobs[workspace] = blob

    def get(self, workspace: str) -> bytes | None:
        """Give the tokens of a workspace, or None if it has none."""
        return self._blobs.get(workspace)

    def drop(self, workspace: str) -> None:
        """Forget the tokens of a workspace, if there are any."""
        self._blobs.pop(workspace, None)

    def workspaces(self) -> Sequence[str]:
        """Give the workspaces that have tokens, in order."""
        return sorted(self._blobs)

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        return int(self._blobs.pop(workspace, None) is not None)
