"""Parameter sets, what is known of each student, and preferences that need no column."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "parameter_set",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("values", JSON, nullable=False),
        sa.Column("trained_through", INSTANT, nullable=True),
        sa.Column("held_out", JSON, nullable=False),
        sa.Column("active_from", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name="fk_parameter_set_offering_id"
        ),
        sa.PrimaryKeyConstraint("kind", "number", name="pk_parameter_set"),
    )
    op.create_index("ix_parameter_set_offering_id_kind", "parameter_set", ["offering_id", "kind"])
    op.create_table(
        "student_effect",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("parameter_set", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.Column("precision", sa.Double(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("through", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["student_id"], ["user.id"], name="fk_student_effect_student_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name="fk_student_effect_offering_id"
        ),
        sa.PrimaryKeyConstraint("student_id", "offering_id", name="pk_student_effect"),
    )
    with op.batch_alter_table("user") as batch:
        batch.add_column(sa.Column("preferences", JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("user") as batch:
        batch.drop_column("preferences")
    op.drop_table("student_effect")
    op.drop_table("parameter_set")
