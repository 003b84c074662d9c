"""The item bank, exams with their versions, and uploaded results."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _bank()
    _exams()


def _bank() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("use", sa.String(length=20), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("chapter", sa.String(length=60), nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_question_course_id"),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sa.UniqueConstraint("course_id", "item", name="uq_question_course_id_item"),
    )
    op.create_index("ix_question_course_id", "question", ["course_id"])
    op.create_table(
        "question_revision",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("context", JSON, nullable=False),
        sa.Column("chapter", sa.String(length=60), nullable=False),
        sa.Column("html", JSON, nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name="fk_question_revision_question_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name="fk_question_revision_author_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("question_id", "number", name="pk_question_revision"),
    )


def _exams() -> None:
    op.create_table(
        "exam",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("specification", JSON, nullable=False),
        sa.Column("drawn", JSON, nullable=True),
        sa.Column("drawn_at", INSTANT, nullable=True),
        sa.Column("released_at", INSTANT, nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("copied_from", sa.Uuid(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name="fk_exam_offering_id"),
        sa.ForeignKeyConstraint(
            ["copied_from"], ["exam.id"], name="fk_exam_copied_from", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_exam"),
    )
    op.create_index("ix_exam_offering_id", "exam", ["offering_id"])
    op.create_table(
        "exam_item",
        sa.Column("exam_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("facility", sa.Double(), nullable=True),
        sa.Column("discrimination", sa.Double(), nullable=True),
        sa.Column("efficiency", sa.Double(), nullable=True),
        sa.Column("chosen", JSON, nullable=True),
        _of_an_exam("exam_item"),
        sa.ForeignKeyConstraint(
            ["question_id", "revision"],
            ["question_revision.question_id", "question_revision.number"],
            name="fk_exam_item_question_id",
        ),
        sa.PrimaryKeyConstraint("exam_id", "question_id", name="pk_exam_item"),
    )
    op.create_index("ix_exam_item_question_id", "exam_item", ["question_id"])
    op.create_table(
        "exam_version",
        sa.Column("exam_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=1), nullable=False),
        sa.Column("order", JSON, nullable=False),
        _of_an_exam("exam_version"),
        sa.PrimaryKeyConstraint("exam_id", "name", name="pk_exam_version"),
    )
    op.create_table(
        "exam_sitting",
        sa.Column("exam_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("student", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=1), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("credits", JSON, nullable=False),
        _of_an_exam("exam_sitting"),
        sa.PrimaryKeyConstraint("exam_id", "number", name="pk_exam_sitting"),
    )


def downgrade() -> None:
    for table in ("exam_sitting", "exam_version", "exam_item", "exam"):
        op.drop_table(table)
    for table in ("question_revision", "question"):
        op.drop_table(table)


def _of_an_exam(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["exam_id"], ["exam.id"], name=f"fk_{table}_exam_id", ondelete="CASCADE"
    )
