"""Who or what did it: a person, an automation, a policy, the platform, the guest, or unknown; with the evidence."""

from analysis.verdict.lines import of_operation
from analysis.verdict.overall import Verdict, verdict
from analysis.verdict.states import of_transition
from analysis.verdict.words import By, Finding

__all__ = ["By", "Finding", "Verdict", "of_operation", "of_transition", "verdict"]
