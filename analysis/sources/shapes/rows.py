"""One row of any shape, brought to canonical columns: what all shapes share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from analysis.sources.shapes import words
from analysis.sources.shapes.callers import read_caller
from analysis.sources.shapes.failure import read_failure
from analysis.sources.shapes.notices import annotation, read_notice
from analysis.sources.shapes.policies import read_policies
from analysis.sources.shapes.values import Fields, fields, first, moment, text, whole


@dataclass(slots=True, kw_only=True)
class Raw:
    """The fields of one row by what they mean, values as its shape holds them, properties by lower-case names."""

    shape: str
    time: object
    submitted: object = None
    category: object = None
    operation: object = None
    operation_id: object = None
    status: object = None
    substatus: object = None
    level: object = None
    resource_id: object = None
    caller: object = None
    caller_ip: object = None
    correlation_id: object = None
    event_id: object = None
    claims: object = None
    authorization: object = None
    properties: Fields = field(default_factory=dict)
    description: object = None
    region: object = None


def canonical(raw: Raw) -> dict[str, object] | None:
    """Give the canonical columns of a row, without those it leaves empty; None if it has no plausible time."""
    time = moment(raw.time)
    if time is None:
        return None
    properties = raw.properties
    found = _requested(raw, properties)
    found |= _told(raw, properties, found)
    found |= {"shape": raw.shape, "region": found.get("region") or text(raw.region).replace(" ", "").lower()}
    columns: dict[str, object] = {name: value for name, value in found.items() if value}
    columns["time"] = time
    submitted = moment(first(properties, "eventsubmissiontimestamp", "submissiontimestamp") or raw.submitted)
    return columns | ({"submitted": submitted} if submitted else {})


def read_properties(given: object) -> Fields:
    """Give the properties or claims of a row by lower-case names; Azure PowerShell wraps them in Content."""
    found = fields(given)
    return fields(found["content"]) if len(found) == 1 and "content" in found else found


def _requested(raw: Raw, properties: Fields) -> dict[str, str]:
    """Give who asked for what on which resource, and what became of it."""
    allowed = fields(raw.authorization)
    label = _operation(text(raw.operation).strip(), text(allowed.get("action")).strip())
    resource, spelling = _resource(raw, properties, allowed)
    evidence = fields(allowed.get("evidence"))
    who = read_caller(text(raw.caller), read_properties(raw.claims), text(evidence.get("principaltype")))
    substatus = text(raw.substatus).strip()
    return {
        "category": words.category(text(first(properties, "eventcategory") or raw.category), label[0]),
        "operation": label[0],
        "operation_label": label[1],
        "status": words.status(text(raw.status)),
        "substatus": substatus,
        "http_status": words.http_status(text(properties.get("statuscode")), substatus),
        "level": words.level(text(raw.level)),
        "resource_id": resource,
        "resource_label": spelling,
        "caller": who.name,
        "caller_kind": who.kind,
        "caller_ip": text(raw.caller_ip).strip(),
        "claims": who.claims,
        "correlation_id": text(raw.correlation_id).strip().lower(),
        "operation_id": text(raw.operation_id).strip().lower(),
        "event_id": text(raw.event_id or properties.get("eventdataid")).strip().lower(),
    }


def _told(raw: Raw, properties: Fields, found: dict[str, str]) -> dict[str, str]:
    """Give why it failed and what else the row tells."""
    failure = read_failure(properties, failed=found["status"] == "failed")
    request = whole(first(properties, "requestbody", "requestcontent") or properties.get("responsebody"))
    told = {
        "error_code": failure.codes[-1] if failure.codes else "",
        "error_codes": " > ".join(failure.codes),
        "message": failure.message or _said(properties, found),
        "status_message": failure.status_message or text(properties.get("responsebody") if failure.codes else ""),
        "policies": read_policies(properties, failure.status_message, failure.message),
        "entity": _entity(properties, found["resource_id"]),
        "request": request,
    }
    about = annotation(properties) if raw.shape in ("health resources", "event grid") else {}
    about = about or read_notice(found["category"], properties)
    described = {"details": text(raw.description).strip()} if not about.get("details") else {}
    return told | {name: value for name, value in (described | about).items() if value or name not in told}


def _operation(label: str, action: str) -> tuple[str, str]:
    """Give the operation (lower case) and its spelling; legacy rows spell it for people, then the action names it."""
    return (action if action and "/" not in label else label).lower(), label or action


def _resource(raw: Raw, properties: Fields, allowed: Fields) -> tuple[str, str]:
    """Give the resource id (lower case) and its best spelling: mixed case tells more than one case."""
    return _spelt(text(raw.resource_id), text(properties.get("entity")), text(allowed.get("scope")))


@lru_cache(maxsize=16_384)
def _spelt(*given: str) -> tuple[str, str]:
    spellings = [one.strip().rstrip("/") for one in given]
    own = spellings[0] or next((one for one in spellings[1:] if one.startswith("/")), "")
    same = [one for one in spellings if one.lower() == own.lower()]
    return own.lower(), max(same, key=spelling_rank, default=own)


def spelling_rank(resource_id: str) -> int:
    """Give how much the casing of a resource id tells: 2 for mixed case, 1 for lower, 0 for upper."""
    names = resource_id.split("/providers/", 1)[-1]
    return 0 if resource_id.isupper() else 1 if names.islower() else 2


def _said(properties: Fields, found: dict[str, str]) -> str:
    """Give what a row says about itself, unless that is its operation once more."""
    said = text(first(properties, "title", "message")).strip()
    return "" if said.lower() in (found["operation"], found["operation_label"].lower()) else said


def _entity(properties: Fields, resource: str) -> str:
    other = text(first(properties, "entity", "targetresourceid")).strip().lower().rstrip("/")
    return "" if other == resource else other
