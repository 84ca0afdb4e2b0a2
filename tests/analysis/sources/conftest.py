"""Azure and Microsoft's parser of its query language, on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.analysis.sources.parser.asking import Parser, parsing
from tests.azure.endpoint import Endpoint, serving


@pytest.fixture(scope="session")
def parser() -> Iterator[Parser]:
    """Give Microsoft's parser."""
    with parsing() as parser:
        yield parser


@pytest.fixture
def azure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """Give an Azure that a test fills; a proxy that is set for the outside would be asked for this machine too."""
    monkeypatch.setenv("NO_PROXY", "localhost")
    monkeypatch.setenv("no_proxy", "localhost")
    with serving(tmp_path) as endpoint:
        yield endpoint
