from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.house.computer import NPM, PYTHON, REAL_PIP, Computer, make_computer


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return make_computer(tmp_path)


def test_without_python_it_names_the_command_that_installs_it(computer: Computer) -> None:
    computer.put_installer("apt-get")
    sentence = computer.refusal("run")
    assert "there is no python3 here" in sentence
    assert "sudo apt-get install -y python3 python3-venv" in sentence
    assert computer.asked() == ""


def test_the_command_is_that_of_the_system(computer: Computer) -> None:
    computer.put_installer("brew")
    assert "brew install python@3.12;" in computer.refusal("run")
    computer.put_installer("dnf")
    assert "sudo dnf install -y python3.12;" in computer.refusal("run")


def test_on_an_unknown_system_it_names_every_command(computer: Computer) -> None:
    sentence = computer.refusal("run")
    assert all(name in sentence for name in ("apt-get", "dnf", "brew"))


def test_an_old_python_is_refused_by_its_version(computer: Computer) -> None:
    computer.put_python(version="3.9.2")
    assert "python3 is Python 3.9.2; Retain needs 3.11 or newer" in computer.refusal("run")


def test_a_python_that_does_not_start_is_refused(computer: Computer) -> None:
    computer.put("python3", "#!/bin/sh\necho 'no version is set' >&2\nexit 127\n")
    assert "python3 does not start" in computer.refusal("run")


def test_the_override_is_named_when_it_is_wrong(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    assert "there is no /no/python here" in computer.refusal("run", PYTHON="/no/python")


def test_without_the_venv_module_an_ordinary_user_is_told_the_package(computer: Computer) -> None:
    computer.put_python(lacks="ensurepip")
    computer.put_installer("apt-get")
    assert computer.refusal("run").endswith("sudo apt-get install -y python3-venv")
    assert computer.asked() == ""


def test_without_the_venv_module_root_gets_it_installed(computer: Computer) -> None:
    computer.put_python(lacks="ensurepip")
    computer.become(0)
    computer.put_installer("apt-get", gives="python3", script=PYTHON)
    done = computer.setup("run")
    assert done.returncode == 0, done.stderr
    assert "install --no-install-recommends python3-venv" in computer.asked()
    assert "update" not in computer.asked()


def test_package_lists_are_fetched_when_the_first_try_fails(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.become(0)
    computer.put("browser", "#!/bin/sh\n")
    computer.put(
        "apt-get",
        '#!/bin/sh\ncase "$*" in *update*) touch "$NOTES.updated" ;; esac\n'
        '[ -f "$NOTES.updated" ] && cp "${0%/*}/browser" "${0%/*}/chromium"\n',
    )
    assert computer.setup("test").returncode == 0


def test_an_installer_that_fails_ends_in_a_sentence(computer: Computer) -> None:
    computer.become(0)
    computer.put("apt-get", "#!/bin/sh\nexit 100\n")
    sentence = computer.refusal("run")
    assert "apt-get could not install python3 python3-venv" in sentence
    assert "build/apt.log" in sentence


def test_the_packages_come_with_hashes_and_ready_made(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    assert computer.setup("run").returncode == 0
    locked, project = computer.asked().splitlines()
    assert "--require-hashes --only-binary :all: -r requirements/run.txt" in locked
    assert "test.txt" not in locked
    assert "--no-deps --no-build-isolation --editable ." in project


def test_the_second_time_nothing_is_installed(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.setup("check")
    before = computer.asked()
    for level in ("run", "check"):
        assert "ready" in computer.setup(level).stdout
    assert computer.asked() == before


def test_a_changed_lock_is_installed(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.setup("run")
    before = computer.asked()
    with (computer.folder / "requirements/run.txt").open("a") as lock:
        lock.write("# changed\n")
    assert "installed" in computer.setup("run").stdout
    assert computer.asked() != before


def test_an_interrupted_install_is_taken_up_again(computer: Computer) -> None:
    computer.put("python3", PYTHON.replace('>>"$NOTES"', "&& exit 1"))
    computer.refusal("run")
    computer.put("python3", PYTHON)
    (computer.folder / ".venv/bin/python").write_text(PYTHON)
    assert "installed" in computer.setup("run").stdout


def test_a_moved_checkout_gets_a_new_environment(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.setup("run")
    computer.folder = computer.folder.rename(computer.folder.with_name("elsewhere"))
    done = computer.setup("run")
    assert "making it anew" in done.stdout
    assert "installed" in done.stdout


def test_an_environment_whose_python_is_gone_is_made_anew(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.setup("run")
    python = computer.folder / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/no/python")
    assert "installed" in computer.setup("run").stdout


def test_offline_it_says_that_the_network_is_missing(computer: Computer) -> None:
    computer.put("python3", REAL_PIP)
    lock = computer.folder / "requirements/run.txt"
    lock.write_text(f"no-such-package==1 --hash=sha256:{'0' * 64}\n")
    # Nothing listens on the discard port, so pip is refused at once.
    offline = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1"}
    sentence = computer.refusal("run", PIP_CONFIG_FILE=os.devnull, **offline)
    assert "no package index was reached" in sentence
    assert "build/setup.log" in sentence


def test_without_chromium_an_ordinary_user_is_told_the_package(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.put_installer("apt-get")
    sentence = computer.refusal("test")
    assert "sudo apt-get install -y chromium" in sentence
    assert "apt-get" not in computer.asked()
    computer.put_installer("dnf")
    (computer.bin / "apt-get").unlink()
    assert "sudo dnf install -y chromium" in computer.refusal("test")


def test_without_chromium_root_gets_it_installed_with_a_font(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.become(0)
    computer.put_installer("apt-get", gives="chromium")
    assert computer.setup("test").returncode == 0
    assert "chromium fonts-liberation" in computer.asked()


def test_a_chromium_that_cannot_be_installed_ends_in_one_sentence(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.become(0)
    computer.put("apt-get", "#!/bin/sh\nexit 100\n")
    sentence = computer.refusal("test")
    assert "apt-get could not install chromium fonts-liberation" in sentence


def test_an_installer_that_gives_no_chromium_ends_in_one_sentence(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.become(0)
    computer.put_installer("apt-get")
    assert "none was found" in computer.refusal("test")


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_that_is_there_is_used(computer: Computer, name: str) -> None:
    computer.put("python3", PYTHON)
    computer.put(name, "#!/bin/sh\n")
    assert computer.setup("test").returncode == 0


def test_a_wrong_browser_path_is_named(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.put("chromium", "#!/bin/sh\n")
    sentence = computer.refusal("test", CHROMIUM="/no/browser")
    assert "CHROMIUM is set to /no/browser" in sentence


def test_the_checker_of_html_is_installed_once_and_by_its_lock(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.put("chromium", "#!/bin/sh\n")
    computer.setup("check")
    assert "npm" not in computer.asked()
    assert "installed" in computer.setup("test").stdout
    assert computer.asked().count("npm ci --ignore-scripts --no-audit --no-fund") == 1
    before = computer.asked()
    assert "ready" in computer.setup("test").stdout
    assert computer.asked() == before


def test_without_a_network_the_checker_of_html_ends_in_a_sentence(computer: Computer) -> None:
    computer.put("python3", PYTHON)
    computer.put("chromium", "#!/bin/sh\n")
    computer.put("npm.packed", NPM + "echo 'npm error code ENOTFOUND' >&2\nexit 1\n")
    sentence = computer.refusal("test")
    assert "no package registry was reached" in sentence
    assert "build/npm.log" in sentence
    npm = computer.folder / ".venv/bin/npm"
    npm.write_text("#!/bin/sh\nmkdir -p node_modules\n")
    assert "installed" in computer.setup("test").stdout
