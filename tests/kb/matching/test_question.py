import pytest

from kb.library import load_library
from kb.matching import match
from kb.matching.by_question import is_question
from kb.text.cleaning import clean
from kb.text.offsets import TracedText

LIBRARY = load_library()


def first(text: str) -> str | None:
    """Give the code of the best match."""
    found = match(LIBRARY, clean(TracedText(text))).matches
    return found[0].code if found else None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("what does VirtualMachineHostRebootedForRepair mean?", {"VirtualMachineHostRebootedForRepair"}),
        (
            "backup fails with a VSS error, where do I look?",
            {"ExtensionFailedVssWriterInBadState", "ExtensionFailedVssServiceInBadState"},
        ),
        ("is error 320001 retryable", {"320001"}),
        ("why is my VM stuck in Creating after deploying our golden image?", {"OSProvisioningTimedOut"}),
        ("our subnet has no free addresses left for the scale set, what now?", {"SubnetIsFull"}),
        (
            "vm won't start, azure says no capacity for this size in the zone",
            {"ZonalAllocationFailed", "AllocationFailed"},
        ),
    ],
)
def test_questions_in_plain_words_find_their_page(text: str, codes: set[str]) -> None:
    """People ask without code or message, and find the same pages."""
    assert first(text) in codes


@pytest.mark.parametrize(
    "text",
    [
        "who has the keys to the meeting room?",
        "what's for lunch, anybody?",
        "Planned: we will resize sql-1 to E16ds_v5 tonight 22:00 UTC",
        "Error: something failed\n  on main.tf line 3\n",
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='x', port=443) failed on the vm",
        "E0301 10:22:31.000012 1 leaderelection.go:330] error retrieving resource lock on node",
    ],
)
def test_small_talk_plans_and_printed_errors_are_no_questions(text: str) -> None:
    """What nobody asks about machines on Azure is not answered as a question."""
    assert not is_question(text)
    assert first(text) is None
