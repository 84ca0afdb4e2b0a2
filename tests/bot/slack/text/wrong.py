"""Payloads that Slack refuses, by what is wrong with them, and two that it takes."""

from typing import Any

Blocks = list[dict[str, Any]]


def _section(length: int) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x" * length}}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def _button(name: str, **changed: object) -> dict[str, Any]:
    return {"type": "button", "action_id": name, "text": _plain("x")} | changed


def _actions(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(buttons)}


_FIELD = {"type": "mrkdwn", "text": "x"}
WRONG: dict[str, Blocks] = {
    "section of 3001": [_section(3001)],
    "51 blocks": [{"type": "divider"} for _ in range(51)],
    "header in mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "*x*"}}],
    "header of 151": [{"type": "header", "text": _plain("x" * 151)}],
    "unknown type": [{"type": "sectoin", "text": {"type": "mrkdwn", "text": "x"}}],
    "image without alt text": [{"type": "image", "image_url": "https://example.com/x.png"}],
    "style of a button": [_actions(_button("a", style="warning"))],
    "button of 76": [_actions(_button("a", text=_plain("x" * 76)))],
    "11 fields": [{"type": "section", "fields": [_FIELD] * 11}],
    "field of 2001": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}],
    "empty section": [{"type": "section"}],
    "key that does not exist": [{"type": "divider", "colour": "red"}],
    "26 buttons": [_actions(*(_button(f"a{number}") for number in range(26)))],
    "the same action_id twice": [_actions(_button("a"), _button("a"))],
    "markdown of 12001": [{"type": "markdown", "text": "x" * 12_001}],
    "two markdowns of 14000": [{"type": "markdown", "text": "x" * 7000}] * 2,
    "table of 102 rows": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 102}],
    "empty text": [_section(0)],
}
_POINTS = [{"label": "Mon", "value": 3}, {"label": "Tue", "value": 5}]
FINE: dict[str, Blocks] = {
    "chart": [
        {
            "type": "data_visualization",
            "title": "Failures per day",
            "chart": {
                "type": "line",
                "series": [{"name": "AuthorizationFailed", "data": _POINTS}],
                "axis_config": {"categories": ["Mon", "Tue"]},
            },
        }
    ],
    "everything": [
        {"type": "header", "text": _plain("AuthorizationFailed on vm-web-01")},
        _section(200),
        {"type": "section", "fields": [_FIELD] * 4},
        {"type": "markdown", "text": "### Fix\n1. Ask an owner\n```\naz role assignment create\n```\n"},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "Code"}], [{"type": "raw_text", "text": "14"}]]},
        {"type": "image", "image_url": "https://example.com/trend.png", "alt_text": "Failures", "title": _plain("x")},
        _actions(_button("runbook", style="primary", value="1"), _button("why", value="2")),
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "<https://learn.microsoft.com|Azure docs>"}]},
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "fb",
                    "positive_button": {"text": _plain("Good"), "value": "1"},
                    "negative_button": {"text": _plain("Bad"), "value": "0"},
                }
            ],
        },
    ],
}
