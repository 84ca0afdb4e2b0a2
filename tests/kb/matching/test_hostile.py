"""Texts of a megabyte made to cost time. A run that does not end is stopped by the test runner's own limit."""

import base64
import json
import random
import string
from collections.abc import Callable

import pytest

from bot.usecases.explain import Explain
from kb.library import load_library

EXPLAIN = Explain(load_library())
MEGABYTE = 1_000_000
PIECES = {
    "quotes": '"',
    "backslashes": "\\",
    "open braces": "{",
    "open objects": '{"message":"x }',
    "messages": '"message":"',
    "codes": '"code":"AllocationFailed",',
    "nested details": '{"code":"Abc","details":[',
    "code-like words": "AllocationFailed: x ",
    "near codes": "ZonalAllocationFaild ",
    "one word of many humps": "Aa",
    "tags": "<a ",
    "encoded quotes": "%22%7B",
    "entities": "&quot;",
    "blanks": " ",
    "line ends": "\n",
    "brackets": "(Abcd) ",
    "statuses": 'Status: "AbcDef" ',
    "boxes": "│ ",
    "commands": "az vm x ",
    "resource ids": "/subscriptions/",
    "passwords": "password=",
    "known words": "allocation failed sufficient capacity requested size region ",
    "lists of states": '["Failed",',
    "objects without end": '{"code":"X"',
    "objects, empty": "{}",
    "objects, small": '{"a":{}},',
    "arrays": '{"a":[',
    "brackets, round": "(",
    "percent, twice": "%257B%2522",
    "plus and percent": "+%20",
    "html, escaped": "&lt;",
    "html, escaped again": "&amp;amp;",
    "quotes, escaped": '\\\\\\"',
    "quotes, doubled": '""a""',
    "quotes, by ticks": '`"a`"',
    "quotes, curly": "“x”",
    "quotes, single": "'a ",
    "one word": "a",
    "one number": "1",
    "line ends of Windows": "\r\n",
    "blanks that do not break": "\u00a0",
    "blanks of no width": "a\u200b",
    "letters with marks": "e\u0301",
    "marks from right to left": "\u202eabc\u202c",
    "emoji": "😀",
    "halves of pairs": "\ud83d",
    "nulls": "\x00",
    "colours": "\x1b[31m",
    "colours, cut": "\x1b[",
    "fences": "```json\n",
    "prompts": "PS C:\\> ",
    "lines with codes": "Code: X\n",
    "known codes": "Code: AllocationFailed Message: foo\n",
    "spelt codes": "Zonal Allocation Failed ",
    "codes in pieces": "Skunot available ",
    "rules of tables": "--- ---\n",
    "cells": "<td>",
    "jwt heads": "eyJhbGciOi",
    "private keys": "-----BEGIN " + "PRIVATE KEY-----\n",
    "addresses with passwords": "://a:b@",
    "cookies": "cookie: a=b;",
    "secrets by command": "keyvault secret set --value '",
    "secrets by pipe": "'a' | ConvertTo-SecureString ",
    "arguments in quotes": "--settings 'PASSWORD=a b",
    "many wide gaps": "Cannot delete load balancer since its child resources ",
    "exit codes": "vmssCSE exit status=50 ",
    "regions": "westeast",
    "questions": "why is my vm stuck? ",
    "lines with times": "2026-11-21T09:00:00.123Z " + "x" * 4000 + "\n",
}


def guid(rng: random.Random) -> str:
    """Give a GUID."""
    return "-".join(f"{rng.getrandbits(4 * size):0{size}x}" for size in (8, 4, 4, 4, 12))


def word(rng: random.Random, size: int) -> str:
    """Give letters and digits."""
    return "".join(rng.choices(string.ascii_letters + string.digits, k=size))


MADE: dict[str, Callable[[random.Random], str]] = {
    "guids": lambda rng: guid(rng) + " ",
    "codes": lambda rng: f"Code: {word(rng, 8)}Failed\n",
    "misspelt codes": lambda rng: f"AllocationFaild{word(rng, 2)} ",
    "errors": lambda rng: json.dumps({"error": {"code": f"{word(rng, 6)}Failed", "message": word(rng, 9)}}),
    "tokens": lambda rng: f"eyJ{word(rng, 20)}.eyJ{word(rng, 40)}.{word(rng, 30)} ",
    "account keys": lambda rng: f"AccountKey={word(rng, 86)}==;",
    "signatures": lambda rng: f"https://st.blob.core.windows.net/c?sv=2023&sig={word(rng, 43)}%3D ",
    "passwords": lambda rng: f'--admin-password \'{word(rng, 5)} {word(rng, 5)}\' "client_secret": "{word(rng, 30)}" ',
    "table of passwords": lambda rng: f"| {word(rng, 5)} | password | {word(rng, 9)} |\n",
    "base64": lambda rng: base64.b64encode(rng.randbytes(57)).decode() + "\n",
    "signs": lambda rng: "".join(map(chr, rng.choices(range(32, 127), k=1000))),
    "letters of the world": lambda rng: "".join(map(chr, rng.choices(range(160, 0x2FFF), k=1000))),
    "words": lambda rng: rng.choice("vm quota allocation is not because failed region limit in error".split()) + " ",
    "machines": lambda rng: f"{word(rng, 5).lower()}-{rng.randrange(99)} ",
    "logs": lambda rng: (
        json.dumps(
            {"time": "2026-11-21T09:00:00Z", "properties": json.dumps({"error": {"code": f"{word(rng, 5)}Failed"}})}
        )
        + "\n"
    ),
}
WHOLE = {
    "a table of 20,000 columns": f"{'Name ' * 20_000}\n{'---- ' * 20_000}\n{'web-01 ' * 20_000}",
    "states in 20,000 columns": f"{'ProvisioningState ' * 20_000}\n{'---  ' * 20_000}\n{'Failed ' * 20_000}",
    "marks on one letter": "a" + "\u0301" * MEGABYTE,
    "backslashes before each quote": ("\\" * 63 + '"') * (MEGABYTE // 64),
}


def nested() -> str:
    """Give an error in the message of an error, again and again, escaped ever more."""
    text = json.dumps({"error": {"code": "AllocationFailed", "message": "m"}})
    while len(text) < MEGABYTE // 2:
        text = json.dumps({"error": {"code": "DeploymentFailed", "message": text}})
    return text


@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_of_anything_is_answered(piece: str) -> None:
    """Whatever is repeated, an answer comes, with no more matches than errors can be told apart."""
    answer = EXPLAIN((PIECES[piece] * (MEGABYTE // len(PIECES[piece]))) + "\nCode: SkuNotAvailable")

    assert len(answer.matches) <= 25


@pytest.mark.parametrize("kind", MADE)
def test_a_megabyte_that_never_repeats_is_answered(kind: str) -> None:
    """Nothing that was seen before helps, and an answer comes all the same."""
    rng = random.Random(kind)
    parts: list[str] = []
    left = MEGABYTE
    while left > 0:
        parts.append(MADE[kind](rng))
        left -= len(parts[-1])
    answer = EXPLAIN("".join(parts) + "\nCode: SkuNotAvailable")

    assert len(answer.matches) <= 25


@pytest.mark.parametrize("text", [*WHOLE.values(), nested()], ids=[*WHOLE, "nested"])
def test_a_text_of_odd_shape_is_answered(text: str) -> None:
    """However wide a line and however deep an escape is."""
    assert len(EXPLAIN(text).matches) <= 25
