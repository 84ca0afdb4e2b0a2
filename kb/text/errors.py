"""What the chain reader finds: the errors of one text, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AzureError:
    """One error as Azure put it. Spans are offsets into the cleaned text; `message` is unescaped, on one line.

    `form` says how sure it is that the word is a code: `object` (in an error object), `field` (after a label such as
    `Code:`), `lead` (before a message: `(Code) text`, `Code: text`), `status` (only the status said it).
    """

    code: str
    message: str
    code_span: Span
    message_span: Span
    form: str


Chain = tuple[AzureError, ...]
