from pathlib import Path

from analysis.chart_script import chart_script


def test_the_script_is_kept(tmp_path: Path) -> None:
    """The script is put into the folder once, and what stands there is taken the next time."""
    made = chart_script(tmp_path / "new")
    (file,) = (tmp_path / "new").iterdir()
    before = file.stat().st_mtime_ns

    assert made == chart_script(tmp_path / "new")
    assert before == file.stat().st_mtime_ns


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    """A kept script that is cut or changed is not used, and is replaced."""
    made = chart_script(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-9])

    assert made == chart_script(tmp_path)
    assert file.read_text(encoding="utf-8").endswith(made)


def test_a_folder_that_takes_nothing(tmp_path: Path) -> None:
    """Where nothing can be kept, the script is made all the same."""
    (tmp_path / "file").touch()

    assert "vegaEmbed" in chart_script(tmp_path / "file")
