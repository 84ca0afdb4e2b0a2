"""An answer to a paste that means harm: nobody is called, nothing is broken, and Slack takes it."""

import json
import re
from dataclasses import replace
from datetime import UTC, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.gaps import Gap
from bot.slack.text.limits import BLOCKS, BUDGET, MESSAGE_TEXT, length, size, validate
from bot.slack.views.choices import never_seen, not_readable, several_machines
from bot.slack.views.explanation import explanation
from bot.slack.views.history import history
from bot.slack.views.report import report
from bot.slack.views.view import View
from bot.usecases.answers import (
    BadDeployment,
    ChainLink,
    ExplainedMatch,
    FixStep,
    NeverSeen,
    NotReadable,
    RedactionCount,
    SeveralMachines,
    Verdict,
)
from kb.entry import Reference
from tests.bot.slack.samples import ALLOCATION, MONDAY, answer, happening, parts, recurring, reported, told


def links(view: View) -> list[str]:
    """Give the addresses that can be clicked."""
    return [part["url"] for part in parts(view.blocks) if part.get("type") == "link"]


HOSTILE = st.lists(
    st.sampled_from(
        [
            "<!channel>",
            "<!here>",
            "<@U012ABC>",
            "<!subteam^S1|@ops>",
            "<https://evil.example|click>",
            "[click](https://evil.example)",
            "https://evil.example",
            "```",
            "`",
            "**",
            "\n",
            "\ud800",
            "\u202e",
            "🛑" * 40,
            "x" * 400,
            "&lt;!channel&gt;",
        ]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)


@st.composite
def hostile_steps(draw: st.DrawFn) -> tuple[FixStep, ...]:
    """Give steps in which every text is hostile."""
    step = st.builds(
        FixStep, HOSTILE, st.none() | HOSTILE, st.just("sh"), st.sampled_from(["read", "change", "destroy"])
    )
    return tuple(draw(st.lists(step, max_size=10)))


@st.composite
def hostile_matches(draw: st.DrawFn) -> ExplainedMatch:
    """Give a match in which every text but the entry's name is hostile."""
    return replace(
        ALLOCATION,
        code=draw(HOSTILE),
        title=draw(HOSTILE),
        meaning=draw(HOSTILE),
        tip=draw(HOSTILE),
        causes=tuple(draw(st.lists(HOSTILE, max_size=8))),
        fixes=draw(hostile_steps()),
        diagnose=draw(hostile_steps()),
        verify=draw(hostile_steps()),
        error=draw(st.integers(0, 9)),
        grade=draw(st.sampled_from(["confirmed", "likely", "possible"])),
        references=(Reference(draw(HOSTILE), "https://learn.microsoft.com/x"), Reference("x", "javascript:alert(1)")),
    )


@st.composite
def hostile_answers(draw: st.DrawFn) -> View:
    """Give the view of an answer to a paste that means harm."""
    codes = draw(st.lists(HOSTILE, max_size=5))
    return explanation(
        answer(
            matches=tuple(draw(st.lists(hostile_matches(), max_size=4))),
            nearest=tuple(draw(st.lists(hostile_matches(), max_size=2))),
            unlisted=tuple(codes),
            chain=tuple(ChainLink(0, each, draw(HOSTILE)) for each in codes),
            redactions=tuple(RedactionCount(draw(HOSTILE), 2) for _ in range(draw(st.integers(0, 2)))),
            notices=tuple(draw(st.lists(HOSTILE, max_size=12))),
            knowledge_version=draw(HOSTILE),
        )
    )


@st.composite
def hostile_histories(draw: st.DrawFn) -> View:
    """Give the view of a history in which every name and message is hostile."""
    lines = st.builds(
        happening,
        label=HOSTILE,
        name=HOSTILE,
        message=HOSTILE,
        code=HOSTILE,
        title=HOSTILE,
        who=HOSTILE,
        entry=st.sampled_from(["", ALLOCATION.entry]),
        outcome=st.sampled_from(["succeeded", "failed", "unavailable", "canceled", "no final status"]),
        kind=st.sampled_from(["operation", "health"]),
        time=st.integers(0, 6).map(lambda days: MONDAY + timedelta(days=days)),
    )
    answer = told(
        name=draw(HOSTILE),
        resource=draw(HOSTILE),
        verdict=Verdict(draw(st.sampled_from(["person", "unknown"])), tuple(draw(st.lists(HOSTILE, max_size=5)))),
        timeline=tuple(draw(st.lists(lines, max_size=20))),
        explained=tuple(draw(st.lists(hostile_matches(), max_size=5))),
        gaps=tuple(Gap("unavailable", draw(HOSTILE)) for _ in range(draw(st.integers(0, 7)))),
        source=draw(HOSTILE),
    )
    return history(answer, zone=UTC)


@st.composite
def hostile_reports(draw: st.DrawFn) -> View:
    """Give the view of a report in which every name and message is hostile."""
    clusters = st.builds(
        recurring,
        template=HOSTILE,
        title=HOSTILE,
        code=HOSTILE,
        detail=HOSTILE,
        exemplar=HOSTILE,
        entry=st.sampled_from(["", ALLOCATION.entry]),
        fix=st.none() | st.builds(FixStep, HOSTILE, st.none(), st.just("sh"), st.just("read")),
        state=st.sampled_from(["new", "regressed", "escalating", "steady", "gone"]),
    )
    answer = reported(
        *draw(st.lists(clusters, max_size=12)),
        name=draw(HOSTILE),
        filters=tuple(draw(st.lists(HOSTILE, max_size=3))),
        deployments=tuple(BadDeployment(draw(HOSTILE), 3, ("c-1",)) for _ in range(draw(st.integers(0, 3)))),
        resources=tuple((draw(HOSTILE), 1) for _ in range(draw(st.integers(0, 4)))),
        gaps=tuple(Gap("unavailable", draw(HOSTILE)) for _ in range(draw(st.integers(0, 5)))),
        source=draw(HOSTILE),
    )
    return report(answer)


@st.composite
def hostile_choices(draw: st.DrawFn) -> View:
    """Give the view of a question that cannot be answered as it was put, with hostile names."""
    names, name, source = tuple(draw(st.lists(HOSTILE, max_size=8))), draw(HOSTILE), draw(HOSTILE)
    return draw(
        st.sampled_from(
            [
                never_seen(NeverSeen(name, names, source)),
                several_machines(SeveralMachines(name, names or ("x",), source)),
                not_readable(NotReadable(name)),
            ]
        )
    )


ANSWERS = hostile_answers() | hostile_histories() | hostile_reports() | hostile_choices()


@settings(max_examples=150)
@given(ANSWERS)
def test_nothing_pasted_becomes_markup(view: View) -> None:
    """Whatever was pasted: nobody is called, only references are links, and no code block is left."""
    kinds = {part["type"] for part in parts(view.blocks) if "type" in part}
    assert kinds <= {
        *("header", "plain_text", "rich_text", "rich_text_section", "rich_text_list", "rich_text_preformatted"),
        *("text", "emoji", "link", "context", "mrkdwn", "divider", "actions", "button", "data_visualization", "bar"),
    }
    assert {"https://learn.microsoft.com/x"} >= set(links(view))
    mrkdwn = [part["text"] for part in parts(view.blocks) if part.get("type") == "mrkdwn"]
    assert [] == [text for text in mrkdwn if re.search(r"[<>]", text)]
    for token in re.findall(r"<[^>]*>?", view.text):
        assert re.fullmatch(r"<https://[^<>|\s]+\|[^<>|]+>", token)
    fences = [line for line in view.text.split("\n") if "```" in line]
    assert ["```", "```"] * (len(fences) // 2) == fences


@settings(max_examples=150)
@given(ANSWERS)
def test_every_answer_is_within_the_limits(view: View) -> None:
    """Slack takes every answer, and it can be written as JSON in UTF-8."""
    assert () == validate(view.blocks)
    assert len(view.blocks) <= BLOCKS
    assert size(view.blocks) <= BUDGET
    assert 0 < length(view.text) <= MESSAGE_TEXT
    assert json.dumps([view.blocks, view.text], ensure_ascii=False).encode()
