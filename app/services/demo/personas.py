"""Who is in the demo: an instructor, an assistant, and twelve students who learn differently."""

from __future__ import annotations

from dataclasses import dataclass

from app.models import Role
from app.services.demo.learner import Learner

DAYS = 21  # evenings of history, the last one yesterday


@dataclass(frozen=True, slots=True)
class Persona:
    """A demo account; who learns has a history, drawn with its own *seed*.

    *evenings* are those of the DAYS on which the persona studied at all; somebody whose
    evenings begin late joined late.
    """

    email: str
    name: str
    role: Role = Role.STUDENT
    learner: Learner | None = None
    seed: int = 0
    evenings: range = range(DAYS)


def _student(name: str, seed: int, learner: Learner, evenings: range = range(DAYS)) -> Persona:
    address = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    return Persona(address, name, Role.STUDENT, learner, seed, evenings)


PERSONAS = (
    Persona("instructor@example.org", "Ines Instructor", Role.INSTRUCTOR),
    Persona("assistant@example.org", "Aron Assistant", Role.ASSISTANT),
    _student(
        "Anna Early",
        9,
        Learner(strength=1.4, missed=0.08, seconds=7.0, minutes=15, four_grades=True),
    ),
    _student("Ben Steady", 11, Learner(minutes=10)),
    _student(
        "Carla Sometimes",
        21,
        Learner(strength=0.7, prior=0.25, missed=0.45, seconds=11.0, minutes=8),
    ),
    _student("David Late", 4, Learner(missed=0.1, seconds=9.0), range(15, DAYS)),
    _student(
        "Elif Careful",
        5,
        Learner(strength=1.2, slip=0.01, missed=0.1, seconds=14.0, four_grades=True),
    ),
    _student("Farid Fast", 6, Learner(slip=0.14, seconds=3.5, minutes=10)),
    _student("Greta Gone", 7, Learner(strength=0.8, missed=0.3, minutes=10), range(8)),
    _student("Hugo Weekly", 10, Learner(missed=0.75, seconds=9.0, minutes=30)),
    _student("Ivana Insider", 12, Learner(strength=1.1, prior=0.8, missed=0.3, minutes=10)),
    _student(
        "Jonas Struggling",
        13,
        Learner(strength=0.45, prior=0.15, slip=0.08, missed=0.15, seconds=12.0, minutes=15),
    ),
    _student("Kira Brief", 14, Learner(strength=1.1, missed=0.05, seconds=6.0, minutes=5)),
    _student("Liam Usual", 15, Learner(missed=0.25, seconds=9.0, minutes=15)),
)
