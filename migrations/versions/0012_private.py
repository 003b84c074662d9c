"""Students' private notes on cards."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "private_note",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["student_id"], ["user.id"], name="fk_private_note_student_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["card_id"], ["card.id"], name="fk_private_note_card_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("student_id", "card_id", name="pk_private_note"),
    )


def downgrade() -> None:
    op.drop_table("private_note")
