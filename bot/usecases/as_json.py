"""Answers as the JSON that scripts rely on; the keys are a contract."""

from __future__ import annotations

from typing import Any

from bot.usecases.answers import ExplainedMatch, Explanation


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
