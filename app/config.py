"""Settings, read once from the environment at the edges and passed down as a value."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class ConfigError(ValueError):
    """A setting is missing or wrong; the message names it and says what to set."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that the environment decides. Names of the variables are in capitals.

    *base_url* is the address that users type, without a trailing slash; it decides whether
    cookies are ``Secure`` and which Origin a write may come from.
    """

    database_url: str
    secret_key: str
    content_dir: Path
    base_url: str
    host: str = "127.0.0.1"
    port: int = 5000
    trusted_hosts: tuple[str, ...] = ()
    instance_dir: Path = field(default=ROOT / "instance")

    @property
    def https(self) -> bool:
        """Whether users reach the app over HTTPS."""
        return self.base_url.startswith("https://")


def from_environment(env: Mapping[str, str] | None = None) -> Config:
    """Read the settings; raises ConfigError with the variable's name and a remedy."""
    env = os.environ if env is None else env
    host = env.get("HOST", "127.0.0.1")
    port = _port(env.get("PORT", "5000"))
    instance = Path(env.get("INSTANCE_DIR", str(ROOT / "instance")))
    base_url = env.get("BASE_URL", f"http://{_bracketed(host)}:{port}").rstrip("/")
    hosts = tuple(h.strip() for h in env.get("TRUSTED_HOSTS", "").split(",") if h.strip())
    database_url = env.get("DATABASE_URL") or f"sqlite:///{instance / 'retain.db'}"
    return Config(
        database_url=_database_url(database_url),
        secret_key=env.get("SECRET_KEY") or _kept_secret(instance, host),
        content_dir=Path(env.get("CONTENT_DIR", str(ROOT / "content"))),
        base_url=base_url,
        host=host,
        port=port,
        trusted_hosts=hosts,
        instance_dir=instance,
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 2**16:
        raise ConfigError(f"PORT is {text!r}; set it to a number from 1 to 65535.")
    return int(text)


def _database_url(text: str) -> str:
    """Return the URL with our driver for PostgreSQL named; refuse other databases in words."""
    scheme, _, rest = text.partition("://")
    if scheme in {"postgres", "postgresql"}:  # as hosting providers write it
        return f"postgresql+psycopg://{rest}"
    if scheme not in {"sqlite", "postgresql+psycopg"}:
        raise ConfigError(
            "DATABASE_URL names no database that Retain knows. It starts with sqlite:/// and the "
            "path of a file, or is like postgresql+psycopg://user:password@host/name."
        )
    return text


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _kept_secret(instance: Path, host: str) -> str:
    """Make a key once and keep it, but only while nobody outside this machine is served."""
    if host not in LOOPBACK:
        raise ConfigError(
            f"SECRET_KEY is not set, and HOST is {host}: set SECRET_KEY to a long random text "
            "(for example from `openssl rand -hex 32`) before serving other machines."
        )
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="ascii") as file:
                path.chmod(0o600)
                file.write(secrets.token_hex(32))
        except FileExistsError:
            pass  # another process made it between our look and our write
    return path.read_text(encoding="ascii").strip()
