"""Made-up secrets in every shape in which people paste them."""

from __future__ import annotations

import html
import json
import random
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from tests.kb.text.redaction_secrets import MAKERS, Secret

MARK = "QZREDACTEDZQ"


@dataclass(frozen=True)
class Sample:
    """A paste with one secret: what it looks like, and what is left when the secret is taken out."""

    secret: Secret
    context: str
    text: str
    left: str


Context = Callable[[str, str], str]


def _escaped(times: int) -> Context:
    def render(key: str, value: str) -> str:
        text = json.dumps({key: value, "status": "Failed"})
        for _ in range(times):
            text = json.dumps({"error": {"code": "BadRequest", "message": text}})
        return text

    return render


def _xml(key: str, value: str) -> str:
    return f"<config><add key='region' value='x'/><{key}>{html.escape(value)}</{key}><code>Conflict</code></config>"


def _boxed(text: str) -> str:
    return "╷\n│ Error: creating resource\n│ \n" + "\n".join(f"│   {line}" for line in text.split("\n")) + "\n│ \n╵\n"


def _quoted(value: str) -> str:
    return json.dumps(value)


_TIME = "2026-11-21T10:11:12.123Z"
CONTEXTS: dict[str, Context] = {
    "plain": lambda k, v: f"{k}: {v}",
    "json": _escaped(0),
    "json once escaped": _escaped(1),
    "json twice escaped": _escaped(2),
    "json thrice escaped": _escaped(3),
    "json pretty": lambda k, v: json.dumps({"properties": {k: v, "sku": "Standard_D2s_v5"}}, indent=2),
    "url-encoded": lambda k, v: f"GET /api/log?state={quote(f'{k}={v}', safe='')}&api-version=2024-01-01 HTTP/1.1",
    "url-encoded twice": lambda k, v: f"https://x.net/r?u={quote(quote(f'{k}={v}', safe=''), safe='')}&n=1",
    "yaml": lambda k, v: f"settings:\n  region: westeurope\n  {k}: {v}\n  tier: Basic\n",
    "yaml quoted": lambda k, v: f"settings:\n  {k}: {_quoted(v)}\n  tier: Basic\n",
    "env file": lambda k, v: f"REGION=westeurope\n{k}={v}\nTIER=Basic\n",
    "export": lambda k, v: f"$ export {k}='{v}'\n$ az group list\n",
    "powershell": lambda k, v: f'PS C:\\> $env:{k} = "{v}"\nPS C:\\> Get-AzVM -Name web-01\n',
    "terraform": lambda k, v: f'resource "azurerm_x" "y" {{\n  {k} = {_quoted(v)}\n  location = "westeurope"\n}}\n',
    "terraform output": lambda k, v: _boxed(f"with azurerm_x.y,\n  {k} = {_quoted(v)}\ncode: Conflict"),
    "log line": lambda k, v: (
        f"{_TIME} ERROR [worker-3] request failed {k}={v} correlationId=7d3c2a10-aaaa-4bbb-8ccc-1234567890ab"
    ),
    "log json": lambda k, v: f"{_TIME} ERROR failed: {_escaped(0)(k, v)} (HTTP 409)",
    "stack trace": lambda k, v: (
        f'Traceback (most recent call last):\n  File "/app/x.py", line 3, in f\nValueError: bad {k}={v}\n'
    ),
    "html": lambda k, v: f"<p>Failed: {html.escape(f'{k}={v}')}</p><p>Code &quot;Conflict&quot;</p>",
    "html json": lambda k, v: f"<pre>{html.escape(_escaped(0)(k, v))}</pre>",
    "markdown": lambda k, v: f"| name | {k} |\n|---|---|\n| web-01 | {v} |\n| web-02 | n/a |\n",
    "markdown row": lambda k, v: f"| setting | content |\n|---|---|\n| {k} | {v} |\n| region | westeurope |\n",
    "xml": _xml,
    "xml attribute": lambda k, v: (
        f'<settings><add key="{k}" value="{html.escape(v)}" /><add key="tier" value="Basic" /></settings>'
    ),
    "curl": lambda k, v: f"curl -X POST https://management.azure.com/x?api-version=2024-01-01 -d '{_escaped(0)(k, v)}'",
    "az arguments": lambda k, v: f"az deployment group create -g rg-web -p {k}='{v}' location=westeurope",
    "az option": lambda k, v: f"az thing create -g rg-web --{k.replace('_', '-').replace('.', '-')} '{v}' --no-wait",
    "csv": lambda k, v: f"name,{k},region\nweb-01,{v},westeurope\nweb-02,n/a,westeurope\n",
    "csv json": lambda k, v: 'time,body\n2026-11-21,"' + _escaped(0)(k, v).replace('"', '""') + '"\n',
    "cut": lambda k, v: '{"error": {"details": [{"' + k + '": "' + v.replace('"', '\\"'),
    "ini": lambda k, v: f"[main]\nregion = westeurope\n{k} = {v}\ntier = Basic\n",
    "python": lambda k, v: f"failed with { ({'region': 'westeurope', k: v, 'tier': 'Basic'})!r}",
    "c#": lambda k, v: (
        f"System.InvalidOperationException: Cannot use '{k}={v}'. ---> System.Exception: x\n   at A.B.C() in C:\\x.cs:line 3"
    ),
    "java": lambda k, v: f"java.lang.IllegalStateException: {{{k}={v}, region=westeurope}}\n\tat com.x.Y.z(Y.java:12)",
}
_BLOCKS = frozenset(
    "plain,json,json once escaped,json twice escaped,json thrice escaped,json pretty,url-encoded,url-encoded twice,yaml quoted,"
    "export,powershell,terraform,log json,html json,curl,csv json,python,boxed,indented,quoted,heredoc,log rows,cut".split(
        ","
    ),
)
_TEXTS: dict[str, Callable[[str], str]] = {
    "boxed": _boxed,
    "indented": lambda t: "spec:\n" + textwrap.indent(t, "    ") + "\n    end: x\n",
    "quoted": lambda t: "\n".join(f"> {line}" for line in t.split("\n")) + "\n",
    "heredoc": lambda t: f"cat > x <<EOF\n{t}\nEOF\necho done",
    "log rows": lambda t: f"{_TIME} INFO read:\n{t}\n{_TIME} INFO code Conflict",
}
_ROWS = frozenset({"markdown", "markdown row", "csv", "xml"})
_JSON = frozenset(
    {"json", "json once escaped", "json twice escaped", "json thrice escaped", "json pretty", "log json", "html json", "curl",
     "csv json", "cut", "python"},
)  # fmt: skip


def contexts_of(secret: Secret) -> Iterator[str]:
    """Give the contexts in which a secret of this form is met."""
    for name in CONTEXTS:
        breaks = "," in secret.text or "|" in secret.text or '"' in secret.text
        if secret.form == "json" and name not in _JSON:
            continue
        if secret.form == "block" and name not in _BLOCKS:
            continue
        if name in ("csv", "markdown", "markdown row") and breaks:
            continue
        if name in ("c#", "export", "powershell", "az option", "az arguments", "curl") and (
            "'" in secret.text or '"' in secret.text
        ):
            continue
        if secret.form == "cookie" and name in ("csv", "markdown", "az option"):
            continue
        if name == "cut" and secret.after:
            continue
        yield name
    if secret.form == "block":
        yield from _TEXTS


def render(secret: Secret, context: str) -> Sample:
    """Give the paste, and the same with a mark in place of the secret."""
    make = _TEXTS.get(context)
    text, left = (
        make(body) if make else CONTEXTS[context](secret.key, body)
        for body in (secret.text, secret.before + MARK + secret.after)
    )
    return Sample(secret, context, text, left)


def samples(seed: int, rounds: int = 1) -> Iterator[Sample]:
    """Give every secret in every context that fits it, made from the seed."""
    rng = random.Random(seed)
    for _ in range(rounds):
        for make in MAKERS.values():
            for secret in make(rng):
                for context in contexts_of(secret):
                    yield render(secret, context)


# Without the rest these look like anything: bare keys and tokens that only their length tells.
_SHAPELESS = frozenset({"value", "message", "x", "url", "out", "jwk", "connectionString", "proxy"})


def truncated(seed: int) -> Iterator[Sample]:
    """Give pastes that end within or right after a secret which is named before it."""
    for sample in samples(seed):
        before, _, after = sample.left.partition(MARK)
        secret = sample.text[len(before) : len(sample.text) - len(after)]
        if sample.secret.key not in _SHAPELESS:
            for end, tail in ((len(secret) * 2 // 3, ""), (len(secret) * 2 // 3, "..."), (len(secret), "")):
                yield Sample(sample.secret, sample.context, before + secret[:end] + tail, before + MARK + tail)
