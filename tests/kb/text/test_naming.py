"""A question names Azure when it names machines, and nothing of elsewhere stands beside them."""

import pytest

from kb.text.naming import is_about_machines, is_surely_azures, names_azure


@pytest.mark.parametrize(
    "text",
    [
        "the vm does not start",
        "our postgres vm has no capacity, I see it on my laptop",
        "jenkins cannot delete the resource group",
        "hyper-v generation of the image differs",
        "docker host: az vm create is refused",
        "no sql server can be made in west europe, the resource group refuses",
        "github actions: no federated credential fits",
    ],
)
def test_what_azure_has_is_named(text: str) -> None:
    """What only Azure has is enough, whatever else is named; what others have too is enough by itself."""
    assert names_azure(text)


@pytest.mark.parametrize(
    "text",
    [
        "sql server transaction log is full",
        "the api returns 501",
        "password too long for the login form",
        "sqs queue is being deleted",
        "gcp vm has no capacity",
        "backup of the printer fails",
        "hyper-v vm is stuck in saved state",
        "okta login wants mfa",
    ],
)
def test_what_is_of_elsewhere_is_not(text: str) -> None:
    """Other clouds, other products and things of an office have disks, logins and backups, too."""
    assert not names_azure(text)


def test_a_machine_elsewhere_is_still_a_machine() -> None:
    """Messages are looked up by weaker signs than questions."""
    assert is_about_machines("gcp vm has no capacity")


def test_a_disk_may_be_anywhere_a_subnet_may_not() -> None:
    """Of a translated text only words are known, so it has to name something that only Azure has."""
    assert is_surely_azures("the subnet has no address left")
    assert not is_surely_azures("the disk of the laptop is full")
