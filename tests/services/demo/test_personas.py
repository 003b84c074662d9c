from __future__ import annotations

from collections import Counter

from app.models import Role
from app.services import accounts
from app.services.demo.personas import DAYS, PERSONAS


def test_there_are_an_instructor_an_assistant_and_twelve_students() -> None:
    assert Counter(persona.role for persona in PERSONAS) == {
        Role.INSTRUCTOR: 1,
        Role.ASSISTANT: 1,
        Role.STUDENT: 12,
    }


def test_exactly_the_students_learn_and_no_two_alike() -> None:
    learners = [persona.learner for persona in PERSONAS if persona.learner]
    assert len(set(learners)) == len(learners)
    assert all((p.learner is not None) == (p.role is Role.STUDENT) for p in PERSONAS)
    seeds = [persona.seed for persona in PERSONAS if persona.learner]
    assert len(set(seeds)) == len(seeds)
    assert all(set(persona.evenings) <= set(range(DAYS)) for persona in PERSONAS)


def test_addresses_are_those_that_nobody_can_own() -> None:
    addresses = [persona.email for persona in PERSONAS]
    assert len({accounts.email_key(address) for address in addresses}) == len(addresses)
    assert all(address.endswith("@example.org") for address in addresses)
    assert [accounts.checked_email(address) for address in addresses] == addresses
