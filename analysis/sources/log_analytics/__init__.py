"""The activity log in Log Analytics, asked through Azure's own client."""

from analysis.sources.log_analytics.connection import Connection
from analysis.sources.log_analytics.everywhere import Everywhere
from analysis.sources.log_analytics.limits import Limits
from analysis.sources.log_analytics.workspace import Span, Summary, Workspace

__all__ = ["Connection", "Everywhere", "Limits", "Span", "Summary", "Workspace"]
