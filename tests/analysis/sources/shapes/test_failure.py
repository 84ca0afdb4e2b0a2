import json

import pytest

from analysis.sources.shapes.failure import Failure, read_failure

INNER = {"code": "AllocationFailed", "message": "No room."}


def nested(value: object, layers: int) -> object:
    """Give a value as JSON text in so many layers."""
    for _ in range(layers):
        value = json.dumps(value)
    return value


@pytest.mark.parametrize("layers", [0, 1, 2, 3])
@pytest.mark.parametrize("inside", ["details", "errorDetails", "innererror", "innerError"])
def test_innermost_error(layers: int, inside: str) -> None:
    """The innermost error is found through every wrapping, under each of its names."""
    held = [INNER] if "etails" in inside else INNER
    told = nested(
        {"status": "Failed", "error": {"code": "ResourceOperationFailure", "message": "Look inside.", inside: held}},
        layers,
    )
    found = read_failure({"statusmessage": told}, failed=True)
    assert (("ResourceOperationFailure", "AllocationFailed"), "No room.") == (found.codes, found.message)


def test_error_in_a_message() -> None:
    """JSON in the message of an error is an error inside it."""
    outer = {"error": {"code": "DeploymentFailed", "message": json.dumps({"error": INNER})}}
    assert ("DeploymentFailed", "AllocationFailed") == read_failure(
        {"statusmessage": json.dumps(outer)}, failed=True
    ).codes


def test_detail_with_a_code_first() -> None:
    """Of several details the first that has a code counts."""
    outer = {"error": {"code": "BadRequest", "details": [{"message": "see below"}, INNER]}}
    assert ("BadRequest", "AllocationFailed") == read_failure({"statusmessage": json.dumps(outer)}, failed=True).codes


def test_plain_text() -> None:
    """Plain text is the message."""
    assert Failure((), "It broke.", "It broke.") == read_failure({"statusmessage": " It broke. "}, failed=False)


def test_response_body_counts_for_errors_only() -> None:
    """Without a statusMessage an error in the response body counts, the body of a success does not."""
    error: dict[str, object] = {"responsebody": json.dumps({"error": INNER})}
    success: dict[str, object] = {"responsebody": json.dumps({"code": "looks like one", "message": "but is none"})}
    assert ("AllocationFailed",) == read_failure(error, failed=True).codes
    assert Failure((), "", "") == read_failure(success, failed=False)


@pytest.mark.parametrize(("status", "codes"), [("Conflict", ("Conflict",)), ("409", ()), ("OK", ()), ("", ())])
def test_status_code_alone(status: str, codes: tuple[str, ...]) -> None:
    """If nothing else names a code, a failure has the name of its HTTP status."""
    assert codes == read_failure({"statuscode": status}, failed=True).codes
    assert () == read_failure({"statuscode": status}, failed=False).codes


def test_endless_nesting_ends() -> None:
    """Hostile nesting is followed only so far."""
    node: dict[str, object] = {"code": "C0"}
    for number in range(1, 60):
        node = {"code": f"C{number}", "innererror": node}
    assert 12 == len(read_failure({"statusmessage": {"error": node}}, failed=True).codes) + 1


@pytest.mark.parametrize("code", ["a/b", "Microsoft.Compute/virtualMachines/", "HTTP 500", "-5"])
def test_codes_that_are_no_pairs(code: str) -> None:
    """Only words joined by a slash are several codes."""
    assert (code,) == read_failure({"statusmessage": {"error": {"code": code}}}, failed=True).codes
