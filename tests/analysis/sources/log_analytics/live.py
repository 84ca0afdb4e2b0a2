"""Ask a real workspace every question once, and print how many rows came: a program, since tests stay on this machine."""

import json
import sys
from datetime import UTC, datetime, timedelta

from analysis.sources import kql
from analysis.sources.azure_setup import AzureSetup
from analysis.window import Window


def main(workspace: str) -> None:
    """Print a JSON object: what was asked, and the number of rows of the answer."""
    now = datetime.now(UTC)
    day = Window(now - timedelta(days=1), now)
    log = AzureSetup(workspaces=(workspace,)).workspace()
    aggregating = [name for name in kql.names() if len(kql.load(name).parameters) == 3 and not name.endswith("_rows")]
    counts = {name: len(log.summary(name, day).table) for name in aggregating}
    counts["spans"] = len(log.spans())
    counts["find"] = len(log.find("aztriage-no-such-machine").resources)
    machine = "/subscriptions/x/resourceGroups/x/providers/Microsoft.Compute/virtualMachines/aztriage-no-such-machine"
    counts["about"] = len(log.about(machine, day).events)
    counts["failures"] = len(log.failures(day).events)
    sys.stdout.write(json.dumps(counts))


if __name__ == "__main__":
    main(sys.argv[1])
