"""What the bot in Slack keeps, in memory."""

from dataclasses import dataclass, field

from tests.fakes.audit import FakeAudit
from tests.fakes.cases import FakeCases
from tests.fakes.conversations import FakeConversations
from tests.fakes.drafts import FakeDrafts
from tests.fakes.events import FakeEvents
from tests.fakes.feedback import FakeFeedback
from tests.fakes.forgetting import FakeForgetting
from tests.fakes.install_states import FakeInstallStates
from tests.fakes.installations import FakeInstallations
from tests.fakes.leases import FakeLeases
from tests.fakes.notes import FakeNotes
from tests.fakes.outbox import FakeOutbox
from tests.fakes.sightings import FakeSightings
from tests.fakes.subscriptions import FakeSubscriptions
from tests.fakes.watches import FakeWatches


@dataclass
class FakeStore:
    """The ports of a store that Slack needs; tests may look into each."""

    conversations: FakeConversations = field(default_factory=FakeConversations)
    events: FakeEvents = field(default_factory=FakeEvents)
    sightings: FakeSightings = field(default_factory=FakeSightings)
    audit: FakeAudit = field(default_factory=FakeAudit)
    installations: FakeInstallations = field(default_factory=FakeInstallations)
    leases: FakeLeases = field(default_factory=FakeLeases)
    install_states: FakeInstallStates = field(default_factory=FakeInstallStates)
    subscriptions: FakeSubscriptions = field(default_factory=FakeSubscriptions)
    watches: FakeWatches = field(default_factory=FakeWatches)
    notes: FakeNotes = field(default_factory=FakeNotes)
    drafts: FakeDrafts = field(default_factory=FakeDrafts)
    feedback: FakeFeedback = field(default_factory=FakeFeedback)
    cases: FakeCases = field(default_factory=FakeCases)
    outbox: FakeOutbox = field(init=False)
    forgetting: FakeForgetting = field(init=False)

    def __post_init__(self) -> None:
        self.outbox = FakeOutbox(self.events)
        self.forgetting = FakeForgetting(
            self.conversations,
            self.sightings,
            self.events,
            self.outbox,
            self.installations,
            self.notes,
            self.drafts,
            self.feedback,
            self.subscriptions,
            self.watches,
        )
