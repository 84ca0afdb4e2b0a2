"""A report has its numbers first, a chart, and what to do about what matters."""

from dataclasses import replace
from datetime import date, timedelta

from bot.slack.text.limits import validate
from bot.slack.views.report import report
from bot.slack.views.trend import trend
from bot.usecases.answers import BadDeployment
from bot.usecases.delivery_ports import Attachment
from tests.bot.slack.samples import parts, recurring, reported

PICTURE = Attachment("r.png", "Failed operations", "12 failed operations", b"png")


def test_numbers_come_first() -> None:
    """The title names the week; then operations, failures, resources and what is known of them."""
    lines = report(reported(recurring(), recurring(id="c-2", entry="", code="X", count=4))).text.split("\n")
    assert "*What failed in 2026-W46*" == lines[0]
    assert "16 of 1,200 operations failed, on 3 resources." == lines[1]
    assert "75 % of the failures have a page; 1 kind of failure has none." == lines[2]


def test_one_bad_deployment_is_one_line() -> None:
    """A deployment with many failures is named once, with its codes."""
    text = report(reported(recurring(), deployments=(BadDeployment("d-1", 9, ("c-1",)),))).text
    assert "• One bad deployment: 9 failed operations, `AllocationFailed`, correlation id `d-1`" in text


def test_each_state_has_its_list() -> None:
    """Failures stand under what became of them, the most frequent with their first step."""
    clusters = [recurring(state=state, id=state) for state in ("new", "regressed", "escalating", "steady", "gone")]
    text = report(reported(*clusters)).text
    heads = ["New (1)", "Came back (1)", "Growing (1)", "As before (1)", "Gone (1)"]
    assert sorted(text.index(head) for head in heads) == [text.index(head) for head in heads]
    assert 3 == text.count("First: See which sizes are left.")


def test_what_nobody_has_written_down_is_said() -> None:
    """A failure without a page has no fix to show."""
    text = report(reported(recurring(entry="", title="", fix=None))).text
    assert "Nobody has written this down yet." in text


def test_long_lists_are_counted() -> None:
    """What has no room in the message is in the table."""
    clusters = [recurring(id=str(number), code=f"Code{number}") for number in range(12)]
    assert "… and 7 more in the table" in report(reported(*clusters)).text


def test_the_chart_shows_five_weeks() -> None:
    """Each bar is a week, the last one ends with the window; what fails as ever is one series with what is gone."""
    week = date(2026, 11, 10)
    days = ((week, 12), (week - timedelta(days=7), 3), (week - timedelta(days=28), 1))
    (block,) = trend(reported(recurring(days=days), recurring(id="c-2", state="gone", days=((date(2026, 10, 20), 5),))))
    series = {each["name"]: [point["value"] for point in each["data"]] for each in block["chart"]["series"]}
    assert {"New": [1, 0, 0, 3, 12], "As before, or gone": [0, 5, 0, 0, 0]} == series
    assert ["12–18 Oct", "19–25 Oct", "26 Oct–1 Nov", "2–8 Nov", "9–15 Nov"] == block["chart"]["axis_config"][
        "categories"
    ]
    assert () == validate([block])


def test_a_picture_waits_in_case_the_chart_is_refused() -> None:
    """The picture is only carried where there is a chart to stand in for."""
    assert PICTURE == report(reported(recurring()), picture=PICTURE).picture
    assert report(reported(), picture=PICTURE).picture is None


def test_a_week_without_failures_is_good_news() -> None:
    """Nothing failed: said in a sentence, without chart or buttons."""
    shown = report(reported())
    assert "No operation failed, neither in this window nor in the four weeks before." in shown.text
    assert {"header", "rich_text", "context"} == {block["type"] for block in shown.blocks}


def test_buttons_lead_to_what_matters_now() -> None:
    """Each button is a page, the most frequent first; what fails as ever has none, and equal codes are told apart."""
    clusters = [
        recurring(id="1", count=2, entry="a/A", code="CustomScript", title="The script was killed"),
        recurring(id="2", count=9, entry="a/B", code="CustomScript", title="The script is missing"),
        recurring(id="3", count=5, entry="a/C", code="QuotaExceeded"),
        recurring(id="4", count=99, entry="a/D", state="steady"),
    ]
    labels = [
        part["text"]["text"] for part in parts(report(reported(*clusters)).blocks) if part.get("type") == "button"
    ]
    assert [
        "Fix: The script is missing",
        "Fix: QuotaExceeded",
        "Fix: The script was killed",
    ] == labels


def test_a_window_that_is_not_over_is_named_so() -> None:
    """The title of a running week says so, and filters stand beside the numbers."""
    text = report(replace(reported(recurring()), partial=True, filters=("group=rg-*",))).text
    assert "What failed in 2026-W46 so far" in text
    assert ", only group=rg-*." in text
