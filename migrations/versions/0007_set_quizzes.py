"""Quizzes that staff set for a class, and which of them an attempt is at."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "quiz",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", JSON, nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("points", sa.Double(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("most_attempts", sa.Integer(), nullable=True),
        sa.Column("opens_at", INSTANT, nullable=True),
        sa.Column("closes_at", INSTANT, nullable=True),
        sa.Column("marks_shown", sa.String(length=20), nullable=False),
        sa.Column("keys_shown", sa.String(length=20), nullable=False),
        sa.Column("feedback_shown", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name="fk_quiz_offering_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quiz"),
    )
    op.create_index("ix_quiz_offering_id", "quiz", ["offering_id"])
    op.create_table(
        "quiz_item",
        sa.Column("quiz_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("deck_revision", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("snapshot", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quiz.id"], name="fk_quiz_item_quiz_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_quiz_item_deck_id"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_quiz_item_card_id"),
        sa.PrimaryKeyConstraint("quiz_id", "position", name="pk_quiz_item"),
    )
    with op.batch_alter_table("attempt") as batch:
        batch.add_column(sa.Column("quiz_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key("fk_attempt_quiz_id", "quiz", ["quiz_id"], ["id"])
        batch.create_index("ix_attempt_quiz_id", ["quiz_id"])


def downgrade() -> None:
    with op.batch_alter_table("attempt") as batch:
        batch.drop_index("ix_attempt_quiz_id")
        batch.drop_constraint("fk_attempt_quiz_id", type_="foreignkey")
        batch.drop_column("quiz_id")
    op.drop_table("quiz_item")
    op.drop_table("quiz")
