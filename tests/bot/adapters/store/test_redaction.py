"""A secret that is handed to the store by mistake never reaches the database."""

import random
from pathlib import Path

from sqlalchemy import BigInteger, create_engine, select
from sqlalchemy.engine import make_url

from bot.adapters.store.columns import Key, RedactedText, UtcTime
from bot.adapters.store.store import Store, open_store
from bot.adapters.store.tables import metadata
from bot.usecases.ports import Case, Sighting, Subject
from tests.bot.adapters.store.postgres import Postgres
from tests.fakes.clock import NOON, FakeClock
from tests.kb.text.redaction_secrets import MAKERS, Secret

SECRETS = [secret for name, make in MAKERS.items() for secret in list(make(random.Random(name)))[:2]]
SHORT = [secret for secret in SECRETS if len(secret.text) < 1000]


def tell(store: Store, text: str) -> None:
    """Write a text into every place that takes one."""
    store.conversations.claim(text)
    store.conversations.remember(text, Subject(text, resource=text))
    store.sightings.add(Sighting(entry=text, place=text, seen=NOON))
    case = Case(cluster=text, decision=text, by=text, decided=NOON, into=text)
    store.cases.record(case)
    store.cases.undo(case, by=text, at=NOON)
    store.conversations.subject(text)
    store.cases.history(text)


def files(folder: Path) -> bytes:
    """Give all that lies in a folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def rows(url: str) -> str:
    """Give all that stands in a database, read without the store."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        found = [str(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    engine.dispose()
    return "\n".join(found)


def planted(secret: Secret) -> str:
    """Give a text as somebody may paste it, with the key under which such a secret is found."""
    return f"it failed with\n{secret.key}={secret.text}\nand nothing else"


def test_no_secret_lands_in_the_file(tmp_path: Path) -> None:
    """Of no kind of secret is any found in the file or beside it, while the store is open and after."""
    folder = tmp_path / "store"
    with open_store(f"sqlite:///{folder}/aztriage.db", clock=FakeClock()) as store:
        for secret in SECRETS:
            tell(store, planted(secret))
        while_open = files(folder)
    for content in (while_open, files(folder)):
        assert [] == [secret.kind for secret in SECRETS if secret.value.encode() in content]
        assert b"[redacted:" in content
        assert b"and nothing else" in content


def test_no_secret_lands_in_a_server(postgres: Postgres) -> None:
    """The same of the rows in PostgreSQL, also where a NUL, which it does not take, stands before the secret."""
    url = postgres.database()
    with open_store(url, clock=FakeClock()) as store:
        for secret in SECRETS:
            tell(store, "\0" + planted(secret))
    content = rows(url)
    assert [] == [secret.kind for secret in SECRETS if secret.value in content]
    assert "[redacted:" in content
    assert "and nothing else" in content


def test_ids_with_secrets_stay_apart(url: str) -> None:
    """Two ids that differ in a secret only are two ids."""
    with open_store(url, clock=FakeClock()) as store:
        claims = [store.conversations.claim(secret.text) for secret in (*SHORT, *SHORT)]
    assert [True] * len(SHORT) + [False] * len(SHORT) == claims


def test_no_column_takes_plain_text() -> None:
    """Whatever table comes next: its columns are numbers, times in UTC, or texts that are redacted."""
    columns = [column for table in metadata.tables.values() for column in table.columns]
    safe = Key | RedactedText | UtcTime | BigInteger
    assert [] == [str(column) for column in columns if not isinstance(column.type, safe)]
