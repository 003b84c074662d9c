"""Pictures of decks: their bytes by hash, and which deck shows which."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "media",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_media"),
    )
    op.create_table(
        "deck_media",
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=600), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["deck_id"], ["deck.id"], name="fk_deck_media_deck_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["digest"], ["media.digest"], name="fk_deck_media_digest"),
        sa.PrimaryKeyConstraint("deck_id", "key", "digest", name="pk_deck_media"),
    )
    op.create_index("ix_deck_media_digest", "deck_media", ["digest"])


def downgrade() -> None:
    op.drop_table("deck_media")
    op.drop_table("media")
