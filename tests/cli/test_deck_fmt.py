"""``flask deck fmt`` rewrites files, or says which it would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.deck import deck

MESSY = "#  Parts ##\n<!--cards:list-->\n* one  \n* two\n\n\n"
CLEAN = "# Parts\n<!-- cards: list -->\n- one\n- two\n"


def fmt(*arguments: str | Path) -> Result:
    return CliRunner().invoke(deck, ["fmt", *map(str, arguments)])


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "messy.md"
    path.write_text(MESSY)
    (tmp_path / "clean.md").write_text("Fine.\n")
    return path


def test_files_are_rewritten_and_named(messy: Path) -> None:
    messy.chmod(0o640)
    result = fmt(messy.parent)
    assert (result.exit_code, result.stdout) == (0, f"{messy}\n")
    assert result.stderr == "1 of 2 files changed\n"
    assert messy.read_text() == CLEAN
    assert messy.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in messy.parent.iterdir()) == ["clean.md", "messy.md"]


def test_a_second_time_changes_nothing(messy: Path) -> None:
    fmt(messy)
    result = fmt(messy)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 of 1 file changed\n"


def test_check_changes_nothing_and_fails(messy: Path) -> None:
    result = fmt(messy, "--check")
    assert (result.exit_code, result.stdout) == (1, f"{messy}\n")
    assert messy.read_text() == MESSY
    assert fmt(messy.parent / "clean.md", "--check").exit_code == 0


def test_what_show_prints_stays_the_same(messy: Path) -> None:
    def shown() -> object:
        return json.loads(CliRunner().invoke(deck, ["show", str(messy)]).stdout)

    before = shown()
    fmt(messy)
    assert shown() == before


def test_line_ends_and_byte_order_marks_are_made_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfOne\r\ntwo\r\n")
    assert fmt(path).exit_code == 0
    assert path.read_bytes() == b"One\ntwo\n"


def test_a_link_stays_a_link(messy: Path) -> None:
    link = messy.parent / "link.md"
    link.symlink_to(messy)
    fmt(link)
    assert link.is_symlink()
    assert messy.read_text() == CLEAN


def test_what_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"*  caf\xe9\n")
    (tmp_path / "b.md").write_bytes(b"x" * 600_000)
    result = fmt(tmp_path)
    assert result.exit_code == 1
    assert "not-utf8" in result.stderr
    assert "file-too-large" in result.stderr
    assert (tmp_path / "a.md").read_bytes() == b"*  caf\xe9\n"


def test_a_file_that_cannot_be_written_stays_whole(
    messy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = fmt(messy)
    assert isinstance(result.exception, OSError)
    assert messy.read_text() == MESSY
    assert len(list(messy.parent.iterdir())) == 2


@pytest.mark.parametrize("arguments", [(), ("gone.md",)])
def test_wrong_usage_is_told_apart(arguments: tuple[str, ...]) -> None:
    assert fmt(*arguments).exit_code == 2


def test_help_has_an_example() -> None:
    assert "flask deck fmt content\n" in fmt("--help").stdout
