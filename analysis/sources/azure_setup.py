"""What has to be known to ask Azure, and the log that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.sources.azure_login import CLOUDS, Address, CloudName, Credential, Login

if TYPE_CHECKING:
    from analysis.sources.log_analytics import Workspace
    from analysis.sources.resource_graph import HealthAnnotations


@dataclass(frozen=True, slots=True, kw_only=True)
class AzureSetup:
    """Which workspaces (ids) to ask, where, and how long; empty addresses are those of the cloud.

    `subscriptions` narrows the rows to these, empty takes all. `ca` is a file of authorities to trust in place of the
    usual ones. `named_login` asks for AZURE_TOKEN_CREDENTIALS to be set. `query_seconds` is for one query,
    `answer_seconds` and `most_rows` for one answer. Of more than `report_rows` rows of failures a report has the
    workspaces count; `reach_days` is how far back names are looked up.
    """

    workspaces: tuple[str, ...] = ()
    subscriptions: tuple[str, ...] = ()
    cloud: CloudName = "public"
    endpoint: str = ""
    audience: str = ""
    manager: str = ""
    ca: Path | None = None
    named_login: bool = False
    query_seconds: int = 60
    answer_seconds: float = 180
    most_rows: int = 500_000
    report_rows: int = 20_000
    reach_days: int = 90

    def login(self, credential: Credential | None = None) -> Login:
        """Give the login of this process; a credential given takes the place of Azure's default one."""
        return Login(cloud=self.cloud, named=self.named_login, credential=credential)

    def workspace(self, credential: Credential | None = None) -> Workspace:
        """Give the activity log of these workspaces; nothing is asked yet, and Azure's packages are not loaded."""
        from analysis.sources.log_analytics import Connection, Everywhere, Limits, Workspace  # noqa: PLC0415 - pandas

        limits = Limits(
            query_seconds=self.query_seconds,
            answer_seconds=self.answer_seconds,
            most_rows=self.most_rows,
            report_rows=self.report_rows,
            reach=timedelta(days=self.reach_days),
        )
        login = self.login(credential)
        address = Address(self.endpoint or CLOUDS[self.cloud].logs, self.audience, self.ca)
        everywhere = Everywhere(Connection(login, address, limits=limits), self.workspaces, self.subscriptions)
        return Workspace(everywhere, annotations=self.annotations(login))

    def annotations(self, login: Login | None = None) -> HealthAnnotations:
        """Give the Resource Graph's health annotations; nothing is asked yet."""
        from analysis.sources.resource_graph import HealthAnnotations  # noqa: PLC0415 - pandas

        address = Address(self.manager or CLOUDS[self.cloud].manager, "", self.ca)
        return HealthAnnotations(login or self.login(), address)
