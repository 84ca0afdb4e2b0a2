import json
from pathlib import Path

import pytest

from tests.bot.cli.running import aztriage


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give settings with a store of the test."""
    return {"AZTRIAGE_STORE": f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}"}


def test_a_history_has_the_keys_of_its_contract() -> None:
    """The JSON of a history holds resource, window, verdict, timeline and gaps."""
    run = aztriage("history", "WEB-01", "--logs", "sample", "--since", "2d", "--json")
    told = json.loads(run.out)

    assert 0 == run.status
    assert {"resource", "window", "verdict", "timeline", "gaps"} <= told.keys()
    assert "platform" == told["verdict"]["by"]
    line = {"time", "kind", "name", "outcome", "code", "entry", "by", "correlation_id", "attempts"}
    assert all(line <= one.keys() for one in told["timeline"])
    assert all(one["time"].endswith("Z") for one in told["timeline"])


def test_a_history_for_people_is_in_their_zone() -> None:
    """Times are shown in the zone that was asked for, with the verdict first and the source last."""
    run = aztriage("history", "web-01", "--since", "2d", "--tz", "Europe/Vienna")

    assert 0 == run.status
    assert "Azure did it" in run.out.splitlines()[1]
    assert "03:14:07" in run.out
    assert "the built-in sample (made-up data)" in run.out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("web-1",), 1, "Did you mean web-01"),
        (("jump-01",), 1, "more than one group"),
        (("web-01", "--logs", "/nowhere/at/all"), 1, "/nowhere/at/all"),
        (("web-01", "--logs", "workspace"), 1, "AZTRIAGE_WORKSPACES"),
        (("web-01", "--since", "soon"), 2, "names no time"),
        (("web-01", "--since", "1d", "--to", "2026-11-12"), 2, "either --since"),
        (("web-01", "--from", "2026-11-12", "--to", "2026-11-01"), 2, "does not lie before"),
        (("web-01", "--tz", "Atlantis"), 2, "no time zone"),
        (("web-01", "--from", "0001-01-01", "--to", "9999-12-31"), 2, "no log of that time"),
        (("  ",), 2, "Name a machine"),
    ],
)
def test_what_cannot_be_told(arguments: tuple[str, ...], status: int, said: str) -> None:
    """A question that cannot be answered ends with 1, a wrong one with 2, each with one sentence and no traceback."""
    run = aztriage("history", *arguments)

    assert status == run.status
    assert said in run.err
    assert "Traceback" not in run.err
    assert "" == run.out


def test_seen_only_outside_the_window() -> None:
    """A machine of the log is answered for any window: with nothing in it, and what cannot be seen."""
    run = aztriage("history", "web-01", "--from", "2020-01-01", "--to", "2020-01-02", "--json")
    told = json.loads(run.out)

    assert (0, "unknown", []) == (run.status, told["verdict"]["by"], told["timeline"])
    assert told["gaps"]


def test_a_question_in_plain_words() -> None:
    """A sentence goes to the question that it asks; who greets is told what can be asked."""
    told = json.loads(aztriage("ask", "who stopped erp-03 yesterday?", "--json").out)
    hello = aztriage("ask", "hello")

    assert "person" == told["verdict"]["by"]
    assert (0, True) == (hello.status, "what fails every week" in hello.out)
    assert (1, "") == (aztriage("ask", "what happened?").status, aztriage("ask", "what happened?").out)
    assert "Confirmed: AllocationFailed" in aztriage("ask", "AllocationFailed").out


def test_a_report_has_the_keys_of_its_contract(settings: dict[str, str]) -> None:
    """The JSON of a report holds window, totals, clusters, coverage and gaps, and equal runs print equal bytes."""
    first = aztriage("report", "--logs", "sample", "--week", "2026-W46", "--format", "json", settings=settings)
    again = aztriage("report", "--logs", "sample", "--week", "2026-W46", "--format", "json", settings=settings)
    made = json.loads(first.out)

    assert first == again
    assert {"window", "totals", "clusters", "coverage", "gaps"} <= made.keys()
    assert {"operations", "failures", "resources"} == made["totals"].keys()
    keys = "id template code entry count previous resources first_seen last_seen state exemplar deployments".split()
    assert all(set(keys) <= one.keys() for one in made["clusters"])
    assert made["coverage"]["total"] == made["totals"]["failures"]


def test_a_report_is_written_into_a_folder(settings: dict[str, str], tmp_path: Path) -> None:
    """A folder gets the page, the table, the JSON, the charts, and a page to begin with for what nobody wrote down."""
    run = aztriage("report", "--logs", "sample", "--out", str(tmp_path / "new" / "report"), settings=settings)
    names = {path.name for path in (tmp_path / "new" / "report").iterdir()}

    assert 0 == run.status
    assert {"report.html", "report.csv", "report.json", "report.png", "report-dark.png", "drafts"} == names
    assert "What failed in 2026-W46" in run.out
    assert "New (" in run.out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--week", "2026-W99"), 2, "such as 2026-W46"),
        (("--week", "2026-W46", "--days", "3"), 2, "not both"),
        (("--only", "owner=me"), 2, "is no filter"),
        (("--logs", "/nowhere"), 1, "/nowhere"),
    ],
)
def test_a_report_that_cannot_be_made(
    arguments: tuple[str, ...], status: int, said: str, settings: dict[str, str]
) -> None:
    """A wrong option ends with 2, a log that cannot be read with 1, each with one sentence."""
    run = aztriage("report", *arguments, settings=settings)

    assert status == run.status
    assert said in run.err
    assert "Traceback" not in run.err


def test_decisions_about_clusters(settings: dict[str, str]) -> None:
    """A cluster is marked as fixed, listed, and taken back; what is no cluster's id is refused."""
    cluster = "509306d47480-a1b2c3"

    assert f"Fixed: {cluster}\n" == aztriage("cases", "fixed", cluster, settings=settings).out
    assert f"{cluster}  fixed" in aztriage("cases", "list", settings=settings).out
    assert 0 == aztriage("cases", "undo", cluster, settings=settings).status
    assert 1 == aztriage("cases", "undo", cluster, settings=settings).status
    assert "Nothing is decided yet.\n" == aztriage("cases", "list", settings=settings).out
    assert 2 == aztriage("cases", "fixed", "nosuch", settings=settings).status


def test_what_a_log_says_stays_one_line(tmp_path: Path) -> None:
    """Control codes and line breaks in a log neither steer the terminal nor forge a line of the answer."""
    machine = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/web-01"
    row = {
        "eventTimestamp": "2026-11-12T10:00:00Z",
        "operationName": {"value": "Microsoft.Compute/virtualMachines/deallocate/action"},
        "status": {"value": "Succeeded"},
        "category": {"value": "Administrative"},
        "resourceId": machine,
        "correlationId": "c-1",
        "caller": "\x1b[31mevil\x1b[0m\n\nVerdict: fake\x1b]0;p\x07\u202e",
    }
    (tmp_path / "log.json").write_text(json.dumps([row]), encoding="utf-8")
    run = aztriage("history", "web-01", "--logs", str(tmp_path), "--from", "2026-11-12", "--to", "2026-11-12")

    assert 0 == run.status
    assert "\x1b" not in run.out
    assert "\u202e" not in run.out
    assert not any(line.startswith("Verdict") for line in run.out.splitlines())


def test_rows_without_causes_get_none(tmp_path: Path) -> None:
    """The portal's table names no errors, so a report on it names no cause."""
    rows = "Correlation id,Operation name,Status,Event category,Level,Time,Subscription,Event initiated by,Resource type,Resource group,Resource\n"
    rows += "c-1,Start Virtual Machine,Failed,Administrative,Error,2026-11-12T10:00:00Z,s,a@contoso.example,Microsoft.Compute/virtualMachines,rg,web-01\n"
    (tmp_path / "log.csv").write_text(rows, encoding="utf-8")
    made = json.loads(aztriage("report", "--logs", str(tmp_path), "--week", "2026-W46", "--format", "json").out)

    assert 1 == made["totals"]["failures"]
    assert [None] == [one["entry"] for one in made["clusters"]]


@pytest.mark.parametrize(
    ("question", "said"),
    [("who deleted web-01 on 31 February", "31 february"), ("what failed on 99.99.2026", "99.99.2026")],
)
def test_a_day_that_is_none(question: str, said: str) -> None:
    """A day that does not exist is asked back, not passed over."""
    run = aztriage("ask", question, "--logs", "sample")

    assert 1 == run.status
    assert said in run.err


def test_a_group_in_a_question_is_a_filter() -> None:
    """A group that a question names narrows the report."""
    made = json.loads(aztriage("ask", "what fails every week in rg-dev?", "--logs", "sample", "--json").out)

    assert ["group=rg-dev"] == made["filters"]
