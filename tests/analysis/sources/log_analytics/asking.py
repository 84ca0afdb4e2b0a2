"""A workspace as the product builds it, but for a credential of the tests and a clock that nobody waits for."""

from datetime import UTC, datetime, timedelta

from analysis.sources.azure_calls import Patience
from analysis.sources.azure_login import Address, Credential, Login
from analysis.sources.log_analytics import Connection, Everywhere, Limits, Workspace
from analysis.sources.resource_graph import HealthAnnotations
from analysis.window import Window
from tests.azure.clock import Waiting
from tests.azure.endpoint import WORKSPACE, Endpoint
from tests.azure.login import FixedCredential

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = Window(datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))


def limits(patience: Patience | None = None, **options: float | timedelta) -> Limits:
    """Give limits with a clock that nobody waits for."""
    return Limits(patience=patience or Waiting().patience(), **options)  # type: ignore[arg-type] # the fields' own types


def workspace(
    azure: Endpoint,
    *,
    limits: Limits,
    workspaces: tuple[str, ...] = (WORKSPACE,),
    credential: Credential | None = None,
    with_graph: bool = False,
) -> Workspace:
    """Give the activity log of workspaces of this Azure; its time is the end of the day that the tests are about."""
    login = Login(credential=credential or FixedCredential())
    address = Address(azure.url, ca=azure.ca)
    places = Everywhere(Connection(login, address, limits=limits), workspaces)
    graph = HealthAnnotations(login, address, patience=limits.patience) if with_graph else None
    return Workspace(places, annotations=graph, clock=lambda: NOW)


def everywhere(azure: Endpoint, *, limits: Limits) -> Everywhere:
    """Give the way to ask the workspace of this Azure."""
    return Everywhere(
        Connection(Login(credential=FixedCredential()), Address(azure.url, ca=azure.ca), limits=limits), (WORKSPACE,)
    )
