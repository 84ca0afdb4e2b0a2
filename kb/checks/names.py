"""House rules on names: file, folder, codes, related pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.checks.page import Page
from kb.faults import Fault

_FOLDER = re.compile(r"^[a-z][a-z0-9-]*$")
_STATUS_VALUE = re.compile(r"[\s/]")


def file_name(page: Page) -> Iterator[Fault]:
    """The file bears the first code, then `.variant` where the code has several root causes."""
    folder, _, stem = page.entry.id.rpartition("/")
    code = page.entry.codes[0]
    if not _FOLDER.match(folder):
        yield Fault(page.path, 1, f"the folder '{folder}' is no provider", "use one folder in lower case: compute/…")
    if page.entry.kind == "status":
        prop = code.split("/")[0]
        if stem != prop and not stem.startswith(f"{prop}."):
            yield page.fault("codes:", f"'{stem}' does not start with '{prop}'", "name it Property.Value.md")
    elif stem != code and not stem.startswith(f"{code}."):
        yield page.fault("codes:", f"the file is not named after '{code}'", f"rename it to {code}.md")


def codes_as_printed(page: Page) -> Iterator[Fault]:
    """Codes are single words, each listed once."""
    seen: set[str] = set()
    for code in page.entry.codes:
        if code in seen:
            yield page.fault("codes:", f"code '{code}' stands twice", "remove one")
        seen.add(code)
        if page.entry.kind != "status" and re.search(r"\s", code):
            yield page.fault("codes:", f"code '{code}' has a blank", "write it as Azure prints it")


def wrappers(page: Page) -> Iterator[Fault]:
    """A wrapper says where the real code sits; nobody else does."""
    if page.entry.wraps and not page.entry.inner:
        yield page.fault("wraps:", "a wrapper without `inner`", "say where the real code sits")
    if page.entry.inner and not page.entry.wraps:
        yield page.fault("inner:", "`inner` without `wraps: true`", "set wraps or remove inner")


def life_cycle(page: Page) -> Iterator[Fault]:
    """A retired page names its successor, an imported one its source, a reviewed one its date and owner."""
    entry = page.entry
    if entry.status == "retired" and not entry.successor:
        yield page.fault("status:", "a retired page without successor", "add `successor: provider/Code`")
    if entry.origin == "imported" and not (entry.source and entry.license):
        yield page.fault("origin:", "an imported page without source or licence", "add `source:` and `license:`")
    if entry.status == "reviewed" and not (entry.reviewed and entry.owner):
        yield page.fault("status:", "a reviewed page without date or owner", "add `reviewed:` and `owner:`")


def annotation_facts(page: Page) -> Iterator[Fault]:
    """Context, category and impact stand on annotations, all three, and nowhere else."""
    entry = page.entry
    facts = {"context": entry.context, "category": entry.category, "impact": entry.impact}
    for key, value in facts.items():
        if entry.kind == "annotation" and not value:
            yield page.fault("kind:", f"an annotation without `{key}`", f"add `{key}:` as documented")
        if entry.kind != "annotation" and value:
            yield page.fault(f"{key}:", f"`{key}` on a page that is no annotation", "remove it")


def relations(pages: Iterable[Page], *, known: Iterable[str] = ()) -> Iterator[Fault]:
    """Related pages and successors exist; no two names differ only in case; one page per root cause and code."""
    pages = list(pages)
    ids = {page.entry.id for page in pages} | set(known)
    folded: dict[str, str] = {}
    for page in pages:
        entry = page.entry
        other = folded.setdefault(entry.id.lower(), entry.id)
        if other != entry.id:
            yield Fault(page.path, 1, f"'{entry.id}' differs from '{other}' only in case", "keep one of the two")
        for related in (*entry.related, *filter(None, [entry.successor])):
            if related not in ids:
                yield page.fault(related, f"there is no page '{related}'", "write provider/Code of an existing page")
            if related == entry.id:
                yield page.fault("related:", "the page is related to itself", "remove it")
