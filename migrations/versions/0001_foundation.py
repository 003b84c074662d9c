"""The foundation: people, courses, decks with their identity, and the event log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
        sa.UniqueConstraint("slug", name="uq_course_slug"),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("key", name="uq_job_key"),
    )
    op.create_index("ix_job_finished_at_due_at", "job", ["finished_at", "due_at"])
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("tokens", sa.Double(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_throttle"),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("rollover_hour", sa.Integer(), nullable=False),
        sa.Column("four_grades", sa.Boolean(), nullable=False),
        sa.Column("single_keys", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("disabled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("email_key", name="uq_user_email_key"),
    )
    op.create_table(
        "deck",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("chapter", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("optional", sa.Boolean(), nullable=False),
        sa.Column("base_hash", sa.String(length=64), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_deck_course_id"),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name="fk_deck_owner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deck"),
    )
    op.create_index("ix_deck_course_id", "deck", ["course_id"])
    op.create_index(
        "uq_deck_course_id_key",
        "deck",
        ["course_id", "key"],
        unique=True,
        sqlite_where=sa.text("owner_id IS NULL"),
        postgresql_where=sa.text("owner_id IS NULL"),
    )
    op.create_index(
        "uq_deck_course_id_owner_id_key",
        "deck",
        ["course_id", "owner_id", "key"],
        unique=True,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )

    op.create_table(
        "login_session",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_login_session_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_login_session"),
        sa.UniqueConstraint("token_hash", name="uq_login_session_token_hash"),
    )
    op.create_table(
        "offering",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("term", sa.String(length=60), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("join_code", sa.String(length=16), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_offering_course_id"),
        sa.PrimaryKeyConstraint("id", name="pk_offering"),
        sa.UniqueConstraint("join_code", name="uq_offering_join_code"),
        sa.UniqueConstraint("slug", name="uq_offering_slug"),
    )
    op.create_index("ix_offering_course_id", "offering", ["course_id"])

    op.create_table(
        "deck_revision",
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name="fk_deck_revision_author_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_deck_revision_deck_id"),
        sa.PrimaryKeyConstraint("deck_id", "number", name="pk_deck_revision"),
    )
    op.create_table(
        "enrolment",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "student", "assistant", "instructor", name="role", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("minutes_cap", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name="fk_enrolment_offering_id"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_enrolment_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "offering_id", name="pk_enrolment"),
    )
    op.create_index("ix_enrolment_offering_id", "enrolment", ["offering_id"])

    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("explicit_id", sa.String(length=100), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_note_deck_id"),
        sa.ForeignKeyConstraint(["merged_into"], ["note.id"], name="fk_note_merged_into"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    op.create_index("ix_note_deck_id", "note", ["deck_id"])

    op.create_table(
        "card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("facet", sa.String(length=20), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_card_note_id"),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
    )
    op.create_index("ix_card_note_facet", "card", ["note_id", "facet"])

    op.create_table(
        "deck_rendering",
        sa.Column("deck_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("blocks", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["deck_id", "number"],
            ["deck_revision.deck_id", "deck_revision.number"],
            name="fk_deck_rendering_deck_id_number",
        ),
        sa.PrimaryKeyConstraint("deck_id", "number", "renderer", name="pk_deck_rendering"),
    )
    op.create_table(
        "note_revision",
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("end_line", sa.Integer(), nullable=False),
        sa.Column("context", JSON, nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("exact", sa.String(length=64), nullable=False),
        sa.Column("normal", sa.String(length=64), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_note_revision_note_id"),
        sa.PrimaryKeyConstraint("note_id", "number", name="pk_note_revision"),
    )
    op.create_table(
        "card_revision",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("front", sa.Text(), nullable=False),
        sa.Column("back", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("accept", JSON, nullable=False),
        sa.Column("items", JSON, nullable=False),
        sa.Column("ordered", sa.Boolean(), nullable=False),
        sa.Column("context", JSON, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_card_revision_card_id"),
        sa.PrimaryKeyConstraint("card_id", "number", name="pk_card_revision"),
    )
    op.create_table(
        "card_state",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=True),
        sa.Column("difficulty", sa.Double(), nullable=True),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("repetitions", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("last_review", INSTANT, nullable=True),
        sa.Column("study_day", sa.Date(), nullable=True),
        sa.Column("due", INSTANT, nullable=True),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("buried_until", sa.Date(), nullable=True),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("parameter_set", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_card_state_card_id"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["user.id"], name="fk_card_state_student_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("student_id", "card_id", name="pk_card_state"),
    )
    op.create_index("ix_card_state_student_id_due", "card_state", ["student_id", "due"])

    op.create_table(
        "event",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offering_id", sa.Uuid(), nullable=True),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=True),
        sa.Column("card_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("target", sa.Uuid(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("study_day", sa.Date(), nullable=False),
        sa.Column("elapsed_ms", sa.Integer(), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.Column("planned_due", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_event_card_id"),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name="fk_event_offering_id"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["user.id"], name="fk_event_student_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("student_id", "id", name="pk_event"),
    )
    op.create_index("ix_event_offering_id", "event", ["offering_id"])
    op.create_index("ix_event_student_id_card_id", "event", ["student_id", "card_id"])
    op.create_index("ix_event_student_id_study_day", "event", ["student_id", "study_day"])
    op.create_index("ix_event_student_id_target", "event", ["student_id", "target"])

    op.create_table(
        "rendering",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("front", sa.Text(), nullable=False),
        sa.Column("back", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("items", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id", "number"],
            ["card_revision.card_id", "card_revision.number"],
            name="fk_rendering_card_id_number",
        ),
        sa.PrimaryKeyConstraint("card_id", "number", "renderer", name="pk_rendering"),
    )


def downgrade() -> None:
    op.drop_table("rendering")

    op.drop_table("event")

    op.drop_table("card_state")
    op.drop_table("card_revision")
    op.drop_table("note_revision")
    op.drop_table("deck_rendering")

    op.drop_table("card")

    op.drop_table("note")

    op.drop_table("enrolment")
    op.drop_table("deck_revision")

    op.drop_table("offering")
    op.drop_table("login_session")

    op.drop_table("deck")
    op.drop_table("user")
    op.drop_table("throttle")
    op.drop_table("job")
    op.drop_table("course")
