"""Passwords: which ones will do, their argon2id hashes, and checking without telling.

Hashing takes 50-100 ms on purpose; callers do it before they open a write transaction.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.services.common_passwords import is_common
from app.wording import say

SHORTEST = 8
LONGEST = 1024

# 19 MiB and four passes on one thread: above the least of the OWASP password storage sheet
# (19 MiB, two passes), about 60 ms on a small server.
HASHER = PasswordHasher(time_cost=4, memory_cost=19456, parallelism=1)

OWN_WORD = 4  # shorter names are found in anything


class PasswordError(ValueError):
    """A password will not do; the message says why, and what would."""


def check(password: str, *own_words: str) -> None:
    """Raise PasswordError unless *password* is fit for an account described by *own_words*."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise PasswordError(
            say(
                "Use %(least)d to %(most)s characters; several words are good.",
                least=SHORTEST,
                most=f"{LONGEST:,}",
            )
        )
    if any(unicodedata.category(char) == "Cs" for char in password):
        raise PasswordError(say("Leave out the characters that are no text."))
    if is_common(plain) or _is_own(plain, own_words):
        raise PasswordError(
            say(
                "This is among the first that a guesser tries. Use several words that do not "
                "belong together, or let your browser suggest one."
            )
        )


def hashed(password: str) -> str:
    """Return the argon2id hash to store, with its own salt and parameters."""
    return HASHER.hash(_plain(password))


def matches(stored: str | None, password: str) -> bool:
    """Tell whether *password* belongs to *stored*; for no account (None) it takes as long."""
    try:
        HASHER.verify(_nobodys_hash() if stored is None else stored, _plain(password))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(stored)


def _plain(password: str) -> str:
    """Return one form for what keyboards and systems compose differently (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def _nobodys_hash() -> str:
    """Return a well-formed hash that no password has, as dear to check as a real one."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (HASHER.salt_len, HASHER.hash_len)
    )
    cost = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"


def _is_own(password: str, own_words: tuple[str, ...]) -> bool:
    """Tell whether the password is little more than the account's own name or address."""
    folded = password.casefold()
    for word in own_words:
        for part in (word, word.partition("@")[0]):
            known = part.casefold().strip()
            if len(known) >= OWN_WORD and known in folded:
                return len(folded) - len(known) < SHORTEST
    return False
