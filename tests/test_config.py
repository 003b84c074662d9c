"""Settings come from the environment; a wrong one is refused in words that name it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.config import Config, ConfigError, from_environment


def read(folder: Path, **env: str) -> Config:
    return from_environment({"INSTANCE_DIR": str(folder)} | env)


def test_nothing_set_serves_sqlite_on_this_machine(tmp_path: Path) -> None:
    config = read(tmp_path)
    assert config.database_url == f"sqlite:///{tmp_path / 'retain.db'}"
    assert (config.host, config.port) == ("127.0.0.1", 5000)
    assert config.base_url == "http://127.0.0.1:5000"
    assert not config.https
    assert config.trusted_hosts == ()


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = read(tmp_path).secret_key
    assert len(first) == 64
    assert read(tmp_path).secret_key == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_other_machines_are_served_only_with_a_key_of_ones_own(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        read(tmp_path, HOST="0.0.0.0")
    config = read(tmp_path, HOST="::", SECRET_KEY="k", BASE_URL="https://retain.example.edu/")
    assert (config.secret_key, config.base_url) == ("k", "https://retain.example.edu")
    assert config.https


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "٣", "99999999999999"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    with pytest.raises(ConfigError, match="PORT"):
        read(tmp_path, PORT=port)


@pytest.mark.parametrize("url", ["foo", "mysql://host/db", "file.db", "sqlite+aiosqlite:///x"])
def test_a_database_that_retain_does_not_know_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        read(tmp_path, DATABASE_URL=url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_gets_our_driver_however_it_is_written(tmp_path: Path, scheme: str) -> None:
    config = read(tmp_path, DATABASE_URL=f"{scheme}://u:p@h/n")
    assert config.database_url == "postgresql+psycopg://u:p@h/n"


def test_trusted_hosts_are_a_list(tmp_path: Path) -> None:
    hosts = read(tmp_path, TRUSTED_HOSTS="a.example, b.example ,").trusted_hosts
    assert hosts == ("a.example", "b.example")
