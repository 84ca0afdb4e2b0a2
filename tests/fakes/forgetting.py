"""Forgetting a workspace in all fakes that hold something of it."""

from typing import Protocol


class Forgetful(Protocol):
    """A fake that can forget a workspace."""

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        ...


class FakeForgetting:
    """The port Forgetting; tests may look at `forgotten`."""

    def __init__(self, *fakes: Forgetful) -> None:
        self._fakes = fakes
        self.forgotten: list[str] = []

    def forget_workspace(self, workspace: str) -> int:
        """Forget, all together, what came from a workspace; gives how many rows."""
        self.forgotten.append(workspace)
        return sum(fake.forget_workspace(workspace) for fake in self._fakes)
