"""Answers as the JSON that scripts rely on; the keys are a contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.usecases.answers import ExplainedMatch, Explanation, Happening, History, RecurringFailure, Report


def explanation_as_json(answer: Explanation) -> dict[str, Any]:
    """Give an explanation as plain values."""
    return {
        "matches": [_match(one) for one in answer.matches],
        "nearest": [_match(one) for one in answer.nearest],
        "unlisted": list(answer.unlisted),
        "chain": [{"error": one.error, "code": one.code, "message": one.message} for one in answer.chain],
        "entities": {kind: list(names) for kind, names in answer.entities.items()},
        "redactions": [{"kind": one.kind, "count": one.count} for one in answer.redactions],
        "notices": list(answer.notices),
        "knowledge": answer.knowledge_version,
        "elapsed_ms": answer.elapsed_ms,
    }


def _match(match: ExplainedMatch) -> dict[str, Any]:
    return {
        "entry": match.entry,
        "code": match.code,
        "title": match.title,
        "confidence": match.confidence,
        "grade": match.grade,
        "error": match.error,
        "meaning": match.meaning,
        "causes": list(match.causes),
        "evidence": [
            {"kind": one.kind, "text": one.text, "start": one.start, "end": one.end} for one in match.evidence
        ],
        "fixes": [{"text": one.text, "command": one.command, "effect": one.effect} for one in match.fixes],
        "references": [{"title": one.title, "url": one.url} for one in match.references],
        "act": match.act,
        "retry": match.retry,
    }


def history_as_json(answer: History) -> dict[str, Any]:
    """Give a history as plain values; times in UTC."""
    return {
        "resource": answer.resource,
        "name": answer.name,
        "window": {"from": moment(answer.window.start), "to": moment(answer.window.end)},
        "verdict": {"by": answer.verdict.by, "why": list(answer.verdict.why)},
        "timeline": [_happening(one) for one in answer.timeline],
        "explained": [_match(one) for one in answer.explained],
        "gaps": [one.text for one in answer.gaps],
        "source": answer.source,
        "knowledge": answer.knowledge_version,
    }


def _happening(one: Happening) -> dict[str, Any]:
    return {
        "time": moment(one.time),
        "end": moment(one.end) if one.end is not None else None,
        "kind": one.kind,
        "name": one.name,
        "outcome": one.outcome,
        "code": one.code or None,
        "entry": one.entry or None,
        "by": one.by,
        "correlation_id": one.correlation_id or None,
        "attempts": one.attempts,
        "who": one.who or None,
        "message": one.message or None,
        "resource": one.resource,
        "folded": one.folded,
    }


def report_as_json(answer: Report) -> dict[str, Any]:
    """Give a report as plain values; times in UTC, days in its zone."""
    return {
        "window": {"from": moment(answer.window.start), "to": moment(answer.window.end), "name": answer.name},
        "zone": answer.zone,
        "partial": answer.partial,
        "totals": {
            "operations": answer.totals.operations,
            "failures": answer.totals.failures,
            "resources": answer.totals.resources,
        },
        "clusters": [cluster_as_json(one) for one in answer.clusters],
        "deployments": [
            {"id": one.id, "failures": one.failures, "clusters": list(one.clusters)} for one in answer.deployments
        ],
        "resources": [{"resource": name, "count": count} for name, count in answer.resources],
        "coverage": {"covered": answer.covered, "total": answer.totals.failures},
        "filters": list(answer.filters),
        "gaps": [one.text for one in answer.gaps],
        "source": answer.source,
        "knowledge": answer.knowledge_version,
    }


def cluster_as_json(one: RecurringFailure) -> dict[str, Any]:
    """Give one cluster of a report as plain values."""
    return {
        "id": one.id,
        "template": one.template,
        "detail": one.detail or None,
        "code": one.code or None,
        "entry": one.entry or None,
        "title": one.title or None,
        "act": one.act or None,
        "fix": {"text": one.fix.text, "command": one.fix.command, "effect": one.fix.effect} if one.fix else None,
        "draft": one.draft or None,
        "count": one.count,
        "previous": one.previous,
        "baseline": one.baseline,
        "rate": one.rate,
        "resources": one.resources,
        "top_resources": [{"resource": name, "count": count} for name, count in one.top_resources],
        "first_seen": moment(one.first_seen),
        "last_seen": moment(one.last_seen),
        "state": one.state,
        "exemplar": one.exemplar,
        "deployments": list(one.deployments),
        "days": {day.isoformat(): count for day, count in one.days},
        "asked": one.asked,
    }


def moment(time: datetime) -> str:
    """Give a time as ISO 8601 in UTC, with a fraction only if it has one."""
    text = time.astimezone(UTC).isoformat()
    return text.replace("+00:00", "Z")
