"""Answers as the JSON that scripts rely on; the keys are a contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.usecases.answers import ExplainedMatch, Explanation, Happening, History


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


def moment(time: datetime) -> str:
    """Give a time as ISO 8601 in UTC, with a fraction only if it has one."""
    text = time.astimezone(UTC).isoformat()
    return text.replace("+00:00", "Z")
