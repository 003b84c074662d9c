"""Suggested edits, settled items of the worklist, and corrections that students are told of."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _suggestion()
    _settlement()
    op.create_table(
        "correction",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id", "number"],
            ["card_revision.card_id", "card_revision.number"],
            name="fk_correction_card_id",
        ),
        sa.ForeignKeyConstraint(
            ["card_id", "before"],
            ["card_revision.card_id", "card_revision.number"],
            name="fk_correction_before",
        ),
        sa.PrimaryKeyConstraint("card_id", "number", name="pk_correction"),
    )
    op.create_table(
        "correction_seen",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["student_id"], ["user.id"], name="fk_correction_seen_student_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["card_id", "number"],
            ["correction.card_id", "correction.number"],
            name="fk_correction_seen_card_id",
        ),
        sa.PrimaryKeyConstraint("student_id", "card_id", "number", name="pk_correction_seen"),
    )
    op.create_index("ix_correction_seen_card_id", "correction_seen", ["card_id", "number"])


def downgrade() -> None:
    for table in ("correction_seen", "correction", "settlement", "suggestion"):
        op.drop_table(table)


def _suggestion() -> None:
    op.create_table(
        "suggestion",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["student_id"], ["user.id"], name="fk_suggestion_student_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name="fk_suggestion_offering_id"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_suggestion_card_id"),
        sa.ForeignKeyConstraint(
            ["note_id", "base"],
            ["note_revision.note_id", "note_revision.number"],
            name="fk_suggestion_note_id",
        ),
        sa.PrimaryKeyConstraint("student_id", "id", name="pk_suggestion"),
    )
    op.create_index("ix_suggestion_offering_id", "suggestion", ["offering_id"])
    op.create_index("ix_suggestion_card_id", "suggestion", ["card_id"])
    op.create_index("ix_suggestion_note_id", "suggestion", ["note_id", "base"])


def _settlement() -> None:
    op.create_table(
        "settlement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=600), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("through", INSTANT, nullable=False),
        sa.Column("students", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name="fk_settlement_offering_id"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_settlement_card_id"),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["user.id"], name="fk_settlement_settled_by", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_settlement"),
    )
    op.create_index(
        "ix_settlement_offering_id_card_id",
        "settlement",
        ["offering_id", "card_id", "sort", "subject"],
    )
    op.create_index("ix_settlement_card_id", "settlement", ["card_id"])
    op.create_index("ix_settlement_settled_by", "settlement", ["settled_by"])
