"""Events in a dictionary."""

from collections.abc import Sequence
from dataclasses import replace

from bot.usecases.delivery_ports import Outcome, Question


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
            self.questions[event] = replace(self.questions[event], text="")

    def reopen(self) -> int:
        """Put back what was taken and never ended, because the process did; gives how many."""
        taken = [event for event, state in self.states.items() if state == "answering"]
        self.states |= dict.fromkeys(taken, "received")
        return len(taken)

    def waiting(self) -> int:
        """Give how many questions wait to be taken."""
        return list(self.states.values()).count("received")
