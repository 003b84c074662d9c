"""Identity: answers to near misses, merged cards, a course's part of the content folder."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "identity_answer",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("exact", sa.String(length=64), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_identity_answer_course_id"),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_identity_answer_note_id"),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name="fk_identity_answer_author_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("course_id", "path", "exact", "note_id", name="pk_identity_answer"),
    )
    with op.batch_alter_table("card") as batch:
        batch.add_column(sa.Column("merged_into", sa.Uuid(), nullable=True))
        batch.create_foreign_key("fk_card_merged_into", "card", ["merged_into"], ["id"])
        batch.create_index("ix_card_merged_into", ["merged_into"])
    with op.batch_alter_table("course") as batch:
        batch.add_column(sa.Column("content_paths", JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("course") as batch:
        batch.drop_column("content_paths")
    with op.batch_alter_table("card") as batch:
        batch.drop_index("ix_card_merged_into")
        batch.drop_constraint("fk_card_merged_into", type_="foreignkey")
        batch.drop_column("merged_into")
    op.drop_table("identity_answer")
