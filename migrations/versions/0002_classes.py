"""Classes: exam dates with their decks, visible-from dates, own exam dates, the audit log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "exam_date",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name="fk_exam_date_offering_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exam_date"),
    )
    op.create_index("ix_exam_date_offering_id", "exam_date", ["offering_id"])
    op.create_table(
        "exam_date_deck",
        sa.Column("exam_date_id", sa.Uuid(), nullable=False),
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exam_date_id"],
            ["exam_date.id"],
            name="fk_exam_date_deck_exam_date_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_exam_date_deck_deck_id"),
        sa.PrimaryKeyConstraint("exam_date_id", "deck_id", name="pk_exam_date_deck"),
    )
    op.create_table(
        "offering_deck",
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("visible_from", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name="fk_offering_deck_offering_id"
        ),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_offering_deck_deck_id"),
        sa.PrimaryKeyConstraint("offering_id", "deck_id", name="pk_offering_deck"),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("offering_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name="fk_audit_event_actor_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name="fk_audit_event_offering_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_offering_id_at", "audit_event", ["offering_id", "at"])
    with op.batch_alter_table("enrolment") as batch:
        batch.add_column(sa.Column("exam_at", INSTANT, nullable=True))
        batch.add_column(
            sa.Column("extra_time_percent", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("offering") as batch:
        batch.add_column(
            sa.Column("minutes_cap", sa.Integer(), nullable=False, server_default="20")
        )


def downgrade() -> None:
    with op.batch_alter_table("offering") as batch:
        batch.drop_column("minutes_cap")
    with op.batch_alter_table("enrolment") as batch:
        batch.drop_column("extra_time_percent")
        batch.drop_column("exam_at")
    op.drop_table("audit_event")
    op.drop_table("offering_deck")
    op.drop_table("exam_date_deck")
    op.drop_table("exam_date")
