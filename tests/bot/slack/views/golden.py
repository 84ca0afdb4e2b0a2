"""Every view as the JSON that Slack gets. `python -m tests.bot.slack.views.golden` writes it anew: look at the diff."""

import json
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

from bot.slack.views import modals
from bot.slack.views.choices import never_seen, not_readable, several_machines, which_machine
from bot.slack.views.explanation import explanation
from bot.slack.views.help import help_message, picture
from bot.slack.views.history import history
from bot.slack.views.refusals import outsiders, trouble
from bot.slack.views.report import report
from bot.slack.views.rotation import rotation
from bot.slack.views.view import View
from bot.usecases.answers import (
    ChainLink,
    Evidence,
    NeverSeen,
    NotReadable,
    RedactionCount,
    SeveralMachines,
    Verdict,
)
from tests.bot.slack.samples import ALLOCATION, MACHINE, answer, recurring, reported, told
from tests.bot.slack.views.golden_edges import edge_messages, edge_windows
from tests.bot.slack.views.golden_heard import heard_messages
from tests.bot.slack.views.golden_home import home_tabs
from tests.bot.slack.views.golden_team import team_messages, team_windows

FOLDER = Path(__file__).with_name("golden")
_QUOTA = replace(ALLOCATION, entry="compute/QuotaExceeded", code="QuotaExceeded", title="The quota is used up", error=1)
_EVIDENCE = (Evidence("code", "AllocationFailed", 0, 16), Evidence("similar", "no capacity", None, None))
_CHAIN = (ChainLink(0, "DeploymentFailed", "At least one failed."), ChainLink(0, "AllocationFailed", "No capacity."))


def shown() -> dict[str, View]:
    """Give every message by name."""
    rotated = rotation([("storage-account-key", 1)])
    assert rotated is not None
    known = answer(
        matches=(replace(ALLOCATION, evidence=_EVIDENCE), _QUOTA),
        chain=_CHAIN,
        entities={"vm": ("vm-web-01",), "region": ()},
        redactions=(RedactionCount("storage-account-key", 1),),
    )
    return {
        "explanation": explanation(known),
        "explanation-unknown": explanation(answer(nearest=(ALLOCATION, _QUOTA))),
        "explanation-unlisted": explanation(
            answer(unlisted=("FabricUpset",), chain=(ChainLink(0, "FabricUpset", "?"),))
        ),
        "help": help_message(),
        "history": history(told(), zone=UTC),
        "history-quiet": history(told(timeline=(), explained=(), verdict=Verdict("unknown", ())), zone=UTC),
        "never-seen": never_seen(NeverSeen("web-1", ("web-01", "web-02"), "2 files in exports")),
        "not-readable": not_readable(NotReadable("No one is logged in to Azure. Run `az login`, then ask again.")),
        "outsiders": outsiders(),
        "picture": picture(),
        "report": report(reported(recurring(), recurring(id="c-2", state="gone", count=0, previous=4))),
        "report-nothing": report(reported()),
        "rotation": rotated,
        "several-machines": several_machines(SeveralMachines("vm-web-01", (MACHINE, f"{MACHINE}x"), "2 files")),
        "trouble": trouble("a1b2c3"),
        "which-machine": which_machine(),
        **edge_messages(),
        **heard_messages(),
        **team_messages(),
    }


def windows() -> dict[str, modals.Modal]:
    """Give every window by name."""
    return {
        "window-page": modals.page_modal(ALLOCATION),
        "window-no-page": modals.no_page_modal("compute/Gone"),
        "window-why": modals.why_modal([["code", "AllocationFailed"]], [["AllocationFailed", "No capacity."]]),
        "window-paste": modals.paste_modal({"channel": "C1", "team": "T1"}),
        "window-waiting": modals.waiting_modal(),
        **edge_windows(),
        **team_windows(),
    }


def golden() -> dict[str, dict[str, Any]]:
    """Give what Slack gets for each view, by name."""
    messages = {name: {"text": view.text, "blocks": list(view.blocks)} for name, view in shown().items()}
    return messages | windows() | home_tabs()


def path_of(name: str) -> Path:
    """Give the file of a view."""
    return FOLDER / f"{name}.json"


def written(view: dict[str, Any]) -> str:
    """Give a view as it stands in its file."""
    return json.dumps(view, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every file anew, and take away those of views that are no more."""
    views = golden()
    for old in FOLDER.glob("*.json"):
        if old.stem not in views:
            old.unlink()
    for name, view in views.items():
        path_of(name).write_text(written(view), encoding="utf-8")


if __name__ == "__main__":
    main()
