"""A change is reported once, by content."""

import os
from pathlib import Path

from contractfirst.preview.watch import Watch


def test_change_is_told_once_and_only_for_another_content(tmp_path: Path) -> None:
    file, watch = tmp_path / "a.yaml", Watch()
    file.write_text("a")
    assert watch.changed([file])
    assert not watch.changed([file])
    file.write_text("b")
    assert watch.changed([file])
    os.utime(file, ns=(1, 1))
    assert not watch.changed([file])


def test_file_that_is_away_for_a_moment_has_not_changed(tmp_path: Path) -> None:
    file, watch = tmp_path / "a.yaml", Watch()
    file.write_text("a")
    watch.changed([file])
    file.unlink()
    assert not watch.changed([file])
    (tmp_path / "new").write_text("b")
    (tmp_path / "new").rename(file)
    assert watch.changed([file])
