"""What Slack sends when a workflow runs the bot's step.

The keys are those of Slack's own payloads; values are made up.
"""

from typing import Any

from tests.bot.slack.wire import BOT, TEAM

Payload = dict[str, Any]
TOKEN = "xwf" + "p-for-this-run"


def executed(
    *,
    text: str = "AllocationFailed",
    channel: str = "",
    name: str = "Fx0000000001",
    event_id: str = "EvStep1",
    step: str = "explain_azure_error",
    **envelope: object,
) -> Payload:
    """Give the event of the step being run, changed by what is said here."""
    parameter = {"type": "string", "name": "text", "description": "The error", "title": "Text", "is_required": True}
    return {
        "token": "",
        "team_id": TEAM,
        "api_app_id": "A0APP00001",
        "event": {
            "type": "function_executed",
            "function": {
                "id": "Fn0000000001",
                "callback_id": step,
                "title": "Explain an Azure error",
                "description": "",
                "type": "app",
                "input_parameters": [parameter],
                "output_parameters": [parameter],
                "app_id": "A0APP00001",
                "date_created": 1694727597,
                "date_updated": 1698947481,
                "date_deleted": 0,
            },
            "inputs": {"text": text, **({"channel": channel} if channel else {})},
            "function_execution_id": name,
            "workflow_execution_id": "Wx0000000001",
            "event_ts": "1698958075.998738",
            "bot_access_token": TOKEN,
        },
        "type": "event_callback",
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}],
        "event_id": event_id,
        "event_time": 1698958075,
        **envelope,
    }
