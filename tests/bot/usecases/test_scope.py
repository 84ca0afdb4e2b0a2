"""A channel sees its own part of Azure, whichever case Azure writes it in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.scope import EVERYTHING, NOTHING, Scope, Scopes

VM = "/subscriptions/1111/resourceGroups/RG-Shop-Prod/providers/Microsoft.Compute/virtualMachines/web-01"
OTHER = "/subscriptions/2222/resourceGroups/rg-shop-prod/providers/Microsoft.Compute/virtualMachines/web-01"

WITHIN = [
    (["1111"], True, False),
    (["1111/rg-shop-*"], True, False),
    (["1111/RG-SHOP-prod", "2222/rg-bank"], True, False),
    (["1111/rg-shop"], False, False),
    (["*/rg-shop-prod"], True, True),
    (["*"], True, True),
    ([" 2222 "], False, True),
    ([], False, False),
]


@pytest.mark.parametrize(("parts", "vm", "other"), WITHIN)
def test_a_scope_is_of_subscriptions_and_groups(parts: list[str], vm: bool, other: bool) -> None:  # noqa: FBT001 - a table
    """A part names a subscription, or a pattern of groups in it; case does not matter."""
    scope = Scope.of(parts)
    assert (vm, other) == (scope.allows(VM), scope.allows(OTHER))
    assert vm == scope.allows(VM.upper()) == scope.allows(VM.lower())


@pytest.mark.parametrize("part", ["", "/rg", "a/b/c", " "])
def test_what_is_no_part_is_refused(part: str) -> None:
    """The sentence says how to write it."""
    with pytest.raises(ValueError, match="is no scope; write subscription, subscription/group or "):
        Scope.of([part])


@pytest.mark.parametrize("resource", ["", "web-01", "/providers/Microsoft.Billing/x/y"])
def test_what_names_no_subscription_lies_in_everything_only(resource: str) -> None:
    """A tenant's own resources belong to no channel's part."""
    assert (True, False) == (EVERYTHING.allows(resource), Scope.of(["1111", "*/rg"]).allows(resource))


def test_a_group_is_matched_to_its_end() -> None:
    """A pattern for one group does not let in another that begins alike."""
    longer = VM.replace("RG-Shop-Prod", "RG-Shop-Prod-2")
    assert not Scope.of(["1111/rg-shop-prod"]).allows(longer)


@given(st.text(), st.lists(st.from_regex(r"[a-z0-9]{1,8}(/[a-z*-]{1,8})?", fullmatch=True), max_size=3))
def test_no_resource_breaks_a_scope(resource: str, parts: list[str]) -> None:
    """Any text may be asked about, and what is not everything allows no text without a subscription."""
    assert Scope.of(parts).allows(resource) in {True, False}


def test_scopes_are_told_in_words() -> None:
    """As the record of who asked holds them."""
    told = [str(scope) for scope in (EVERYTHING, NOTHING, Scope.of(["2222", "1111/RG-*"]))]
    assert ["everything", "nothing", "1111/rg-*, 2222"] == told


def test_each_channel_has_its_scope() -> None:
    """Without any map all see everything; with one, a channel that is not in it sees what `*` says, else nothing."""
    mine, rest = Scope.of(["1111"]), Scope.of(["2222"])
    assert EVERYTHING == Scopes().of("C1")
    assert (mine, NOTHING) == (Scopes({"C1": mine}).of("C1"), Scopes({"C1": mine}).of("D1"))
    assert (mine, rest) == (Scopes({"C1": mine, "*": rest}).of("C1"), Scopes({"C1": mine, "*": rest}).of("D1"))


def test_a_channel_may_see_nothing() -> None:
    """An empty list shuts a channel, whatever `*` says."""
    assert NOTHING == Scopes({"C1": NOTHING, "*": EVERYTHING}).of("C1")
