"""Answers of later days counted in the card states, for the figures of a class."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import context, op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

AGAIN = 1
FIGURES = [
    "student_id",
    "card_id",
    "stability",
    "study_day",
    "repetitions",
    "lapses",
    "tests",
    "recalled",
]

EVENT = sa.table(
    "event",
    *(sa.column(name, sa.Uuid()) for name in ("student_id", "id", "device", "card_id", "target")),
    *(sa.column(name, sa.Integer()) for name in ("seq", "rating")),
    *(sa.column(name, sa.String()) for name in ("type", "mode")),
    sa.column("answered_at", sa.DateTime(timezone=True)),
    sa.column("study_day", sa.Date()),
)
CARD = sa.table("card", sa.column("id", sa.Uuid()), sa.column("merged_into", sa.Uuid()))
STATE = sa.table(
    "card_state",
    sa.column("student_id", sa.Uuid()),
    sa.column("card_id", sa.Uuid()),
    sa.column("tests", sa.Integer()),
    sa.column("recalled", sa.Integer()),
)


def upgrade() -> None:
    with op.batch_alter_table("card_state") as batch:
        for name in ("tests", "recalled"):
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    _count(op.get_bind())
    op.create_index("ix_card_state_figures", "card_state", FIGURES)


def downgrade() -> None:
    op.drop_index("ix_card_state_figures", "card_state")
    with op.batch_alter_table("card_state") as batch:
        batch.drop_column("recalled")
        batch.drop_column("tests")


def _count(connection):
    """Fill the columns from the log, student by student, as the fold counts from now on."""
    merged = defaultdict(list)
    for card, into in connection.execute(
        sa.select(CARD.c.id, CARD.c.merged_into).where(CARD.c.merged_into.is_not(None))
    ):
        merged[into].append(card)
    students = connection.execute(sa.select(STATE.c.student_id).distinct()).scalars().all()
    change = (
        sa.update(STATE)
        .where(
            STATE.c.student_id == sa.bindparam("student"), STATE.c.card_id == sa.bindparam("card")
        )
        .values(tests=sa.bindparam("asked"), recalled=sa.bindparam("known"))
    )
    followed = context.config.attributes["followed"]
    for student in followed(students, "Counting answers, by student"):
        found = list(_tallies(connection, student, merged))
        if found:
            connection.execute(change, found)


def _tallies(connection, student, merged):
    events = connection.execute(
        sa.select(EVENT)
        .where(EVENT.c.student_id == student)
        .order_by(EVENT.c.answered_at, EVENT.c.device, EVENT.c.seq, EVENT.c.id)
    ).all()
    undone = {event.target for event in events if event.type == "retract"}
    of_card = defaultdict(list)
    for place, event in enumerate(events):
        review = event.type == "review" and event.mode in {"schedule", "exam"}
        if event.type == "reset" or (review and event.id not in undone and event.rating):
            of_card[event.card_id].append((place, event))

    def counted(card):
        own = of_card.get(card, [])
        last = max((place for place, event in own if event.type == "reset"), default=-1)
        everything = [*own, *(pair for source in merged.get(card, ()) for pair in counted(source))]
        return [
            (place, event)
            for place, event in sorted(everything, key=lambda pair: pair[0])
            if place > last and event.type == "review"
        ]

    states = sa.select(STATE.c.card_id).where(STATE.c.student_id == student)
    for card in connection.execute(states).scalars().all():
        asked = known = 0
        before = None
        for _, event in counted(card):
            if before is not None and event.study_day > before:
                asked += 1
                known += event.rating > AGAIN
            before = event.study_day
        if asked:
            yield {"student": student, "card": card, "asked": asked, "known": known}
