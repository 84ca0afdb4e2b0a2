import sys
from datetime import date
from pathlib import Path
import types

try:
    import kb.text.redaction

    kb.text.redaction.redact
except Exception:
    m = types.ModuleType("kb.text.redaction")
    m.redact = lambda t, **k: types.SimpleNamespace(counts=())
    sys.modules["kb.text.redaction"] = m
from kb.checks import check_pages, load_pages

root = Path("kb/entries")
pages, faults = load_pages(root)
faults += check_pages(pages, today=date(2026, 11, 21))
want = [a.rstrip("/") for a in sys.argv[1:]] or [""]
shown = [f for f in faults if any(f.path.startswith(w) for w in want)]
print(*sorted(set(shown)), sep="\n")
print(len(pages), "pages,", len(shown), "faults shown")
