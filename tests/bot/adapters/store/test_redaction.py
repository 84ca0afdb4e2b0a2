"""A secret that is handed to the store by mistake never reaches the database."""

import random
import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Boolean, LargeBinary, create_engine, select
from sqlalchemy.engine import make_url

from bot.adapters.store.columns import _HARMLESS, Key, RedactedJson, RedactedText, UtcTime
from bot.adapters.store.store import Store, open_store
from bot.adapters.store.tables import metadata
from bot.usecases.delivery_ports import Attachment, AuditRecord, Message, Question
from bot.usecases.ports import Case, Sighting, Subject
from bot.usecases.team_ports import ClusterState, Draft, Note, Opinion, Subscription
from kb.text.redaction import redact
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
    tell_of_delivery(store, text)
    tell_of_the_team(store, text)


def tell_of_delivery(store: Store, text: str) -> None:
    """Write a text into every place of a question, of a message and of the record of who asked."""
    question = Question(text, text, text, text, text, text, text, NOON, redactions=((text, 1),), refused=text)
    store.events.receive([question])
    block = {"type": "section", "text": {"type": "mrkdwn", "text": text}, "fields": [text, 1, None]}
    message = Message(text, text, text, text, blocks=(block,), person=text, edits=text, event=text)
    file = Attachment(text, text, text, b"content")
    store.outbox.write([message, replace(message, attachment=file, kind="file")], at=NOON)
    (out,) = store.outbox.due(NOON, most=1)
    store.outbox.put_off(out.number, until=NOON, error=text)
    store.audit.add(AuditRecord(NOON, text, text, text, text, text, text))
    store.installations.put(text, b"encrypted", at=NOON)


def tell_of_the_team(store: Store, text: str) -> None:
    """Write a text into every place of a note, a draft, an opinion, a cluster and a subscription."""
    store.notes.add(Note(text, text, text, text, text, NOON))
    store.notes.edit(text, text, at=NOON)
    store.drafts.put(Draft(text, text, text, text, text, NOON, cluster=text))
    store.drafts.review(text, "accepted", by=text, at=NOON)
    store.feedback.give(Opinion(text, "up", text, text, text, NOON, reason=text))
    store.cluster_states.see([ClusterState(text, text, text, NOON, NOON)])
    store.subscriptions.put(
        Subscription(text, text, text, 1, text, text, text, NOON, filters={"rg": text}, thread=text)
    )


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
    """Whatever table comes next: its columns are numbers, times in UTC, texts that are redacted, or bytes.

    Bytes are files that the bot made itself, and tokens that were encrypted before.
    """
    columns = [column for table in metadata.tables.values() for column in table.columns]
    safe = Key | RedactedText | RedactedJson | UtcTime | BigInteger | Boolean | LargeBinary
    assert [] == [str(column) for column in columns if not isinstance(column.type, safe)]


@given(st.from_regex(_HARMLESS, fullmatch=True))
def test_what_is_not_looked_at_holds_no_secret(text: str) -> None:
    """Short ids are written without looking for secrets in them, and there is none to be found."""
    assert re.fullmatch(_HARMLESS, text)
    assert text == redact(text).text.text
