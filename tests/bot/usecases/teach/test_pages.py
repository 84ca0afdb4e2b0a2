"""A page that somebody proposes is checked, reviewed by a maintainer, and known at once."""

from dataclasses import replace
from functools import cache

import pytest

from bot.adapters.knowledge import lay_over
from bot.usecases.explain import Explain
from bot.usecases.teach.form import Form, Misfit
from bot.usecases.teach.lessons import Lessons
from bot.usecases.teach.notes import Refused
from bot.usecases.teach.pages import ProposePages, finished
from bot.usecases.team_ports import Draft, Opinion
from kb.library import Library, load_library
from kb.reading import read
from tests.bot.usecases.teach.test_form import FORM
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.drafts import FakeDrafts
from tests.fakes.feedback import FakeFeedback

ERROR = "Code: GadgetStuck\nMessage: The gadget of VM 'web-01' does not turn."


@cache
def library() -> Library:
    """Give the shipped library, loaded once."""
    return load_library()


class Team:
    """People who teach one bot; `restarted` gives the bot of a new process with the same store."""

    def __init__(self, *, drafts: FakeDrafts | None = None, maintainers: frozenset[str] = frozenset({"U9"})) -> None:
        self.drafts, self.feedback, self.clock = drafts or FakeDrafts(), FakeFeedback(), FakeClock()
        self.lessons = Lessons(library(), drafts=self.drafts, feedback=self.feedback, lay_over=lay_over, pause=3600)
        self.explain = Explain(library(), taught=self.lessons)
        ids = iter("abcdefgh")
        self.pages = ProposePages(
            self.drafts,
            self.clock,
            library=lambda: self.explain.library,
            lay_over=lay_over,
            taught=self.lessons.forget,
            maintainers=maintainers,
            new_id=lambda: next(ids),
        )

    def proposed(self, form: Form = FORM) -> Draft:
        """Give the draft of a form that fits."""
        made = self.pages.propose(form, workspace="T1", person="U1")
        assert isinstance(made, Draft)
        return made

    def wrong(self, form: Form) -> list[str]:
        """Give the fields of a form that do not fit."""
        made = self.pages.propose(form, workspace="T1", person="U1")
        assert isinstance(made, tuple)
        return [one.field for one in made]

    def entries(self) -> list[str]:
        """Give the entries that explain the error."""
        return [match.entry for match in self.explain(ERROR).matches]


def test_an_accepted_page_answers_at_once() -> None:
    """Before there is no page; a proposed one is none yet; an accepted one explains the error, after a restart too."""
    team = Team()
    draft = team.proposed()
    assert [] == team.entries()
    assert isinstance(team.pages.accept(draft.id, person="U9"), Draft)
    assert ["compute/GadgetStuck"] == team.entries()
    assert ["compute/GadgetStuck"] == Team(drafts=team.drafts).entries()


def test_a_rejected_page_is_put_away() -> None:
    """It explains nothing, and cannot be accepted afterwards."""
    team = Team()
    draft = team.proposed()
    assert isinstance(team.pages.reject(draft.id, person="U9"), Draft)
    again = team.pages.accept(draft.id, person="U9")
    assert Refused("This draft was rejected before.") == again
    assert [] == team.entries()


def test_only_maintainers_review() -> None:
    """Nobody else does, and where there are none that is what is said."""
    team = Team()
    draft = team.proposed()
    assert Refused("Only maintainers review pages.") == team.pages.accept(draft.id, person="U1")
    nobody = Team(maintainers=frozenset())
    refused = nobody.pages.accept(nobody.proposed().id, person="U9")
    assert isinstance(refused, Refused)
    assert "AZTRIAGE_MAINTAINERS" in refused.reason
    assert Refused("This draft is gone.") == team.pages.accept("other", person="U9")


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"code": "AllocationFailed"}, ["code"]),
        ({"title": " "}, ["title"]),
        ({"meaning": "## Fix\nme"}, ["meaning"]),
        ({"fix": ""}, ["fix"]),
        ({"fix": "Look.\naz vm delete --name {vm}"}, ["fix"]),
        ({"example": "Code: AllocationFailed\nMessage: no capacity"}, ["example"]),
    ],
)
def test_what_is_wrong_is_told_by_field(changed: dict[str, str], fields: list[str]) -> None:
    """The rules are those of every page; nothing that breaks one is kept."""
    team = Team()
    found = team.wrong(replace(FORM, **changed))
    assert set(fields) <= set(found)
    assert [] == team.drafts.all()


def test_a_page_is_proposed_once() -> None:
    """A second one of the name is refused while the first waits; the first itself may be changed."""
    team = Team()
    draft = team.proposed()
    assert ["code"] == team.wrong(replace(FORM, code="gadgetstuck"))
    better = replace(FORM, title="The gadget is rusty")
    changed = team.pages.propose(better, workspace="T1", person="U2", instead=draft.id)
    assert isinstance(changed, Draft)
    assert [changed] == [*team.drafts.all()]


def test_a_finished_page_is_reviewed() -> None:
    """It bears the date of its review and an owner, as the house rules ask of reviewed pages."""
    team = Team()
    accepted = team.pages.accept(team.proposed().id, person="U9")
    assert isinstance(accepted, Draft)
    entry = read(finished(accepted), entry_id=accepted.name, path="x").entry
    assert entry is not None
    assert ("reviewed", NOON.date().isoformat(), "team") == (entry.status, entry.reviewed, entry.owner)


def test_thumbs_never_outvote_a_code() -> None:
    """However many people press down, an error that bears a code is explained by its page, as sure as before."""
    team = Team()
    text = "Code: SkuNotAvailable\nMessage: The requested VM size is not available in location westeurope."
    before = team.explain(text).matches[0]
    for number in range(50):
        team.feedback.give(Opinion(before.entry, "down", "T1", f"C1:{number}", "U1", NOON))
    team.lessons.forget()
    assert before == team.explain(text).matches[0]
    assert 0.6 > team.lessons().trust[before.entry]


def test_thumbs_move_likeness_of_words() -> None:
    """A message without its code is trusted less when its answers did not help."""
    team = Team()
    text = "Allocation failed. We do not have sufficient capacity for the requested VM size in this region."
    before = team.explain(text).matches[0]
    for number in range(20):
        team.feedback.give(Opinion(before.entry, "down", "T1", f"C1:{number}", "U1", NOON))
    team.lessons.forget()
    after = [match.confidence for match in team.explain(text).matches if match.entry == before.entry]
    assert not after or after[0] < before.confidence


def test_wrong_fields_are_misfits() -> None:
    """What is told by field says what and how to mend it."""
    made = Team().pages.propose(replace(FORM, code="AllocationFailed"), workspace="T1", person="U1")
    said = "There is a page compute/AllocationFailed already: add a note to it, or give a variant."
    assert (Misfit("code", said),) == made
