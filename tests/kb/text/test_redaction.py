"""The contract of redaction: what is replaced, counted, traced; that it is final, and quick on whatever is pasted."""

import json
import random
import re
import string
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.offsets import TracedText
from kb.text.redaction import KINDS, redact
from kb.text.redaction.kinds import Find, merged
from kb.text.redaction.layers import layers
from tests.kb.text.redaction_samples import samples
from tests.kb.text.test_redaction_lookalikes import LOOKALIKES, made

_MARKED = re.compile(r"\[redacted:([a-z-]+)\]")
_MEGABYTE = 1_000_000
SECRET = "S3cr" + "et!x9Q"
SAMPLES = [sample.text for sample in samples(7)][::5]

# Words that rules look for, and signs that decoding and quoting hang on.
WORDS = """
password passwd pwd pass secret key token apiKey pat Authorization Bearer Basic Cookie Set-Cookie ARRAffinity sig
AccountKey SharedAccessKey client_secret curl login sshpass mysql pscredential Private-Lines: MII eyJ eyJhbGciOi xoxb-
hooks.slack.com/services/ ghp_ glpat- AKIA 8Q~ AZDO == kty kind: Secret data: value id client-key-data customData $ ${
{{ < > </ " ' ` \\ \\" | , ; : = & % %25 %3D %22 &amp; &quot; \\u0026 ( ) [ ] { } - _ . / @ :// + a A 1 aA1x9 S3cr3t!x
name: x-api-key │ “ ” … [redacted:password] [redacted: *** é İ
"""
PIECES = [
    *WORDS.split(),
    " ",
    "\n",
    "\t",
    "\x1b[31m",
    "-----BEGIN " + "PRIVATE KEY-----",
    "-----END " + "PRIVATE KEY-----",
]

hostile = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
spaced = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
texts = st.one_of(hostile, spaced, st.sampled_from(SAMPLES), st.sampled_from(LOOKALIKES), st.text(max_size=80))


def test_the_secret_alone_is_replaced_and_counted() -> None:
    """The value goes, its key and its neighbours stay."""
    given_ = f"az vm create -n web-01 --admin-password {SECRET} -g rg"
    redaction = redact(given_)
    assert "az vm create -n web-01 --admin-password [redacted:password] -g rg" == redaction.text.text
    assert (("password", 1),) == redaction.counts


def test_counts_are_by_kind() -> None:
    """Counts come in the order of the kinds' names, one for each secret."""
    text = f"password={SECRET}\nServer=x;User ID=sa;Password={SECRET};\nPGPASSWORD={SECRET}\n"
    assert (("connection-string", 1), ("password", 2)) == redact(text).counts


def test_the_layer_below_is_the_text_as_given() -> None:
    """The redacted text is a layer over the given one, with and without secrets, and leads back to its origin."""
    for text in (f"password={SECRET} in rg-web", "nothing in rg-web", ""):
        redaction = redact(text)
        assert redaction.text.below is not None
        assert text == redaction.text.below.text
        at = redaction.text.text.find("rg-web")
        if at >= 0:
            start, end = redaction.text.origin(at, at + 6)
            assert "rg-web" == text[start:end]


def test_a_traced_text_keeps_its_layers() -> None:
    """A text that was rewritten before is traced back through both layers."""
    original = f"> password={SECRET} in rg-web"
    traced = TracedText(original).replaced([(0, 2, "")])
    redacted = redact(traced).text
    assert traced is redacted.below
    at = redacted.text.index("rg-web")
    assert "rg-web" == original[slice(*redacted.origin(at, at + 6))]
    mark = redacted.text.index("[redacted:")
    assert SECRET == original[slice(*redacted.origin(mark, mark + len("[redacted:password]")))]


def test_marks_lead_back_to_the_secret_in_every_layer() -> None:
    """A secret found in a decoded layer is replaced where it stands in the raw text."""
    for sample in samples(11):
        redacted = redact(sample.text).text
        for mark in _MARKED.finditer(redacted.text):
            start, end = redacted.origin(*mark.span())
            assert sample.text[:start] == redacted.text[: mark.start()] or redacted.text.count("[redacted:") > 1
            assert start < end


def test_emails_only_if_asked_for() -> None:
    """Addresses stay unless they are to go."""
    text = "ask someone@contoso.com, or other.one+x@mail.fabrikam.co.uk."
    assert text == redact(text).text.text
    redaction = redact(text, emails=True)
    assert "ask [redacted:email], or [redacted:email]." == redaction.text.text
    assert (("email", 2),) == redaction.counts


def test_the_more_specific_kind_wins() -> None:
    """Finds that overlap are one, of the more specific kind; those that touch stay two."""
    finds = [Find(0, 5, "password"), Find(3, 9, "connection-string"), Find(9, 12, "email"), Find(20, 20, "email")]
    assert [Find(0, 9, "connection-string"), Find(9, 12, "email")] == merged(finds)
    assert (("client-secret", 1),) == redact("password=abc8" + "Q~" + "a1B2" * 8 + "c3").counts


def test_a_mark_in_the_given_text_hides_nothing() -> None:
    """Marks that were there before are left alone and not counted; a secret next to one is still found."""
    redaction = redact(f'password="[redacted:password]"; token = "x" Pwd={SECRET}; k: [redacted:email]')
    assert 3 == len(_MARKED.findall(redaction.text.text))
    assert [1] == [count for _, count in redaction.counts]
    assert SECRET not in redaction.text.text


@settings(max_examples=600, deadline=None)
@given(texts)
def test_redacting_again_changes_nothing(text: str) -> None:
    """What was redacted is final: nothing more is found, nothing is counted."""
    once = redact(text, emails=True).text.text
    again = redact(once, emails=True)
    assert (once, ()) == (again.text.text, again.counts)


@settings(max_examples=400, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4).map("\n".join))
def test_everything_else_is_byte_equal(text: str) -> None:
    """Between the marks stands the text as given; the marks stand for pieces of it, and are what was counted."""
    redaction = redact(text)
    out = redaction.text
    at = came_from = 0
    fresh: dict[str, int] = {}
    for mark in _MARKED.finditer(out.text):
        start, end = out.origin(*mark.span())
        assert text[came_from:start] == out.text[at : mark.start()]
        if text[start:end] != mark[0]:
            fresh[mark[1]] = fresh.get(mark[1], 0) + 1
        at, came_from = mark.end(), end
    assert text[came_from:] == out.text[at:]
    assert tuple(sorted(fresh.items())) == redaction.counts


@settings(max_examples=300, deadline=None)
@given(texts)
def test_each_layer_leads_back(text: str) -> None:
    """The whole of a layer comes from the part it was decoded from, and no place leads outside of the text."""
    for layer in layers(text):
        size = len(layer.page.text)
        assert size == len(layer.page.lower)
        if layer.below and layer.decoder:
            part = layer.below.page.text[layer.start : layer.end]
            assert size == len(layer.decoder.unit.sub("x", part))
        whole = layer.origins([Find(0, size, "password")])[0]
        assert 0 <= whole.start <= whole.end <= len(text)
        for at in range(0, size, 7):
            found = layer.origins([Find(at, at + 1, "password")])[0]
            assert whole.start <= found.start < found.end <= whole.end


def test_parts_of_a_long_text_are_decoded() -> None:
    """In a long text a secret is found in whichever part is escaped, however deep."""
    rng = random.Random("long")
    filler = "\n".join(made(rng.choice(LOOKALIKES), rng) for _ in range(600)) + "\n"
    inner = json.dumps({"adminPassword": SECRET, "n": json.dumps({"pwd": SECRET})})
    escaped = json.dumps({"a": inner})
    coded = f"&quot;password&quot;: &quot;{SECRET}&quot; state=password%253D{SECRET.replace('!', '%2521')}%26"
    redaction = redact(filler + escaped + "\n" + filler + coded + "\n" + filler)
    assert (("password", 4),) == redaction.counts
    assert "S3cr" not in redaction.text.text


HOSTILE = [
    '"', "'", "`", "\\", '\\"', '\\\\\\"', "%", "%25", "%2525", "&", "&amp;", "&amp;amp;", "\\u0026", "eyJ", "eyJ.",
    "password=", "password= ", f"password={SECRET} ", 'password="', 'password=\\"', '\\"password\\": \\"x1\\", ',
    "password,", "password ", "<password>", "passwd=“ is the a ", "secret: ", "key\n ", "key=key ", "AccountKey=",
    "QUJDREVGR0hJSktMTU5P", "MIIKcAIBAzCC", "{[", "{", "}", '{"value":', "a", "=", "==", "\n", " ", "@", "://", "://a:",
    "-----BEGIN " + "PRIVATE KEY-----", "-----END " + "PRIVATE KEY-----", "sig=", "&sig=abc1", "Cookie=", "Cookie: a=b; ",
    "Authorization: ", "Bearer ", "Basic QUJDREVG ", "xoxb-", "Q~", "AZDO", "+ASt", "arraffinity=", "x-vault-",
    "password,a\n", "|password|a|\n|---|---|\n", "password  name\n--------  ----\nx1  y\n", "az login -p ", "curl -u a:",
    "kind: Secret\ndata:\n  a: b\n", '{"id":"https://x.vault.azure.net/secrets/a","value":"b"},', "[redacted:password]",
    "[redacted:", '""":', '`":', "\x1b[31m", "customData:QUJDREVGR0hJSktMTU5P ", "|", "İ", "é", "password=my" + "a" * 99,
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_megabyte_is_done(unit: str) -> None:
    """A megabyte of one sign or phrase comes back, redacted once and for all."""
    text = (unit * (_MEGABYTE // len(unit) + 1))[:_MEGABYTE]
    once = redact(text)
    assert once.text.text == redact(once.text).text.text


def test_nested_brackets_without_end() -> None:
    """Half a megabyte of opening brackets and as many closing ones are no document, and no stack is filled by them."""
    text = '{"a":' * 100_000 + "}" * 500_000
    assert text == redact(text).text.text


def test_more_secrets_than_anybody_pastes_are_one() -> None:
    """A text with ten thousands of secrets is taken out as a whole: its time stays bounded, and nothing is shown."""
    redaction = redact(f"password={SECRET}\n" * 30_000)
    assert "[redacted:password]" == redaction.text.text


def test_many_secrets_are_each_taken_out() -> None:
    """A log with some thousand secrets loses these and nothing else."""
    line = "2026-11-21T10:11:12Z ERROR web-01 password={} in rg-web\n"
    redaction = redact(line.format(SECRET) * 3000)
    assert line.format("[redacted:password]") * 3000 == redaction.text.text
    assert (("password", 3000),) == redaction.counts


def test_odd_letters_keep_their_places() -> None:
    """Letters whose lower case is longer, and lone surrogates, do not shift what is replaced."""
    text = f"İİİ straße \ud800 password={SECRET} ﬁn"
    assert text.replace(SECRET, "[redacted:password]") == redact(text).text.text


def test_kinds_are_known() -> None:
    """The kinds of the samples and e-mail addresses are all there are."""
    assert 15 == len(KINDS) == len(set(KINDS))
    assert set(string.ascii_lowercase + "-") >= set("".join(KINDS))


def test_import_is_light() -> None:
    """Redaction needs nothing but the standard library."""
    code = (
        "import sys; before = set(sys.modules); import kb.text.redaction\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - set(sys.stdlib_module_names) - {'kb'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()
