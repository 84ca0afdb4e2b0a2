"""Where logs come from. Every source gives canonical event tables (`analysis.events`)."""


class SourceError(ValueError):
    """A source cannot be read at all; the message is one sentence for the reader that says what to do."""
