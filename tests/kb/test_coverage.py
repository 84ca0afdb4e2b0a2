import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.coverage import Coverage, coverage, met_codes

KNOWN = {"allocationfailed", "virtualmachinestarted", "powerstate/deallocated"}
CODES = st.from_regex(r"[A-Z][a-z]{2,9}[A-Z][a-z]{2,9}", fullmatch=True)


def is_known(code: str) -> bool:
    """Say whether a code is one of the known ones, in any casing."""
    return code.lower() in KNOWN


def counts(text: str) -> dict[str, int]:
    """Give the codes met in a text."""
    return dict(met_codes(text, is_known=is_known).counts)


def failed_row(code: str) -> dict:
    """Give a row of an activity log whose status message wraps a code."""
    error = {
        "code": "ResourceDeploymentFailure",
        "message": "It failed.",
        "details": [{"code": code, "message": "Why."}],
    }
    status = json.dumps({"status": "Failed", "error": error})
    return {
        "operationName": {"value": "Microsoft.Compute/virtualMachines/write"},
        "status": {"value": "Failed", "localizedValue": "Failed"},
        "properties": {"statusCode": "Conflict", "statusMessage": status},
    }


def test_codes_without_a_page_come_most_frequent_first() -> None:
    """Equal counts come in the order of the alphabet, and known codes are only counted."""
    found = coverage({"NoRoom": 2, "AllocationFailed": 5, "NoDisk": 2, "NoWay": 7}, is_known=is_known)

    assert Coverage(4, 1, 16, 5, (("NoWay", 7), ("NoDisk", 2), ("NoRoom", 2))) == found


def test_spellings_of_one_code_are_counted_together() -> None:
    """The spelling that was met most is shown."""
    found = coverage({"noroom": 1, "NoRoom": 2, "ALLOCATIONFAILED": 1}, is_known=is_known)

    assert Coverage(2, 1, 4, 1, (("NoRoom", 3),)) == found


def test_json_lines_with_a_code_count_as_that_code() -> None:
    """A `count` says how often; a number may be a code."""
    lines = '{"code": "NoRoom", "count": 3}\n\n{"code": "NoRoom"}\n{"code": 150097, "count": true}\n'

    assert {"NoRoom": 4, "150097": 1} == counts(lines)


def test_one_code_a_line_is_a_list_of_codes() -> None:
    """States and numbers are codes too; blank lines and blanks around do not matter."""
    text = "AllocationFailed\n\n  NoRoom \nPowerState/deallocated\nSomeState/In Progress\n0x80070005\r\nNoRoom\n"
    expected = {
        "AllocationFailed": 1,
        "NoRoom": 2,
        "PowerState/deallocated": 1,
        "SomeState/In Progress": 1,
        "0x80070005": 1,
    }

    assert expected == counts(text)


def test_an_array_of_codes_is_a_list_of_codes() -> None:
    """The same as JSON."""
    assert {"NoRoom": 2, "NoWay": 1} == counts('["NoRoom", "NoWay", "NoRoom"]')


@pytest.mark.parametrize(
    "shape",
    [
        json.dumps,
        lambda rows: json.dumps(rows, indent=2),
        lambda rows: json.dumps({"value": rows}),
        lambda rows: json.dumps({"records": rows}),
        lambda rows: "\n".join(json.dumps(row) for row in rows),
    ],
    ids=["array", "indented", "value", "records", "lines"],
)
def test_rows_of_an_activity_log_give_their_innermost_code(shape) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    """The wrapper around it is not counted, and a row without a failure gives nothing."""
    fine = {"status": {"value": "Succeeded"}, "properties": {"statusCode": "Created"}}

    assert {"AllocationFailed": 1, "NoRoom": 2} == counts(
        shape([failed_row("NoRoom"), fine, failed_row("AllocationFailed"), failed_row("NoRoom")])
    )


def test_a_row_about_health_gives_its_annotation() -> None:
    """The name stands in `details` if that is one word; a sentence there is no name."""
    rows = [
        {"category": "ResourceHealth", "properties": {"eventProperties": {"details": details}}}
        for details in ("VirtualMachineStarted", "The machine was started.", "Unknown")
    ]

    assert {"VirtualMachineStarted": 1} == counts(json.dumps(rows))


def test_a_plain_log_gives_the_innermost_code_of_each_error() -> None:
    """Lines that go on with an error belong to it; each error counts, also if it is told again later."""
    log = (
        "2026-11-20T10:00:00Z INFO starting\n"
        "2026-11-20T10:00:01Z ERROR Code: DeploymentFailed Message: It failed.\n"
        "  Inner error: Code: NoRoom\n"
        "  Message: Nothing left.\n"
        "2026-11-20T10:05:00Z ERROR Code: NoRoom Message: Nothing left.\n"
        "(AllocationFailed) Allocation failed.\n"
        "Code: AllocationFailed\n"
        "Message: Allocation failed.\n"
        "status code: 409\n"
    )

    assert {"NoRoom": 2, "AllocationFailed": 1} == counts(log)


def test_lines_that_cannot_be_read_are_named_and_the_rest_counts() -> None:
    """A broken line costs that line."""
    met = met_codes('{"code": "NoRoom"}\n{"code": \n7\n{"code": "NoWay"}\n', is_known=is_known)

    assert {"NoRoom": 1, "NoWay": 1} == met.counts
    assert (2, 3) == met.unread


def test_objects_nested_too_deep_are_no_crash() -> None:
    """What JSON readers give up on is left out."""
    assert {} == counts("[" * 100_000)
    assert {"NoRoom": 1} == counts('{"code": "NoRoom"}\n{"a":' + "[" * 100_000)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text ends in an error, and every count is at least one."""
    assert all(count > 0 for count in met_codes(text, is_known=is_known).counts.values())


@given(st.lists(CODES, min_size=1))
def test_a_list_and_its_json_lines_give_the_same(codes: list[str]) -> None:
    """The form of the file does not matter."""
    listed = counts("\n".join(codes))

    assert dict(Counter(codes)) == listed
    assert counts("\n".join(json.dumps({"code": code}) for code in codes)) == listed


def test_a_list_with_a_line_of_something_else_is_still_a_list() -> None:
    """One odd line is named, and all other codes count."""
    text = "\n".join([*(f"SomeCode{letter}Failed" for letter in "ABCDEFGHIJKLMNOPQRST"), "and so on ..."])
    met = met_codes(text, is_known=lambda code: True)

    assert 20 == len(met.counts)
    assert (21,) == met.unread
