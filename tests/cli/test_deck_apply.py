"""`flask deck apply` as people call it."""

from __future__ import annotations

from tests.cli.course import CLEAN, MANY, Site


def test_files_are_taken_in_and_the_second_time_nothing_happens(site: Site) -> None:
    site.write("a.md", CLEAN)
    first = site.run("deck", "apply", "crm", site.content)
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.startswith("Applied: 0 kept, 0 edited, 0 moved, 2 new")
    second = site.run("deck", "apply", "crm", site.content)
    assert second.exit_code == 0
    assert second.stdout.startswith("Nothing to do: 2 kept")


def test_the_guard_lists_what_would_go_and_how_to_confirm(site: Site) -> None:
    site.write("a.md", "".join(MANY))
    site.run("deck", "apply", "crm", site.content)
    site.write("a.md", "".join(MANY[:5]))
    stopped = site.run("deck", "apply", "crm", site.content)
    assert stopped.exit_code == 1
    assert "a.md:22: would be retired: What is question 7?" in stopped.stderr
    assert f"flask deck apply crm {site.content} --yes" in stopped.stderr
    confirmed = site.run("deck", "apply", "crm", site.content, "--yes")
    assert confirmed.exit_code == 0
    assert "5 retired" in confirmed.stdout


def test_an_error_stops_all_files_of_the_path(site: Site) -> None:
    site.write("a.md", CLEAN)
    file = site.write("b.md", "## R's\n<!-- cards: lists -->\n- one\n- two\n")
    result = site.run("deck", "apply", "crm", site.content)
    assert result.exit_code == 1
    assert f"{file}:2:" in result.stderr
    assert "what was served stays served" in result.stderr
    file.unlink()
    assert "2 new" in site.run("deck", "apply", "crm", site.content).stdout


def test_a_warning_is_shown_and_does_not_stop(site: Site) -> None:
    site.write("a.md", CLEAN + "Q: What is churn?\nA: Losing customers.\n")
    result = site.run("deck", "apply", "crm", site.content)
    assert result.exit_code == 0
    assert "same-content" in result.stderr
