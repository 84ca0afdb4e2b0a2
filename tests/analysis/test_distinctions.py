import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.distinctions import distinction, told_apart

SCRIPT = (
    "VM has reported a failure when processing extension 'setup' (publisher 'Microsoft.Azure.Extensions' and type "
    "'CustomScript'). Error message: \"Enable failed: failed to execute command: command terminated with exit status={}\"."
)
JOIN = (
    "VM has reported a failure when processing extension 'join' (publisher 'Microsoft.Compute' and type "
    "'JsonADDomainExtension'). Error message: \"Exception(s) occurred while joining Domain 'contoso.example'\"."
)
DENIED = (
    'Resource \'web-01\' was disallowed by policy. Policy identifiers: \'[{"policyAssignment":{"name":"Require a tag",'
    '"id":"/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/tag"}}]\'.'
)


@pytest.mark.parametrize(
    ("message", "policies", "detail"),
    [
        (SCRIPT.format(127), "", "CustomScript exit 127"),
        (JOIN, "", "JsonADDomainExtension"),
        (DENIED, "", "policy Require a tag"),
        (
            "denied",
            '[{"name":"d","effect":"deny","assignment":"Only Europe"},{"name":"a","effect":"audit"}]',
            "policy Only Europe",
        ),
        ("denied", "no json", ""),
        ("The lease is taken.", "", ""),
    ],
)
def test_distinction(message: str, policies: str, detail: str) -> None:
    """An extension's type and exit code, and the policy that denied, tell failures of one template apart."""
    assert distinction(message, policies) == detail


def test_parts_have_ids_of_their_own() -> None:
    """A part's id begins with its cluster's, is the same whatever the casing, and other for another detail."""
    assert told_apart("abc", "") == "abc"
    assert told_apart("abc", "exit 1") == told_apart("abc", "Exit 1")
    assert told_apart("abc", "exit 1").startswith("abc-")
    assert told_apart("abc", "exit 1") != told_apart("abc", "exit 2")


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_text(message: str, policies: str) -> None:
    """No text ends in an error."""
    assert isinstance(distinction(message, policies), str)
