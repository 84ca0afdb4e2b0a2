"""What the rows say that report no request: health, incidents of Azure, autoscale, alerts, security, advice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Final

from analysis.sources.shapes.values import Fields, decoded, fields, first, text

Columns = dict[str, str]

# One CamelCase word of two parts or more: VirtualMachineHostCrashed. `Unknown` is none.
_ANNOTATION: Final = re.compile(r"[A-Z][a-z]+(?:[A-Z][A-Za-z0-9]*)+")
_TAG: Final = re.compile(r"<[^<>]{1,500}>")
_CAUSES: Final = {"platform initiated": "platforminitiated", "customer initiated": "userinitiated"}


def read_notice(category: str, properties: Fields) -> Columns:
    """Give the columns that rows of this category fill beside those of every row; empty for other categories."""
    reader = _READERS.get(category.lower())
    return reader(properties) if reader else {}


def health(properties: Fields) -> Columns:
    """Give a transition of Resource Health; storage writes it one level deeper than REST."""
    inside = fields(properties.get("eventproperties")) or properties
    details = text(inside.get("details")).strip()
    named = _ANNOTATION.fullmatch(details) is not None
    return {
        "health": text(first(inside, "currenthealthstatus", "healthstatus")).lower(),
        "health_before": text(inside.get("previoushealthstatus")).lower(),
        "health_cause": _joined(text(first(inside, "cause", "healtheventcause"))),
        "annotation": details if named else text(inside.get("annotationname")),
        "annotation_context": text(inside.get("context")).lower(),
        "annotation_category": text(inside.get("healtheventcategory")).lower(),
        "impact": text(first(inside, "type", "healtheventtype")).lower(),
        "message": text(inside.get("title")).strip(),
        "details": "" if named else details,
    }


def annotation(properties: Fields) -> Columns:
    """Give an annotation or an availability state as Resource Graph and Event Grid write it."""
    context = text(properties.get("context")).lower()
    return {
        "health": text(properties.get("availabilitystate")).lower(),
        "health_before": text(properties.get("previousavailabilitystate")).lower(),
        "health_cause": _CAUSES.get(context, ""),
        "annotation": text(properties.get("annotationname")).strip(),
        "annotation_context": context,
        "annotation_category": text(properties.get("category")).lower(),
        "impact": text(properties.get("impacttype")).lower(),
        "message": text(first(properties, "reason", "title")).strip(),
        "details": text(properties.get("summary")).strip(),
    }


def incident(properties: Fields) -> Columns:
    """Give a row of Service Health: an incident, maintenance or advice of Azure, with services and regions."""
    inside = properties | fields(properties.get("eventproperties"))
    services = list(_services(inside))
    regions = [name for _, regions in services for name in regions] or [text(inside.get("region"))]
    told = first(inside, "communication", "defaultlanguagecontent", "details", "summary")
    names = [name for name, _ in services] or [text(inside.get("service"))]
    return {
        "message": text(first(inside, "title", "defaultlanguagetitle")).strip(),
        "details": _plain(text(told)),
        "tracking_id": text(inside.get("trackingid")).strip(),
        "service": ", ".join(_unique(names)),
        "region": ",".join(_unique(_joined(region) for region in regions)),
        "impact": text(first(inside, "incidenttype", "impacttype")).lower(),
        "annotation_category": text(inside.get("stage")).lower(),
    }


def autoscale(properties: Fields) -> Columns:
    """Give a row of autoscale; `entity` is what it scaled."""
    return {
        "details": text(properties.get("description")).strip(),
        "entity": text(properties.get("resourcename")).lower().rstrip("/"),
    }


def alert(properties: Fields) -> Columns:
    """Give a row of a classic alert."""
    return {
        "message": text(first(properties, "rulename", "name")).strip(),
        "details": text(first(properties, "ruledescription", "description", "condition")).strip(),
        "entity": _an_id(text(first(properties, "resourceid", "targetresourceid"))),
    }


def security(properties: Fields) -> Columns:
    """Give an alert of Defender; `entity` is the attacked resource if it is named by its id."""
    return {
        "message": text(first(properties, "eventname", "alertdisplayname", "threatname")).strip(),
        "details": text(first(properties, "description", "actiontaken", "remediationsteps")).strip(),
        "entity": _an_id(text(first(properties, "compromisedentity", "attackedresource"))),
    }


def recommendation(properties: Fields) -> Columns:
    """Give a piece of Azure Advisor's advice."""
    impact = text(properties.get("recommendationimpact"))
    kind = text(properties.get("recommendationcategory"))
    return {
        "message": text(properties.get("recommendationname")).strip(),
        "details": ", ".join(part for part in (kind, impact and f"impact {impact}") if part),
    }


_READERS: Final[Mapping[str, Callable[[Fields], Columns]]] = {
    "resourcehealth": health,
    "servicehealth": incident,
    "autoscale": autoscale,
    "alert": alert,
    "security": security,
    "recommendation": recommendation,
}


def _services(inside: Fields) -> Iterator[tuple[str, list[str]]]:
    several = decoded(inside.get("impactedservices"))
    for one in several if isinstance(several, list) else []:
        service = fields(one)
        regions = decoded(service.get("impactedregions"))
        names = [text(fields(region).get("regionname")) for region in (regions if isinstance(regions, list) else [])]
        if service:
            yield text(service.get("servicename")).strip(), names


def _unique(names: Iterator[str] | list[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _joined(words: str) -> str:
    return words.replace(" ", "").replace("-", "").lower()


def _an_id(name: str) -> str:
    return name.lower().rstrip("/") if name.startswith("/") else ""


def _plain(markup: str) -> str:
    """Give the words of a communication, which is HTML."""
    return " ".join(unescape(_TAG.sub(" ", markup)).split()) if "<" in markup else markup.strip()
