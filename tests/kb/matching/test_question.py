import pytest

from kb.library import load_library
from kb.matching import match
from kb.matching.by_question import about, is_question
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
        "how do I create a vm?",
        "what is the difference between uniform and flexible scale sets",
        "can you give the interns access to the subscription",
        "Quota request approved: standardDSv5Family in westus3 is now 200 vCPUs",
        "my laptop's VPN client says certificate expired",
        "sql server transaction log is full",
        "password too long for the login form",
        "Permission denied (publickey).",
        "is azure down?",
        "where can i see my quota",
        "what's the SLA of a single vm with premium disks?",
        "E: Unable to locate package htopp",
        "The term 'Get-AzVm2' is not recognized as the name of a cmdlet, function, script file, or operable program.",
    ],
)
def test_small_talk_plans_and_wishes_are_left_alone(text: str) -> None:
    """What tells of no trouble on Azure is not answered."""
    assert first(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Error: something failed\n  on main.tf line 3\n",
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='x', port=443) failed on the vm",
        "E0301 10:22:31.000012 1 leaderelection.go:330] error retrieving resource lock on node",
    ],
)
def test_printed_errors_are_no_questions(text: str) -> None:
    """What a program printed is nobody's question."""
    assert not is_question(text)
    assert first(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quota exceeded", "QuotaExceeded"),
        ("cannot delete subnet", "InUseSubnetCannotBeDeleted"),
        ("out of capacity", "AllocationFailed"),
        ("vm agent not ready", "VMAgentStatusCommunicationError"),
        ("how do I increase the vCPU quota", "QuotaExceeded"),
        ("how to delete a locked disk", "ScopeLocked"),
        ("too many requests from arm", "SubscriptionRequestsThrottled"),
        ("what does quota excedeed mean", "QuotaExceeded"),
        ("allocation failed", "AllocationFailed"),
        ("deployment failed, where is the real error", "DeploymentFailed"),
        ("resource locked", "ScopeLocked"),
        ("public ip limit", "PublicIPCountLimitReached"),
        ("vm without nic", "VirtualMachineMustHaveAtLeastOneNetworkInterface"),
    ],
)
def test_few_words_are_enough(text: str, code: str) -> None:
    """People type two words when they are in a hurry."""
    assert first(text) == code


def test_a_page_of_an_area_is_meant_only_where_the_area_is_named() -> None:
    """The same trouble has pages for clusters, backups and machines; who names none of them means none of them."""
    throttled = [one.known for one in about(LIBRARY, "throttled with 429 when listing vms", most=3)]

    assert not any(LIBRARY.id_of(known).startswith("aks/") for known in throttled[:1])
    assert about(LIBRARY, "aks operations are throttled with 429", most=1)[0].known != throttled[0]


def test_a_runner_up_is_never_surer_than_the_answer() -> None:
    """The score says which page is meant; how sure the others are cannot turn that round."""
    found = match(LIBRARY, clean(TracedText("backup extension config could not be parsed"))).matches

    assert sorted((one.confidence for one in found), reverse=True) == [one.confidence for one in found]


def test_words_side_by_side_say_more_than_the_same_words_apart() -> None:
    """Of two pages about the same words, the one that joins them as the question does is meant."""
    joined, apart = (
        about(LIBRARY, text, most=1)[0].score for text in ("effective routes of the nic", "routes, nic, effective")
    )

    assert joined > apart
