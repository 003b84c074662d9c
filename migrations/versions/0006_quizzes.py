"""Attempts at quizzes: what was asked, the answers saved, and how they were marked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("deadline", INSTANT, nullable=True),
        sa.Column("submitted_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["student_id"], ["user.id"], name="fk_attempt_student_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name="fk_attempt_offering_id"),
        sa.PrimaryKeyConstraint("student_id", "id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_offering_id", "attempt", ["offering_id"])
    op.create_index(
        "ix_attempt_student_id_offering_id",
        "attempt",
        ["student_id", "offering_id", "started_at"],
    )
    op.create_table(
        "attempt_item",
        *_of_an_attempt(),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("deck_revision", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("snapshot", JSON, nullable=False),
        _attempt_key("attempt_item"),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_attempt_item_deck_id"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_attempt_item_card_id"),
        sa.PrimaryKeyConstraint("student_id", "attempt_id", "position", name="pk_attempt_item"),
    )
    op.create_index("ix_attempt_item_item", "attempt_item", ["item"])
    op.create_table(
        "response",
        *_of_an_attempt(),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("answer", JSON, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        _attempt_key("response"),
        sa.PrimaryKeyConstraint("student_id", "attempt_id", "number", name="pk_response"),
    )
    op.create_table(
        "marking",
        *_of_an_attempt(),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("credit", sa.Double(), nullable=True),
        sa.Column("parts", JSON, nullable=False),
        sa.Column("marked_by", sa.String(length=20), nullable=False),
        sa.Column("key_revision", sa.Integer(), nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
        _attempt_key("marking"),
        sa.PrimaryKeyConstraint(
            "student_id", "attempt_id", "position", "number", name="pk_marking"
        ),
    )


def downgrade() -> None:
    for table in ("marking", "response", "attempt_item", "attempt"):
        op.drop_table(table)


def _of_an_attempt() -> list[sa.Column[sa.Uuid]]:
    return [
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
    ]


def _attempt_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["student_id", "attempt_id"],
        ["attempt.student_id", "attempt.id"],
        name=f"fk_{table}_student_id",
        ondelete="CASCADE",
    )
