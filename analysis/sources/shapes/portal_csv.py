"""Rows of the portal's "Download as CSV": names as the portal shows them, no properties, so no causes."""

from __future__ import annotations

from analysis.sources.shapes.rows import Raw, canonical
from analysis.sources.shapes.values import Fields, text


def fits(row: Fields) -> bool:
    """Tell whether a row comes from the portal's download."""
    return "operation name" in row and ("event initiated by" in row or "correlation id" in row)


def read(row: Fields) -> dict[str, object] | None:
    """Give the canonical columns, None without a time."""
    return canonical(
        Raw(
            shape="portal csv",
            time=row.get("time") or row.get("timestamp"),
            category=row.get("event category"),
            operation=row.get("operation name"),
            status=row.get("status"),
            level=row.get("level"),
            resource_id=_resource(row),
            caller=row.get("event initiated by"),
            correlation_id=row.get("correlation id"),
        )
    )


def _resource(row: Fields) -> str:
    """Give the resource id, built from the columns if they hold its parts; else the name alone."""
    name, kind = text(row.get("resource")).strip(), text(row.get("resource type")).strip()
    names, (provider, *types) = name.strip("/").split("/"), kind.split("/")
    group, subscription = text(row.get("resource group")).strip(), text(row.get("subscription")).strip()
    if name.lower().startswith("/subscriptions/") or "." not in provider or len(names) != len(types) or not group:
        return name
    pairs = "/".join(f"{one}/{two}" for one, two in zip(types, names, strict=True))
    return f"/subscriptions/{subscription.rsplit('/', 1)[-1]}/resourceGroups/{group}/providers/{provider}/{pairs}"
