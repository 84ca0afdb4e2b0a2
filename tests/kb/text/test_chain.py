import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.chain import read_chains
from kb.text.cleaning import clean
from kb.text.offsets import TracedText

INNER = {"code": "VMExtensionProvisioningError", "message": "VM has reported a failure with 'script'."}
OUTER = {"code": "ResourceDeploymentFailure", "message": "The operation ended in state 'Failed'.", "details": [INNER]}
WRAPPED = {
    "code": "DeploymentFailed",
    "message": "At least one failed.",
    "details": [{"code": "Conflict", "message": json.dumps({"status": "Failed", "error": OUTER})}],
}
CHAIN = ["DeploymentFailed", "Conflict", "ResourceDeploymentFailure", "VMExtensionProvisioningError"]


def codes(text: str, *known: str) -> list[list[str]]:
    """Give the codes of every chain in a text."""
    chains = read_chains(clean(TracedText(text)).text, is_known=lambda code: code in known)
    return [[link.code for link in chain] for chain in chains]


SHAPES = {
    "object": (json.dumps(INNER), ["VMExtensionProvisioningError"]),
    "error object": (json.dumps({"error": INNER}), ["VMExtensionProvisioningError"]),
    "odata": (
        '{"odata.error":{"code":"Request_ResourceNotFound","message":{"lang":"en","value":"x"}}}',
        ["Request_ResourceNotFound"],
    ),
    "pascal case": ('{"Code":"ActionIsNull","Message":"Rule actions is null."}', ["ActionIsNull"]),
    "details": (json.dumps({"error": OUTER}), CHAIN[2:]),
    "escaped in a message": (json.dumps({"error": WRAPPED}), CHAIN),
    "escaped twice": (json.dumps(json.dumps({"error": WRAPPED})), CHAIN),
    "escaped three times": (json.dumps(json.dumps(json.dumps({"error": WRAPPED}))), CHAIN),
    "url encoded": (quote(json.dumps({"error": WRAPPED})), CHAIN),
    "inner error": (
        '{"error":{"code":"BadRequest","innererror":{"code":"InnerThing","message":"m"}}}',
        ["BadRequest", "InnerThing"],
    ),
    "code after details": (
        '{"details":[{"message":"m","code":"InnerThing"}],"message":"o","code":"OuterThing"}',
        ["OuterThing", "InnerThing"],
    ),
    "cut in the middle": (json.dumps({"error": WRAPPED})[:-60], CHAIN),
    "python repr": (repr({"error": OUTER}), CHAIN[2:]),
    "blank before the code": ('{"error":{"code":" InvalidSku","message":" Invalid"}}', ["InvalidSku"]),
    "status and error": ('{"status":"Failed","error":{"code":"VMStartTimedOut","message":"m"}}', ["VMStartTimedOut"]),
    "code only in the status": (
        'Status: "VMStartTimedOut"\nCode: ""\nMessage: "it took too long"',
        ["VMStartTimedOut"],
    ),
    "xml": (
        '<?xml version="1.0"?><Error><Code>BlobNotFound</Code><Message>No blob.</Message></Error>',
        ["BlobNotFound"],
    ),
    "az": (
        "(ScopeLocked) The scope cannot be deleted.\nCode: ScopeLocked\nMessage: The scope cannot be deleted.",
        ["ScopeLocked"],
    ),
    "az with prefix": ("ERROR: (ScopeLocked) The scope cannot be deleted.", ["ScopeLocked"]),
    "autorest": (
        'StatusCode=409 -- Original Error: Code="OperationNotAllowed" Message="no." Details=[{"code":"TooManyRequests","message":"m"}]',
        ["OperationNotAllowed", "TooManyRequests"],
    ),
    "azurerm": ("unexpected status 409 (409 Conflict) with error: SkuNotAvailable: The size", ["SkuNotAvailable"]),
    "azurerm, two blanks": ("with error:  UnauthorizedForPeering:  The Customer", ["UnauthorizedForPeering"]),
    "powershell": ("New-AzVM : no\nErrorCode: NicInUse\nErrorMessage: in use\nErrorTarget:", ["NicInUse"]),
    "powershell, one line": (
        "9:12:03 AM - Error: Code=InvalidTemplate; Message=Deployment failed",
        ["InvalidTemplate"],
    ),
    "aks envelope": (
        'SubCode: ZonalAllocationFailed;\nOrginalError: Code="ZonalAllocationFailed" Message="m"',
        ["ZonalAllocationFailed"],
    ),
    "code in a message": (
        'Code="ReconcileFailed" Message="Code=\\"AllocationFailed\\" Message=\\"no room\\""',
        ["ReconcileFailed", "AllocationFailed"],
    ),
    "markdown table": ("| Error code | `NicInUse` |\n| Message | it is in use |", ["NicInUse"]),
    "portal": ("Error code: NicInUse <br/>\nError message: it is in use", ["NicInUse"]),
    "portuguese": ("**Código de erro**: NicInUse <br>", ["NicInUse"]),
    "dutch": ('Foutcode: "NicInUse"', ["NicInUse"]),
    "number": ("Error ID: 150172\nError Message: too small", ["150172"]),
    "state with code": (
        '"statuses":[{"code":"ProvisioningState/failed/VMStartTimedOut","level":"Error"}]',
        ["ProvisioningState/failed", "VMStartTimedOut"],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_chain_is_read_from_every_shape(shape: str) -> None:
    """Each way in which services and clients print errors gives the codes from outermost to innermost."""
    text, expected = SHAPES[shape]

    assert [expected] == codes(text)


def test_siblings_are_errors_of_their_own() -> None:
    """Two details of one error give two chains, each under the same outer error."""
    text = json.dumps(
        {
            "error": {
                "code": "DeploymentFailed",
                "details": [{"code": "NicInUse", "message": "a"}, {"code": "SubnetIsFull", "message": "b"}],
            }
        }
    )

    assert [["DeploymentFailed", "NicInUse"], ["DeploymentFailed", "SubnetIsFull"]] == codes(text)


def test_two_errors_in_one_paste_are_independent() -> None:
    """A second `Error:` starts an error of its own."""
    text = 'Error: creating: Code="NicInUse" Message="a"\n\nError: creating: Code="SubnetIsFull" Message="b"'

    assert [["NicInUse"], ["SubnetIsFull"]] == codes(text)


def test_the_same_error_told_twice_is_one() -> None:
    """Clients print an error and then the answer it came from; that is one error, not two."""
    text = 'Code: "NicInUse"\nMessage: "It is in use."\n\nAPI Response:\n{"error":{"code":"NicInUse","message":"It is in use."}}'

    assert [["NicInUse"]] == codes(text)


@pytest.mark.parametrize(
    "text", ["status code: 409", "exit code: 10", '"statusCode": "Conflict"', "zip code: 12345", "code: null", ""]
)
def test_numbers_of_others_are_no_codes(text: str) -> None:
    """An exit code, an HTTP status or an empty field is no error code."""
    assert [] == codes(text)


def test_a_word_before_a_colon_counts_only_if_it_is_known() -> None:
    """`Word: text` in a sentence is a code when the library lists it, and a word otherwise."""
    text = "the job said AllocationFailed: no room"

    assert [] == codes(text)
    assert [["AllocationFailed"]] == codes(text, "AllocationFailed")


def test_messages_lose_their_escapes() -> None:
    """A message reads as Azure meant it, on one line."""
    chain = read_chains(r"{\"code\":\"NicInUse\",\"message\":\"It said \\\"no\\\"\\r\\ntwice.\"}")

    assert 'It said "no" twice.' == chain[0][0].message


def test_spans_point_at_code_and_message() -> None:
    """Offsets lead to exactly the code and the message in the cleaned text."""
    text = 'x {"error":{"code":"NicInUse","message":"It is in use."}}'
    error = read_chains(text)[0][0]

    assert "NicInUse" == text[slice(*error.code_span)]
    assert "It is in use." == text[slice(*error.message_span)]


NAMES = st.from_regex(r"[A-Z][a-z]{2,6}(?:[A-Z][a-z]{2,6}){1,3}", fullmatch=True).filter(
    lambda name: name.lower() != "canceled"
)


@given(st.lists(NAMES, min_size=1, max_size=5, unique_by=str.lower), st.integers(0, 3))
def test_any_nesting_at_any_depth_of_escaping_is_read(names: list[str], depth: int) -> None:
    """Whatever codes wrap each other, and however often the text was escaped, the order is found."""
    error: dict = {"code": names[-1], "message": "the end"}
    for name in reversed(names[:-1]):
        error = {"code": name, "message": f"see {name}", "details": [error]}
    text = json.dumps({"error": error})
    for _ in range(depth):
        text = json.dumps(text)

    assert [names] == codes(text)


@given(st.text(st.sampled_from("{}[]()\"'\\:=,;.| \ncodemsgAaBb<>/1"), max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """No text breaks the reader, and every span lies inside it in order."""
    for chain in read_chains(text):
        for error in chain:
            assert 0 <= error.code_span[0] < error.code_span[1] <= len(text)
            assert 0 <= error.message_span[0] <= error.message_span[1] <= len(text)
