"""Regular expressions that are compiled when they are first needed: most texts need few of the hundreds there are."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")
_waiting: list[_Lazy] = []


class _Lazy:
    """Stands for a compiled pattern, and becomes one at the first use of any of its methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what `re.compile` gives, compiled at the first use."""
    made = _Lazy(pattern, flags)
    _waiting.append(made)
    return cast("re.Pattern[str]", made)


def compile_all() -> None:
    """Compile what is not compiled yet, so that no answer waits for it."""
    while _waiting:
        _waiting.pop().search  # noqa: B018 - the first use compiles it
