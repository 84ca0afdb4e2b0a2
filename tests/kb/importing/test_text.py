import doctest
import pkgutil
from importlib import import_module

import pytest

import kb.importing
from kb.importing.blocks import Code, Heading, Items, Line, Quote, Table, Text, walk
from kb.importing.inline import plain, sentences, shortened
from kb.importing.markdown import parse
from kb.importing.places import address_of, linked, provider_of

ROOMS = sorted(module.name for module in pkgutil.iter_modules(kb.importing.__path__, "kb.importing."))


def lines(text: str) -> list[Line]:
    """Give a text as lines of a document."""
    return [Line(line, "a.md", number) for number, line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize("room", ROOMS)
def test_what_the_docstrings_show_is_so(room: str) -> None:
    """Each example in a docstring holds."""
    assert 0 == doctest.testmod(import_module(room)).failed


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"the '\<resource\>' of `a_b_c`", "the '<resource>' of a_b_c"),
        ("a &lt;b&gt; <span style='x'>c</span> <name>", "a <b> c <name>"),
        ('[the *VM*](a.md#b "t") and [x][1]', "the VM and x"),
        ('![picture](a.png) :::image type="content" source="a"::: end', "end"),
        ("see <https://aka.ms/a> <!-- hidden", "see https://aka.ms/a"),
        ("a\u2028b\u0007c\u00a0d", "abc d"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
    ],
)
def test_inline_marks_go_and_placeholders_stay(raw: str, text: str) -> None:
    """What a reader would see, on one line."""
    assert text == plain(raw)


def test_a_text_is_cut_at_a_sentence() -> None:
    """Whole sentences, else whole words."""
    assert ["Use e.g. this.", "Then that."] == sentences("Use e.g. this. Then that.")
    assert "One. Two." == shortened("One. Two. Three is long.", most=12)
    assert "abc …" == shortened("abc def ghi", most=8)


def test_a_document_is_read_block_by_block_with_lines() -> None:
    """Headings with anchors, lists with fences, quotes, tables, indented code."""
    text = (
        '## <a name="x"></a>Big heading\n\nText\nmore\n\n1. One\n\n   ```sh\n   ls\n   ```\n\n1. Two\n   - inner\n\n'
        "> [!NOTE]\n> Look.\n\n> Error\n\na|b\n-|-\n1|2\n\n    indented\n\n***\n### [CLI](#tab/cli)\n"
    )
    blocks = parse(lines(text))

    assert ["Heading", "Text", "Items", "Quote", "Quote", "Table", "Code"] == [type(block).__name__ for block in blocks]
    heading, paragraph, items, note, quote, table, code = blocks
    assert isinstance(heading, Heading)
    assert ("x", "big-heading") == heading.anchors
    assert isinstance(paragraph, Text)
    assert ("Text\nmore", 3) == (paragraph.raw, paragraph.at.number)
    assert isinstance(items, Items)
    assert ["One", "Two"] == [item.raw for item in items.items]
    assert ["sh", "inner"] == [
        block.info if isinstance(block, Code) else block.raw
        for block in walk(blocks[2:3])
        if isinstance(block, (Code, Text)) and block.at.number in {8, 13}
    ]
    assert isinstance(note, Quote)
    assert isinstance(quote, Quote)
    assert ("NOTE", "") == (note.alert, quote.alert)
    assert isinstance(table, Table)
    assert (("a", "b"), [("1", "2")]) == (table.header, [row.cells for row in table.rows])
    assert isinstance(code, Code)
    assert "indented" == code.text


def test_an_unclosed_fence_ends_with_the_document() -> None:
    """What stands in it is code, not headings."""
    assert ["Code"] == [type(block).__name__ for block in parse(lines("```\n# a\n| b | c |"))]


@pytest.mark.parametrize(
    ("path", "front", "provider"),
    [
        ("repo/support/azure/virtual-machine-scale-sets/a.md", {}, "compute"),
        ("repo/support/azure/azure-kubernetes/a.md", {}, "aks"),
        ("repo/articles/backup/a.md", {}, "recovery-services"),
        ("repo/articles/site-recovery/a.md", {}, "site-recovery"),
        ("repo/articles/virtual-network/a.md", {}, "network"),
        ("repo/articles/service-health/a.md", {}, "resource-health"),
        ("repo/articles/a.md", {"services": "azure-resource-manager"}, "resources"),
        ("repo/articles/general/azure-batch-pools.md", {}, "batch"),
        ("repo/articles/a.md", {"service": "microsoft.recoveryservices"}, "recovery-services"),
        ("repo/articles/b.md", {}, "azure"),
    ],
)
def test_the_provider_is_told_by_folder_service_and_name(path: str, front: dict[str, str], provider: str) -> None:
    """The nearest folder that says something wins."""
    assert provider == provider_of(path, front)


def test_addresses_follow_the_convention_of_the_repositories() -> None:
    """`articles` is below /azure, `support` below /troubleshoot; fragments and self-help have no address."""
    site = "https://learn.microsoft.com"
    assert f"{site}/troubleshoot/azure/virtual-machines/a" == address_of("r/support/azure/virtual-machines/a.md")
    assert f"{site}/azure/backup" == address_of("r/articles/backup/index.md")
    assert ["", "", ""] == [
        address_of(path) for path in ("r/articles/includes/a.md", "r/articles/microsoft.x/a.md", "notes/a.md")
    ]


def test_links_lose_their_locale_and_their_old_hosts() -> None:
    """Whole addresses with https."""
    path = "r/articles/backup/a.md"
    assert "https://learn.microsoft.com/azure/x" == linked("http://docs.microsoft.com/en-us/azure/x", path=path)
    assert "https://learn.microsoft.com/azure/x#y" == linked("/azure/x#y", path=path)
    assert "https://learn.microsoft.com/azure/vm/b#c" == linked("../vm/b.md#c", path=path)
    assert "" == linked("#here", path=path)
