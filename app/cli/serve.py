"""Serving on this machine: the web server, with the background worker beside it."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from typing import NoReturn

import click

from app.config import ROOT, Config

WORKERS, THREADS = 2, 4
GRACE = 5  # seconds that running requests get when the server is told to end


def check_port(config: Config) -> None:
    """Raise ClickException, which says what to do, if nothing can listen on HOST and PORT."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    try:
        socket.create_server((config.host, config.port), family=family).close()
    except OSError as error:
        where = f"{config.host}, port {config.port}"
        if error.errno == errno.EADDRINUSE:
            other = config.port + 1 if config.port < 2**16 - 1 else config.port - 1
            raise click.ClickException(
                f"Something else listens on {where} already. Take another: PORT={other} make run"
            ) from error
        raise click.ClickException(
            f"Cannot listen on {where}: {error.strerror or error}. Change HOST or PORT."
        ) from error


def serve(config: Config) -> NoReturn:
    """Become the web server; the worker for background jobs is kept running, and ends with it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(ROOT)
    watch = [sys.executable, "-m", "app.cli.worker_watch", str(os.getpid())]
    subprocess.Popen(watch)  # noqa: S603 - a program of ours, no shell
    os.execv(sys.executable, [sys.executable, *server_arguments(config)])  # noqa: S606 - a program of ours, no shell


def server_arguments(config: Config) -> list[str]:
    """Return Python's arguments that start gunicorn for *config*."""
    host = f"[{config.host}]" if ":" in config.host else config.host
    options = {
        "worker-class": "gthread",
        "workers": WORKERS,
        "threads": THREADS,
        "bind": f"{host}:{config.port}",
        "graceful-timeout": GRACE,
        "log-level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    # Loaded before the workers are forked: half the time to the first page, less memory.
    return ["-m", "gunicorn", *flags, "--preload", "--no-control-socket", "wsgi:app"]
