"""What of a message is compared: its fixed words and the pairs of words that follow each other."""

from __future__ import annotations

from kb.text.masking import words


def features(text: str) -> list[str]:
    """Give the words and neighbouring pairs of a message, each once, in order.

    >>> features("Disk 'a' is attached, disk 'b' is not")
    ['disk', 'disk is', 'is', 'is attached', 'attached', 'attached disk', 'is not', 'not']
    """
    found = [word for word, _, _ in words(text)]
    made: dict[str, None] = {}
    for at, word in enumerate(found):
        made[word] = None
        if at + 1 < len(found):
            made[f"{word} {found[at + 1]}"] = None
    return list(made)
