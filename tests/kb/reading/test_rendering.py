from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kb.entry import Command, Entry, Example, Reference, Step
from kb.library import load_library
from kb.reading import read, render
from kb.reading.front_matter import FrontMatter

LINE = st.from_regex(r"[A-Za-z][A-Za-z0-9 .,:'\"`{}%äß-]{0,40}[A-Za-z.]", fullmatch=True).map(
    lambda s: " ".join(s.split())
)
WORD = st.from_regex(r"[A-Za-z][A-Za-z0-9/]{2,12}", fullmatch=True)
COMMAND = st.builds(
    Command,
    text=LINE,
    shell=st.sampled_from(["sh", "pwsh", "kql"]),
    effect=st.sampled_from(["read", "change", "destroy"]),
)
STEP = st.builds(Step, text=LINE, commands=st.lists(COMMAND, max_size=2).map(tuple))
STEPS = st.lists(STEP, max_size=3).map(tuple)
ENTRIES = st.builds(
    Entry,
    id=st.just("compute/Some"),
    title=LINE,
    kind=st.sampled_from(["error", "annotation", "status"]),
    codes=st.lists(WORD, min_size=1, max_size=3).map(tuple),
    meaning=LINE,
    fixes=st.lists(STEP, min_size=1, max_size=3).map(tuple),
    match=st.lists(LINE, max_size=2).map(tuple),
    wraps=st.booleans(),
    inner=LINE,
    generic=st.booleans(),
    retry=st.sampled_from(["no", "safe", "later", "platform"]),
    exit_codes=st.lists(st.from_regex(r"[0-9]{1,3}", fullmatch=True), max_size=2).map(tuple),
    reviewed=st.dates().map(lambda day: day.isoformat()),
    references=st.lists(
        st.builds(Reference, title=LINE, url=st.just("https://learn.microsoft.com/azure/x")), max_size=2
    ).map(tuple),
    causes=st.lists(LINE, max_size=3).map(tuple),
    diagnose=STEPS,
    verify=STEPS,
    prevent=STEPS,
    tip=LINE,
    examples=st.lists(st.builds(Example, text=LINE, constructed=st.booleans(), asked=st.booleans()), max_size=2).map(
        tuple
    ),
    counter_examples=st.lists(LINE, max_size=2).map(tuple),
)


@given(ENTRIES)
def test_any_entry_reads_back_from_its_page(entry: Entry) -> None:
    """Writing a page and reading it gives the same entry."""
    reading = read(render(entry), entry_id=entry.id, path="p.md")

    assert () == reading.faults
    assert entry == reading.entry


def test_every_shipped_entry_reads_back_from_its_page() -> None:
    """No page holds anything that its entry would lose."""
    for entry in load_library():
        assert entry == read(render(entry), entry_id=entry.id, path=entry.id).entry


def test_the_entry_and_its_front_matter_have_the_same_facts() -> None:
    """A key of the page that the entry does not know, or the other way round, would be lost in silence."""
    body = {"id", "meaning", "causes", "fixes", "diagnose", "verify", "prevent", "tip", "examples", "counter_examples"}

    assert set(Entry.__dataclass_fields__) - body == set(FrontMatter.model_fields)


def test_defaults_are_left_out() -> None:
    """A page written by the program is as short as one written by hand."""
    entry = Entry(id="compute/X", title="T", kind="error", codes=("X",), meaning="M.", fixes=(Step("Look."),))

    assert "retry" not in render(entry)
    assert "retry: later" in render(replace(entry, retry="later"))
