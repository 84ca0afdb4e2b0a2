import pytest

from kb.importing.codes import code_of, codes_of, usual_first
from kb.importing.mentions import equal_names, in_title, labelled, named

CODES = [
    "AllocationFailed",
    "K8SAPIServerConnFailVMExtensionError",
    "ERR_OUTBOUND_CONN_FAIL",
    "0xC000021A",
    "AZCM0041",
    "BCMV2VMNotFound",
    "insufficientSubnetSize",
    "Upgrade_VMSizeNotSupported",
]
NO_CODES = [
    "Standard_XX-XX_XX. This size does not support Azure Spot.",
    "The allocation failed",
    "PowerShell",
    "REG_DWORD",
    "HKEY_LOCAL_MACHINE",
    "error",
    "Conflict",
    "12345",
    "microsoft.compute/virtualMachines",
    "KsKfIKjwGpMgbYYved5v5oNE6v6eeUwI4AxeeigXk14",
    "C:\\Windows",
    "a" * 200,
    "",
    "AttributeError",
    "internalErrorCode",
]


@pytest.mark.parametrize("text", CODES)
def test_a_code_is_recognised_in_whatever_marks(text: str) -> None:
    """Backticks, stars and quotes around it do not matter."""
    assert [text] * 4 == [code_of(text), code_of(f"`{text}`"), code_of(f"**{text}**"), code_of(f'"{text}".')]


@pytest.mark.parametrize("text", NO_CODES)
def test_what_is_no_code_is_refused(text: str) -> None:
    """Sentences, products, registry names, paths, keys and plain words are none."""
    assert "" == code_of(text)


def test_words_and_numbers_count_where_the_document_calls_them_codes() -> None:
    """`Error code: Conflict` and `Error code: 150097`."""
    assert ["Conflict", "150097", "C01A001D", ""] == [
        code_of(text, called=True) for text in ("Conflict", "150097", "C01A001D", "in use")
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("320001, HouseGoneError", ("HouseGoneError", "320001")),
        ("320001, ResourceNotFound", ("320001", "ResourceNotFound")),
        ("1053 - ERROR_SERVICE_REQUEST_TIMEOUT", ("ERROR_SERVICE_REQUEST_TIMEOUT", "1053")),
        ("`AFailed`, `BFailed`", ("AFailed", "BFailed")),
        ("AFailed or BFailed", ("AFailed", "BFailed")),
        ("AFailed / BFailed", ("AFailed", "BFailed")),
        ("AFailed because of rain", ()),
    ],
)
def test_a_list_of_codes_is_taken_as_a_whole_or_not_at_all(text: str, codes: tuple[str, ...]) -> None:
    """Telling names come first, names that tell nothing last."""
    assert codes == codes_of(text, called=True)


def test_a_code_in_two_casings_is_one() -> None:
    """The first spelling stays."""
    assert ("QuotaExceeded",) == usual_first(["QuotaExceeded", "Quotaexceeded"])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('Code="OuterFailed" Message="x"; Details: {"code": "InnerFailed"}', ("OuterFailed", "InnerFailed")),
        ("{\\\\'code\\\\':\\\\'InnerFailed\\\\'}", ("InnerFailed",)),
        ("Code=InvalidTemplate;\nMessage=Bad.", ("InvalidTemplate",)),
        ("SubCode: PublicIPCountLimitReached; Dependency: x", ("PublicIPCountLimitReached",)),
        ("(ScopeLocked) The scope is locked.", ("ScopeLocked",)),
        ("[ExtensionOperationError] Non-zero exit code: 10", ("ExtensionOperationError",)),
        ("Operation aborted. (0x80004004)", ("0x80004004",)),
        ("Warning  FailedMount  63s  kubelet", ("FailedMount",)),
        ('{"code": "Top level error code"}', ()),
        ('{"code": "PowerState/running"}', ()),
        ('"code": "Running"', ()),
        ("rpc error: code = Unknown desc = x", ()),
    ],
)
def test_a_quoted_error_names_its_codes_from_outside_in(text: str, codes: tuple[str, ...]) -> None:
    """All shapes of envelopes; states are no errors."""
    assert codes == labelled(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("You see the **AccountNameInvalid** error when a name is wrong.", ("AccountNameInvalid",)),
        ("The stop error 0xC000021A appears.", ("0xC000021A",)),
        ("The STATUS is **ImagePullBackOff** or **ErrImagePull**.", ("ImagePullBackOff", "ErrImagePull")),
        ("ERROR ExtHandler /proc/net/route", ()),
        ("The statusesSummary of the error", ()),
        ("Open PowerShell and see the error.", ()),
    ],
)
def test_running_text_names_what_it_calls_an_error(text: str, codes: tuple[str, ...]) -> None:
    """Only names in the shape of errors, and only beside such a word."""
    assert codes == named(text)


def test_a_title_names_its_codes_and_no_products() -> None:
    """Codes in the order of the title."""
    title = "Troubleshoot the AFailed, DiskInUseByVM, or DCannotBeDeleted error code in PowerShell and CentOS"
    assert ("AFailed", "DiskInUseByVM", "DCannotBeDeleted") == in_title(title)


def test_number_and_name_of_one_error_are_paired() -> None:
    """`means`, `represents`, `also known as`, brackets."""
    assert [("C01A001D", "STATUS_LOG_FULL")] == list(equal_names("You see error C01A001D (STATUS_LOG_FULL)."))
    assert [("0x000000D1", "DRIVER_IRQL")] == list(equal_names("`0x000000D1` also known as `DRIVER_IRQL:`"))
