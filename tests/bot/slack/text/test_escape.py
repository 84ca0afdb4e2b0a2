"""Slack's markup stays out of what is posted and out of what was read."""

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text import escape as module
from bot.slack.text.escape import escape, fence, inline_code, legible, unescape, web_address

HOSTILE = st.lists(
    st.sampled_from(
        ["<!channel>", "<@U012ABC>", "<!subteam^S1|@ops>", "<https://evil.example|go>", "```", "`", "&lt;", "&", "<"]
    )
    | st.text(max_size=8)
).map("".join)


def test_the_examples_hold() -> None:
    """What the docstrings show is what happens."""
    assert 0 == doctest.testmod(module).failed


@given(HOSTILE)
def test_nothing_escaped_calls_anybody(text: str) -> None:
    """No angle bracket survives, and each ampersand begins one of Slack's three entities."""
    assert re.fullmatch(r"(?:[^<>&]|&(?:amp|lt|gt);)*", escape(text))


@given(HOSTILE)
def test_what_was_escaped_can_be_read_again(text: str) -> None:
    """Reading an escaped text gives the text."""
    assert legible(text) == unescape(escape(text))


@given(HOSTILE)
def test_a_fence_cannot_be_left(text: str) -> None:
    """A fenced text holds three backticks in a row at its start and its end only."""
    fenced = fence(text)
    assert [0, len(fenced) - 3] == [found.start() for found in re.finditer("```", fenced)]
    assert fenced.startswith("```\n")
    assert fenced.endswith("\n```")


@given(HOSTILE)
def test_inline_code_cannot_be_left(text: str) -> None:
    """Code in a line is one line and holds no backtick of its own."""
    shown = inline_code(text)
    assert "" == shown or re.fullmatch(r"`[^`\n]+`", shown)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("&lt;resource-group&gt; &amp;&amp; exit", "<resource-group> && exit"),
        ("&amp;lt;kept&amp;gt;", "&lt;kept&gt;"),
        ("<@U012ABC> why?", " why?"),
        ("<@U012ABC|aztriage> why?", " why?"),
        ("see <https://aka.ms/x>", "see https://aka.ms/x"),
        ("<http://aka.ms/x|aka.ms/x>", "aka.ms/x"),
        ("<https://aka.ms/x?a=1&amp;b=2|Learn more>", "Learn more (https://aka.ms/x?a=1&b=2)"),
        ("<mailto:ops@example.com|ops@example.com>", "ops@example.com"),
        ("<mailto:ops@example.com>", "ops@example.com"),
        ("<tel:+4930123|030 123>", "030 123 (+4930123)"),
        ("<#C012|ops> <#C012>", "#ops #C012"),
        ("<!here> <!subteam^S1|@ops> <!date^1^{date}|today>", "@here @ops today"),
        ("```az vm start``` and `code`", "```az vm start``` and `code`"),
        ("&lt;@U012ABC&gt; was typed", "<@U012ABC> was typed"),
        ("<rg> and a < b > c stay", "<rg> and a < b > c stay"),
    ],
)
def test_what_slack_sends_is_read_as_it_was_typed(sent: str, seen: str) -> None:
    """Entities, links and mentions are read as a person saw them; everything else stays."""
    assert seen == unescape(sent)


@pytest.mark.parametrize("unseen", ["\x00", "\x1b", "\u202e", "\u2066", "\ud800", "\x85"])
def test_what_cannot_be_seen_is_shown(unseen: str) -> None:
    """Control characters, turned writing and halves of characters become a visible mark."""
    assert "rm\N{REPLACEMENT CHARACTER}x" == legible(f"rm{unseen}x")


def test_lines_and_tabs_stay() -> None:
    """Line ends of every kind become one, tabs stay."""
    assert "a\n\tb\nc" == legible("a\r\n\tb\rc")


@pytest.mark.parametrize("url", ["http://example.com", "javascript:alert(1)", "https://", "//example.com", "", "x<y"])
def test_only_https_is_an_address(url: str) -> None:
    """Anything but an https address with a host is refused."""
    assert None is web_address(url)


@given(HOSTILE)
def test_an_address_cannot_end_its_link(text: str) -> None:
    """No address holds what ends a link in Slack's markup."""
    address = web_address(f"https://example.com/{text}")
    assert address is not None
    assert not re.search(r"[<>|\s]", address)
