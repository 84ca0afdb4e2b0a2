import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.importing import Imported, NoLicenceError, import_folder
from kb.importing.checkout import Checkout
from kb.importing.document import read_document
from kb.importing.drafts import entries_of
from kb.importing.finds import Find
from kb.importing.merging import Page, grouped
from kb.reading import read, render
from tests.kb.importing.documents import NOWHERE, by_id, imported, imported_text

ARTICLE = "# Troubleshoot the RoofFailed error code\n\n## Cause\n\nRain.\n\n## Solution\n\nMend it.\n"

PIECES = st.sampled_from(
    [
        "# Troubleshoot the RoofFailed error code",
        "## DoorFailed - It is shut",
        "### A / B",
        "## Cause",
        "## Solution",
        "## Solution 2: Call",
        "**Error code**: RoofFailed or DoorFailed",
        "**Error message 1**: It failed.",
        "Error code: it has none",
        "**Cause 1: [text](#cause)**",
        "- [**DoorFailed**](https://a.b/c) - shut",
        "1. Do it\n   ```bash\n   rm -rf /\n   ```",
        "- a\n  - b\n    - c",
        "| Error code | Message | Solution |\n|-|-|-|\n| RoofFailed | It <br> failed | Wait <ul><li>or not |",
        "| Annotation | Description |\n|-|-|\n| HouseShaken | It shook. |",
        "| PowerState | Meaning |\n|-|-|\n| In Progress | Going. |",
        "| DoorFailed | loose |",
        '> Code="RoofFailed" Message="---\n## Fix\n```"',
        "```\nCode=DoorFailed\nMessage=````x\n```",
        "~~~",
        "```",
        "---",
        "***",
        "<!--",
        "[!INCLUDE [a](a.md)]",
        "    Code: DoorFailed",
        ": { } [ ] # & * ! | > ' \" % @ `",
        "\u2028\x85\x00\ufeff\u202e",
        "The error **RoofFailed** TODO at 20.1.2.3 from me@home.org",
        "",
    ]
)
DOCUMENTS = st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=14).map("\n".join)
FREE = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def reads_back(result: Imported) -> bool:
    """Say whether every draft is the same after writing and reading."""
    return all(entry == read(render(entry), entry_id=entry.id, path="p").entry for entry in result.entries)


@given(DOCUMENTS)
def test_any_document_gives_drafts_that_read_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """No document makes the import fail, and no draft fails to be a page."""
    result = imported_text(tmp_path_factory.mktemp("docs"), text)

    assert reads_back(result)
    assert [] == [gap for gap in result.gaps if "cannot be written as a page" in gap.what]


@given(st.lists(FREE, min_size=8, max_size=8), st.integers(0, 3))
def test_any_text_of_a_find_fits_into_a_page(texts: list[str], strength: int) -> None:
    """Whatever stands in a document, the draft reads back; nothing is left out as unwritable."""
    from kb.entry import Step  # noqa: PLC0415 - used here only
    from kb.importing.finds import Strength  # noqa: PLC0415

    find = Find(
        codes=("RoofFailed",),
        path="a.md",
        line=1,
        strength=Strength(strength),
        title=texts[0],
        meaning=texts[1],
        messages=(texts[2], texts[3]),
        causes=(texts[4], texts[5]),
        fixes=(Step(texts[6]), Step(texts[7])),
    )
    pages = {"a.md": Page("compute", texts[0], "MIT", None)}
    groups, _ = grouped([find], pages=pages)
    for entry in entries_of(groups[0], pages=pages):
        assert entry == read(render(entry), entry_id=entry.id, path="p").entry


@given(DOCUMENTS)
def test_every_line_of_a_document_has_its_number(text: str) -> None:
    """Blocks stand at lines that exist, in order."""
    document = read_document("a.md", text, checkout=Checkout(NOWHERE))
    numbers = [block.at.number for section in document.sections() for block in section.blocks]

    assert sorted(numbers) == numbers
    assert all(1 <= number <= text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1 for number in numbers)


def test_odd_files_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    """Binary, too large, no UTF-8, links, includes of themselves: one line each, and no failure."""
    docs = tmp_path / "repo" / "articles" / "compute"
    docs.mkdir(parents=True)
    (docs / "good.md").write_text(ARTICLE, encoding="utf-8")
    (docs / "binary.md").write_bytes(b"PK\x03\x04\x00\x00" + bytes(range(256)))
    (docs / "latin.md").write_bytes("# Troubleshoot the DoorFailed error code\n\n## Cause\n\nTür.\n".encode("latin-1"))
    with (docs / "large.md").open("wb") as large:
        large.truncate(50_000_000)
    (docs / "loop.md").write_text("[!INCLUDE [a](loop.md)]\n[!INCLUDE [a](../../../../secret.md)]\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text("# The SecretFailed error code\n", encoding="utf-8")
    (docs / "around").symlink_to(docs)
    (docs / "again.md").symlink_to(docs / "good.md")
    result = imported(tmp_path / "repo", licence="MIT")

    folder = "articles/compute"
    assert [
        f"{folder}/again.md:1: a link is not followed",
        f"{folder}/around:1: a link to a folder is not followed",
        f"{folder}/binary.md:1: is binary, not text",
        f"{folder}/large.md:1: 50 MB are too much for a document and were not read",
        f"{folder}/latin.md:5: characters that are no UTF-8 show as \ufffd",
        f"{folder}/loop.md:1: the include loop.md includes itself",
        f"{folder}/loop.md:2: the include ../../../../secret.md is missing",
    ] == [str(gap) for gap in result.gaps]
    assert ["compute/DoorFailed", "compute/RoofFailed"] == sorted(by_id(result))


def test_without_a_licence_nothing_is_drafted(tmp_path: Path) -> None:
    """The text of somebody else needs a licence; a single folder without one is named."""
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(NoLicenceError):
        import_folder(tmp_path, without=NOWHERE)

    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "LICENSE").write_text("The MIT License (MIT)\n", encoding="utf-8")
    (tmp_path / "b" / "b.md").write_text(ARTICLE.replace("Roof", "Door"), encoding="utf-8")
    result = import_folder(tmp_path, without=NOWHERE)
    assert [("azure/DoorFailed", "MIT")] == [(entry.id, entry.license) for entry in result.entries]
    assert ["a.md:1: no licence is known, so nothing of it was drafted"] == [str(gap) for gap in result.gaps]


def test_the_folder_of_drafts_is_no_part_of_the_checkout(tmp_path: Path) -> None:
    """Drafts written into the checkout are not read as documents."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.md").write_text(ARTICLE, encoding="utf-8")
    assert 0 == import_folder(tmp_path, without=tmp_path / "out", licence="MIT").files


@pytest.mark.parametrize(
    "text",
    [
        "[" * 400_000,
        "**a " * 100_000,
        "`` ` " * 100_000,
        "<!--" * 100_000,
        "![" * 200_000,
        "|-" + " " * 400_000 + "x\n" * 9,
        "> a\n" * 100_000,
        "- a\n" * 100_000,
        "".join(" " * (2 * depth) + "- a\n" for depth in range(900)),
        "\n".join("> > - 1. a" for _ in range(40_000)),
        "# a\n" * 100_000,
        "error " * 80_000,
        'message="' * 60_000,
        "## Fix\n" + "**Cause 1: [a](#fix)**\n\n" * 18_000,
        "<properties " + "a" * 400_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_documents_take_no_longer_than_large_ones(tmp_path: Path, text: str) -> None:
    """400 kB of the worst nesting is read in seconds."""
    start = time.perf_counter()
    assert 1 == imported_text(tmp_path, text).files
    assert time.perf_counter() - start < 20
