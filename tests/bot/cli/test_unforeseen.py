"""A bug ends in a sentence that says where it is, and nothing of what was pasted."""

import pytest

from bot import __main__ as program


def test_a_bug_ends_with_where_it_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence names the kind of the error and its place; its text, which may hold a secret, is kept back."""

    def broken() -> None:
        raise KeyError("AccountKey=" + "c2VjcmV0" * 4)

    monkeypatch.setattr(program, "app", broken)
    with pytest.raises(SystemExit) as ended:
        program.main()
    told = capsys.readouterr()
    assert (1, "") == (ended.value.code, told.out)
    assert "KeyError at __main__.py:" in told.err
    assert "test_unforeseen.py:" in told.err
    assert "AccountKey" not in told.err
    assert 1 == told.err.count("\n")
