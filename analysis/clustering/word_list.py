"""The public words of error messages: what is constant in any message, never a name.

`python -m analysis.clustering.word_list FOLDER` writes the list `words.txt` anew: words that stand as plain words, in
lower case, in the knowledge pages under FOLDER or in the documentation strings of at least two installed Python
packages (general technical English), and words in any case on several pages (`Azure`, `VM`). Names in code marks,
paths and links do not count, nor brands with a capital inside; hyphenated words must be known as such. Regions are no
words: they are values.
"""

from __future__ import annotations

import ast
import re
import sys
import sysconfig
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from kb.text.regions import REGIONS

_WORD = re.compile(
    r"(?<![\w./\\@#$%&*+=~^|<>{}\[\]`:'-])[A-Za-z]+(?:-[A-Za-z]+|'[a-z]{1,2})?(?![\w/\\@#$%&*+=~^|<>{}\[\]`-])(?![.:(]\w|://)"
)
_BRAND = re.compile(r"[a-z][A-Z]")
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
# How many packages must know a lower-case word, and how many pages one that is never written in lower case.
_PACKAGES, _PAGES = 2, 4
_TESTS = re.compile(r"[/\\](?:tests?|idlelib|lib2to3)[/\\]")

FUNCTION_WORDS = frozenset(
    """
    a about above after again all already also am an and another any are aren't as at be because been before
    being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down
    due during each either else ensure ever few for from further had has hasn't have haven't having he hence her
    here his how however i if in into is isn't it its itself just least less may maybe might more most must
    mustn't my neither no non nor not now of off on once only onto or other our out over own per please same she
    should shouldn't since so some still such than that the their them then there therefore these they this
    those though through to too try under unless until up upon us use used using very via was wasn't we were
    weren't what when where whether which while who whose why will with within without won't would you your
    """.split()
)


@lru_cache(maxsize=1)
def public_words() -> frozenset[str]:
    """Give the shipped list, in lower case."""
    text = files("analysis.clustering").joinpath("words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def plain_words(text: str) -> set[str]:
    """Give the words of a text that stand as words, as they are written.

    >>> sorted(plain_words("The disk `data` of web-01 isn't in /tmp/x, see Azure."))
    ['Azure', 'The', 'disk', 'in', "isn't", 'of', 'see']
    """
    return set(_WORD.findall(text.replace("’", "'")))


def chosen(pages: Iterable[str], documented: Iterable[tuple[str, str]]) -> list[str]:
    """Give the list, sorted, from the texts of pages and from (package, documentation) pairs."""
    on_pages: Counter[str] = Counter()
    packages: defaultdict[str, set[str]] = defaultdict(set)
    lower: set[str] = set()
    brands: set[str] = set()
    for page in pages:
        found = plain_words(page)
        on_pages.update({word.lower() for word in found})
        lower |= {word for word in found if word.islower()}
    for package, text in documented:
        found = plain_words(text)
        brands |= {word.lower() for word in found if _BRAND.search(word)}
        for word in found:
            if word.islower():
                packages[word].add(package)
    words = lower | {word for word, count in on_pages.items() if count >= _PAGES}
    words |= {word for word, known in packages.items() if len(known) >= _PACKAGES and word not in brands}
    words -= {word for word in words if "-" in word and len(packages[word]) < _PACKAGES and on_pages[word] < _PAGES}
    return sorted(word for word in words - REGIONS if len(word) > 1 or word in "ai")


def documentation(roots: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, str]]:
    """Give (package, text) for the documentation strings under each (package, folder).

    An empty package stands for the name of the first folder below.
    """
    for package, root in roots:
        for path in sorted(root.rglob("*.py")):
            if not _TESTS.search(str(path)) and (not package or "site-packages" not in path.parts):
                yield package or path.relative_to(root).parts[0], _strings(path)


def _strings(path: Path) -> str:
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError):
        return ""
    return "\n".join(ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, _DOCUMENTED))


def main() -> None:
    """Write the list to standard output."""
    pages = (path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.md")))
    roots = [("python", Path(sysconfig.get_paths()["stdlib"])), ("", Path(sysconfig.get_paths()["purelib"]))]
    sys.stdout.write("\n".join(chosen(pages, documentation(roots))) + "\n")


if __name__ == "__main__":
    main()
