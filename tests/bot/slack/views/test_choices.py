"""A question that cannot be answered as it was put is answered with what to do next."""

from bot.slack.views.choices import never_seen, not_readable, several_machines, which_machine
from bot.slack.views.view import View
from bot.usecases.answers import NeverSeen, NotReadable, SeveralMachines
from tests.bot.slack.samples import parts

HERE, THERE = (
    f"/subscriptions/{name}/resourceGroups/rg-{name}/providers/Microsoft.Compute/virtualMachines/dc-01"
    for name in ("11112222-a", "33334444-b")
)


def asked_by_buttons(view: View) -> list[str]:
    """Give the questions that the buttons of a message ask."""
    return [part["value"] for part in parts(view.blocks) if part.get("type") == "button"]


def test_names_like_it_are_buttons() -> None:
    """Who mistypes a name picks the right one; the names stand in the text as well."""
    shown = never_seen(NeverSeen("web-1", ("web-01", "web-02"), "2 files"))
    assert ["what happened to `web-01`?", "what happened to `web-02`?"] == asked_by_buttons(shown)
    assert "No machine of the name `web-1` stands in 2 files." in shown.text
    assert "• `web-01`" in shown.text


def test_without_a_name_like_it_there_is_a_hint() -> None:
    """Then the answer says how a machine can be named."""
    assert "A resource id works as well." in never_seen(NeverSeen("zzz", (), "2 files")).text


def test_machines_of_one_name_are_told_apart() -> None:
    """Each button names group and subscription, and asks by the resource id."""
    shown = several_machines(SeveralMachines("dc-01", (HERE, THERE), "2 files"))
    labels = [part["text"]["text"] for part in parts(shown.blocks) if part.get("type") == "button"]
    assert ["rg-11112222-a (11112222…)", "rg-33334444-b (33334444…)"] == labels
    assert [f"what happened to {HERE} ?", f"what happened to {THERE} ?"] == asked_by_buttons(shown)


def test_more_machines_than_buttons_are_counted() -> None:
    """Five are shown; for the rest the resource id helps."""
    many = tuple(HERE.replace("dc-01", f"dc-{number}") for number in range(8))
    assert "… and 3 more; ask with the resource id." in several_machines(SeveralMachines("dc", many, "x")).text


def test_a_log_that_cannot_be_read_says_what_to_do() -> None:
    """The reason is shown as it is."""
    assert "Log in with `az login`." in not_readable(NotReadable("Log in with `az login`.")).text


def test_a_question_without_a_machine_asks_back() -> None:
    """With an example that can be copied."""
    assert "what happened to web-01 since yesterday?" in which_machine().text
