"""The lock files install the same bytes everywhere, from whichever index a user has."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}$")
PIN = re.compile(r"([a-z0-9][a-z0-9._-]*)==[0-9][\w.!+]*( ; .+)?$")


def requirements(lock: Path) -> list[list[str]]:
    """Return each requirement as its lines: the pin, then its hashes."""
    text = re.sub(r"^\s*#.*\n", "", lock.read_text(), flags=re.MULTILINE)
    joined = text.replace("\\\n", "\n  ")
    return [entry.split("\n") for entry in re.split(r"\n(?=\S)", joined.strip())]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(lock: Path) -> None:
    entries = requirements(lock)
    assert len(entries) > 1
    for pin, *hashes in entries:
        assert PIN.match(pin.strip()), pin
        assert [line for line in hashes if line.strip()], f"{pin} has no hash"
        assert all(HASH.match(line.strip()) for line in hashes if line.strip()), pin


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted", lock.read_text())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_asked_for_package_is_locked(lock: Path) -> None:
    lines = lock.with_suffix(".in").read_text().splitlines()
    asked = {re.split(r"[\[<>=;@ ]", line)[0] for line in lines if line and line[0] not in "#-"}
    locked = {match[1] for pin, *_ in requirements(lock) if (match := PIN.match(pin.strip()))}
    assert asked <= locked


def test_the_locks_agree_on_what_they_share() -> None:
    versions: dict[str, set[str]] = defaultdict(set)
    for lock in LOCKS:
        for pin, *_ in requirements(lock):
            package, _, condition = pin.strip().partition(" ; ")
            name, version = package.split("==")
            versions[f"{name} ; {condition}"].add(version)
    assert len(versions) > 10
    assert {name: several for name, several in versions.items() if len(several) > 1} == {}


@pytest.mark.parametrize("lock", ["tests/html/package-lock.json", "bench/node/package-lock.json"])
def test_the_packages_of_npm_are_hashed_and_name_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert packages
    assert [name for name, one in packages.items() if "sha512-" not in one["integrity"]] == []
    assert "resolved" not in text
