"""The demo's accounts, with eight cards for them to study."""

from __future__ import annotations

from datetime import UTC, datetime

from app.db import Database
from app.services.demo import seed
from app.services.demo.history import SLUG
from app.services.demo.personas import PERSONAS
from tests.factories import make_course

NOW = datetime(2026, 4, 8, 9, tzinfo=UTC)
ZONE = "Europe/Vienna"
HASHES = {persona.email: f"hash of {persona.email}" for persona in PERSONAS}


def with_content(database: Database, now: datetime = NOW) -> None:
    with database.transaction() as session:
        make_course(session, SLUG, cards=8).offering.zone = ZONE
        seed.seed_accounts(session, HASHES, ZONE, now)
