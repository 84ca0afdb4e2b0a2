"""Windows over the conversation, for one person: a whole page, how the bot knows, and room for a long paste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.slack.text.escape import legible, unescape
from bot.slack.text.limits import Block, clip
from bot.slack.views.buttons import packed
from bot.slack.views.fallback import fallback
from bot.slack.views.match import in_full, page
from bot.slack.views.rich import bold, bullets, code, header, numbered, paragraph, plain, preformatted, rich
from bot.slack.views.view import View, fitted
from bot.usecases.answers import ExplainedMatch

TITLE, PLACEHOLDER, INPUT = 24, 150, 3000
INPUTS = ("paste1", "paste2", "paste3")
PASTE = "paste"
WHOLE = 9000
WHOLE_TEXT = 3000
_NOT_SHOWN = "Slack does not show this window; whoever runs me finds the reason in my log."
_KINDS = {
    "code": "It holds the code",
    "message": "It holds the message",
    "pattern": "It reads like",
    "similar": "It is similar to the page in",
}

Modal = dict[str, Any]


def page_modal(match: ExplainedMatch) -> Modal:
    """Give the whole page of an error: what it means, its causes, every step, and what to read."""
    return answer_modal(fitted(in_full(match), page=page(match), comfort=WHOLE), title=match.code or match.title)


def no_page_modal(name: str) -> Modal:
    """Say that a page is gone."""
    said = rich(paragraph(plain("There is no page "), code(clip(name, 100)), plain(" any more; ask again.")))
    return _modal("No such page", [said])


def why_modal(evidence: Iterable[Sequence[str]], chain: Sequence[Sequence[str]]) -> Modal:
    """Give what in the text speaks for an answer, and the errors of the text from the outermost to the innermost."""
    said = [
        [plain(f"{_KINDS.get(str(kind), 'It holds')} "), code(" ".join(str(text).split()) or "…")]
        for kind, text in (pair[:2] for pair in evidence if len(pair) > 1)
    ]
    blocks: list[Block] = []
    if said:
        blocks += [header("Why this page"), rich(bullets(said))]
    links = [pair[:2] for pair in chain if len(pair) > 1]
    if links:
        blocks.append(header("What I read, from the outside in"))
        for number, (name, message) in enumerate(links, start=1):
            fence = [preformatted(str(message))] if str(message).strip() else []
            blocks.append(rich(numbered([[code(clip(str(name) or "no code", 100))]], first=number), *fence))
    if not blocks:
        blocks.append(rich(paragraph(plain("No page was chosen, and the text holds no error that I can read."))))
    return _modal("How I know", blocks)


def answer_modal(answer: View, *, title: str = "aztriage", channel: str = "") -> Modal:
    """Give any answer as a window; it carries the channel in which it was asked for, if that is told."""
    carried = {"private_metadata": packed({"channel": channel})} if channel else {}
    return _modal(title, answer.blocks) | carried


def plainer(modal: Mapping[str, Any]) -> Modal:
    """Give the text of a window and nothing else, for when Slack does not take it as it is."""
    said = fallback(modal.get("blocks") or (), limit=WHOLE_TEXT)
    title = str((modal.get("title") or {}).get("text") or "")
    return _modal(title, [rich(preformatted(unescape(said) or _NOT_SHOWN))])


def waiting_modal() -> Modal:
    """Say that an answer is on its way."""
    return _modal("aztriage", [rich(paragraph(plain("I am looking; this window shows the answer in a moment.")))])


def paste_modal(place: Mapping[str, str]) -> Modal:
    """Give room for a long paste; `place` is the channel in which the command was given."""
    labels = ("The error, as it is", "More of it", "The rest")
    blocks = [
        _input(name, label, optional=number > 0)
        for number, (name, label) in enumerate(zip(INPUTS, labels, strict=True))
    ]
    note = rich(paragraph(bold("Secrets"), plain(" are taken out before anything reads the text.")))
    extra = {
        "callback_id": PASTE,
        "private_metadata": packed(dict(place)),
        "submit": _plain("Explain it"),
        "notify_on_close": False,
    }
    return _modal("Paste an error", [note, *blocks, _audience()]) | extra


def _modal(title: str, blocks: Sequence[Block]) -> Modal:
    return {
        "type": "modal",
        "title": _plain(clip(" ".join(legible(title).split()) or "aztriage", TITLE)),
        "close": _plain("Close"),
        "blocks": list(blocks),
    }


def _input(name: str, label: str, *, optional: bool) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": True,
        "max_length": INPUT,
        "placeholder": _plain("Terraform or az output, JSON, a log line …"),
    }
    return {"type": "input", "block_id": name, "label": _plain(label), "optional": optional, "element": element}


def _audience() -> Block:
    options = [
        {"text": _plain("only me, in this window"), "value": "me"},
        {"text": _plain("everybody in the channel"), "value": "channel"},
    ]
    element = {"type": "radio_buttons", "action_id": "audience", "options": options, "initial_option": options[0]}
    return {"type": "input", "block_id": "audience", "label": _plain("Who sees the answer?"), "element": element}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
