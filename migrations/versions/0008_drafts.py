"""Drafts of decks, and pictures that came through the browser."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "deck_draft",
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name="fk_deck_draft_author_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_deck_draft_course_id"),
        sa.PrimaryKeyConstraint("author_id", "deck_id", name="pk_deck_draft"),
    )
    op.create_index("ix_deck_draft_course_id", "deck_draft", ["course_id"])
    op.create_table(
        "picture_upload",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=600), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_picture_upload_course_id"),
        sa.ForeignKeyConstraint(["digest"], ["media.digest"], name="fk_picture_upload_digest"),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name="fk_picture_upload_author_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("course_id", "key", name="pk_picture_upload"),
    )
    op.create_index("ix_picture_upload_digest", "picture_upload", ["digest"])
    op.create_index("ix_picture_upload_author_id", "picture_upload", ["author_id"])


def downgrade() -> None:
    op.drop_table("picture_upload")
    op.drop_table("deck_draft")
