"""Events in a dictionary."""

from collections.abc import Sequence
from dataclasses import replace

from bot.usecases.delivery_ports import EDITION, Outcome, Question


class FakeEvents:
    """The port Events; tests may look at `questions` and `states`, by event."""

    def __init__(self) -> None:
        self.questions: dict[str, Question] = {}
        self.states: dict[str, str] = {}

    def receive(self, questions: Sequence[Question]) -> Sequence[Question]:
        """Keep questions, all together; gives those that were not known, neither by event nor by message."""
        new: list[Question] = []
        for each in questions:
            place = (each.workspace, each.channel, each.message)
            places = {(known.workspace, known.channel, known.message) for known in self.questions.values()}
            if each.event not in self.questions and place not in places:
                self.questions[each.event] = each
                self.states[each.event] = "received"
                new.append(each)
        return new

    def take(self, most: int) -> Sequence[Question]:
        """Take up to `most` questions for answering, oldest first; nobody else gets them."""
        taken = [event for event, state in self.states.items() if state == "received"][:most]
        for event in taken:
            self.states[event] = "answering"
        return [self.questions[event] for event in taken]

    def close(self, event: str, outcome: Outcome) -> None:
        """Say how a question ended; its text is forgotten."""
        if event in self.states:
            self.states[event] = outcome
            self.questions[event] = replace(self.questions[event], text="", attached=())

    def reopen(self) -> int:
        """Put back what was taken and never ended, because the process did; gives how many."""
        taken = [event for event, state in self.states.items() if state == "answering"]
        self.states |= dict.fromkeys(taken, "received")
        return len(taken)

    def waiting(self) -> int:
        """Give how many questions wait to be taken."""
        return list(self.states.values()).count("received")

    def asked_in(self, workspace: str, channel: str, thread: str) -> frozenset[str]:
        """Give the people who asked the bot something in a thread and were not refused."""
        place = (workspace, channel, thread)
        return frozenset(
            each.person
            for each in self.questions.values()
            if (each.workspace, each.channel, each.thread) == place and not each.refused and not each.way
        )

    def is_known(self, workspace: str, channel: str, message: str) -> bool:
        """Say whether a message, in whichever edition, was a question."""
        return bool(self.editions(workspace, channel, message))

    def is_overtaken(self, question: Question) -> bool:
        """Say whether a later edition of the message of a question came in after it."""
        base = question.message.partition(EDITION)[0]
        editions = self.editions(question.workspace, question.channel, base)
        return question.event in editions[:-1]

    def editions(self, workspace: str, channel: str, message: str) -> list[str]:
        """Give the events under which a message came, in their order."""
        return [
            event
            for event, each in self.questions.items()
            if (each.workspace, each.channel, each.message.partition(EDITION)[0]) == (workspace, channel, message)
        ]

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        gone = [event for event, question in self.questions.items() if question.workspace == workspace]
        for event in gone:
            del self.questions[event], self.states[event]
        return len(gone)
