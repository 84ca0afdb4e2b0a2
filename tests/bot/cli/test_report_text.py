from datetime import timedelta

from bot.cli.rendering.parts import console
from bot.cli.rendering.report import show_report
from bot.usecases.answers import Report
from tests.bot.usecases.test_report import MONDAY, failure, report


def shown(answer: Report) -> str:
    """Give the text of a report."""
    out = console(width=100)
    with out.capture() as captured:
        show_report(answer, out)
    return captured.get()


def test_each_cluster_is_named_so_that_it_can_be_decided_on() -> None:
    """A cluster shows who has to act and the id that `aztriage cases` takes."""
    answer = report(failure(MONDAY, code="AllocationFailed", message="Allocation failed."))
    assert f"before 0 · 1 resource · you act · ▁▁▁▁█ · {answer.clusters[0].id}" in shown(answer)


def test_endless_names_are_cut() -> None:
    """A resource with a name of thousands of letters takes one line."""
    text = shown(report(failure(MONDAY, "x" * 5000)))
    assert max(map(len, text.splitlines())) <= 100
    assert 1 == sum("xxx" in line for line in text.split("Where it hurts")[1].splitlines())


def test_backup_items_go_by_their_machine() -> None:
    """The protected item of a backup vault is called by the name at its end."""
    vault = "/subscriptions/s/resourcegroups/rg/providers/microsoft.recoveryservices/vaults/rsv/backupfabrics/azure"
    item = "protectioncontainers/iaasvmcontainer;c;rg;db-04/protecteditems/vm;iaasvmcontainerv2;rg;db-04"
    text = shown(report(failure(MONDAY, resource_id=f"{vault}/{item}")))
    assert "db-04 in rsv" in text


def test_failures_without_cause_need_no_page() -> None:
    """Where the log tells neither code nor message, nobody is asked to write a page, and none is drafted."""
    answer = report(failure(MONDAY, code="", message=""))
    text = shown(answer)
    assert "The log does not say why." in text
    assert "Nobody has written" not in text
    assert "" == answer.clusters[0].draft


def test_what_did_not_occur_is_one_line() -> None:
    """A steady cluster with count 0 is only counted."""
    text = shown(report(failure(MONDAY - timedelta(days=20)) + failure(MONDAY, code="Other", message="Other one.")))
    assert "1 of the weeks before that did not occur, as may be chance" in text
    assert "HouseWidgetStuck" not in text


def test_empty_week() -> None:
    """A week without operations says so, without shares and without blank lines between its numbers."""
    text = shown(report(failure(MONDAY - timedelta(days=40))))
    assert "The log holds no operation of this time.\n\nNo operation failed, neither in" in text


def test_the_small_bars_end_with_the_window() -> None:
    """A cluster that was silent on the window's last days shows its weeks where they were."""
    days = [MONDAY - timedelta(weeks=4), MONDAY - timedelta(weeks=2), MONDAY]
    failures = [failure(day) for day in days]
    answer = report([each for one in failures for each in one])
    assert "█▁█▁█" in shown(answer)
