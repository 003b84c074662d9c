"""Which names this site answers to, and where a request came from."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, abort, request

from app.config import LOOPBACK
from app.web.settings import config

PROBES = frozenset({"/healthz", "/readyz"})  # load balancers ask by address


def install(app: Flask) -> None:
    """Check the Host header of every request first of all."""
    app.before_request(check)


def check() -> None:
    """Refuse a Host that is not ours (400), and plain HTTP to other machines (403)."""
    if request.path in PROBES:
        return
    name = _name(request.host)
    if name not in LOOPBACK and not config().https:
        abort(
            403,
            "Retain does not serve other machines over plain HTTP, because passwords and "
            "cookies could be read on the way. Put a TLS proxy in front of it and set BASE_URL "
            "to the https:// address that people type (docs/operations.md).",
        )
    if not _is_ours(name):
        abort(
            400,
            "This site does not go by that name. If it should, add the name to TRUSTED_HOSTS.",
        )


def client_address() -> str:
    """Return the address that log-in attempts are counted by; a /64 for IPv6.

    Behind a TLS proxy (an https BASE_URL and a peer on this machine or network) it is the
    last entry of X-Forwarded-For, which the proxy wrote.
    """
    peer = _address(request.remote_addr or "")
    if config().https and (peer is None or peer.is_private):
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        peer = _address(forwarded) or peer
    if isinstance(peer, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((peer, 64), strict=False))
    return str(peer)


def is_from_this_machine() -> bool:
    """Tell whether the request came straight from this machine, through no proxy."""
    peer = _address(request.remote_addr or "")
    proxied = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return peer is not None and peer.is_loopback and not proxied and _name(request.host) in LOOPBACK


def _is_ours(name: str) -> bool:
    ours = {*LOOPBACK, _name(urlsplit(config().base_url).netloc), *config().trusted_hosts}
    suffixes = tuple(host for host in config().trusted_hosts if host.startswith("."))
    return name in ours or name.endswith(suffixes)


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
