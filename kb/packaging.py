"""How the wheel gets its compiled index; run by the build, never by the program."""

import sys
from pathlib import Path

from setuptools.command.build_py import build_py

HERE = Path(__file__).parent


class BuildWithIndex(build_py):
    """Copies the packages as setuptools does, and writes the compiled index of the entries beside them."""

    def run(self) -> None:
        """Put the index into the wheel, or beside the sources for an editable install."""
        super().run()
        sys.path.insert(0, str(HERE.parent))  # a build does not see the sources that it builds
        from kb.compiling import write_index  # noqa: PLC0415 - only found with the line above

        folder = HERE if self.editable_mode else Path(self.build_lib) / "kb"
        write_index(HERE / "entries", folder / "entries.index")
