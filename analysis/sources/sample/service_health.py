"""What Azure says about troubles of its own services."""

from __future__ import annotations

import json
from datetime import datetime

from analysis.sources.sample.chance import guid
from analysis.sources.sample.rows import Row, Status
from analysis.sources.sample.truth import stamp


def service_health(  # noqa: PLR0913 - what a service-health row says
    at: datetime,
    subscription: str,
    *,
    status: Status,
    tracking: str,
    title: str,
    communication: str,
    began: datetime,
    regions: tuple[str, ...],
    service: str,
) -> Row:
    """Give the row by which Azure says that a service of its own is in trouble."""
    impacted = [{"ImpactedRegions": [{"RegionName": region} for region in regions], "ServiceName": service}]
    properties: dict[str, object] = {
        "title": title,
        "service": service,
        "region": ",".join(regions),
        "communication": communication,
        "incidentType": "Incident",
        "trackingId": tracking,
        "impactStartTime": stamp(began),
        "impactedServices": json.dumps(impacted, separators=(",", ":")),
        "defaultLanguageTitle": title,
        "defaultLanguageContent": communication,
        "stage": status,
        "communicationId": guid("communication", tracking, status)[:8],
        "version": "0.1.1",
    }
    correlation = guid("service", tracking, subscription)
    return Row(
        at,
        "ServiceHealth",
        "Microsoft.ServiceHealth/incident/action",
        f"/subscriptions/{subscription}",
        status,
        correlation,
        "",
        guid(correlation, status),
        "Warning" if status == "Active" else "Informational",
        None,
        0,
        0,
        "global",
        False,  # noqa: FBT003 - one vocabulary
        properties,
    )
