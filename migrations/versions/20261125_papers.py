"""Refusals and their letters, postings and objections, papers; the moves that reopen a refused case."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_papers"
down_revision = "20261125_words"
branch_labels = None
depends_on = None

# A refused application opens again where its facts change; an objected one leaves its submission, or is taken back.
MOVES = "refused>received refused>determined appraised>determined received>returned appraised>withdrawn"

APPEND_ONLY = ("refused_application", "refusal_notice_row", "posting", "posting_row", "paper_check")

FIXED = {
    "refusal_notice": "id, unit_id, policy, decision_id, list_id, application_id, per, rows, content_sha256, "
    "content_cipher, act_id, district_id",
    "objection": "id, posting_id, application_id, received_on, received_by_person_id, text_cipher, act_id, district_id",
}

REFUSE_OBJECTED = """
CREATE FUNCTION refuse_objected() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE objected bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM objection WHERE upheld IS NULL) THEN
        RETURN NULL;
    END IF;
    SELECT n.id INTO objected FROM objection j
    JOIN new_rows n ON n.id = j.application_id JOIN old_rows o ON o.id = n.id
    WHERE j.upheld IS NULL AND (
        (n.submission_id IS NOT NULL AND n.submission_id IS DISTINCT FROM o.submission_id)
        OR (n.decision_id IS NOT NULL AND n.decision_id IS DISTINCT FROM o.decision_id)
        OR (n.state IN ('decided', 'refused') AND n.state <> o.state))
    LIMIT 1;
    IF objected IS NOT NULL THEN
        RAISE EXCEPTION 'application % waits for an objection to be decided', objected USING ERRCODE = 'CT007';
    END IF;
    RETURN NULL;
END $$
"""

# The application's row is locked first: an objection and a decision at the same time come one after the other.
NOT_DECIDED = """
CREATE FUNCTION objection_of_undecided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
    SELECT a.state INTO found FROM application a WHERE a.id = NEW.application_id FOR UPDATE;
    IF found IN ('decided', 'refused', 'withdrawn') THEN
        RAISE EXCEPTION 'application % is decided or withdrawn', NEW.application_id USING ERRCODE = 'CT007';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    """Tables, the moves between states, and the walls."""
    _refusals()
    _postings()
    _papers()
    for move in MOVES.split():
        before, after = move.split(">")
        values = f"('application', '{before}', '{after}')"
        op.execute(f"INSERT INTO state_move VALUES {values} ON CONFLICT DO NOTHING")  # noqa: S608 – ours
    _remember_refused()
    _walls()


def _refusals() -> None:
    op.create_table(
        "refused_application",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), nullable=False),
        sa.Column("determination_id", sa.BigInteger(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_refused_application_{table}_id"))
            for table in ("application", "decision", "determination", "act")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_application")),
        sa.UniqueConstraint(
            "application_id", "decision_id", name=op.f("uq_refused_application_application_id_decision_id")
        ),
    )
    op.create_index("ix_refused_application_decision", "refused_application", ["decision_id"])
    _notices()


def _notices() -> None:
    op.create_table(
        "refusal_notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), nullable=False),
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=True),
        sa.Column("per", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("content_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_how", sa.Text(), nullable=True),
        sa.Column("format", sa.Text(), nullable=True),
        sa.Column("document_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("document_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("sent_act_id", sa.BigInteger(), nullable=True),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("per in ('person', 'list')", name=op.f("ck_refusal_notice_per")),
        sa.CheckConstraint("(per = 'person') = (application_id is not null)", name=op.f("ck_refusal_notice_addressee")),
        sa.CheckConstraint("rows > 0", name=op.f("ck_refusal_notice_rows")),
        sa.CheckConstraint("format in ('docx', 'pdf')", name=op.f("ck_refusal_notice_format")),
        sa.CheckConstraint(
            "num_nulls(number, sent_on, sent_how, format, document_sha256, document_cipher, sent_act_id) in (0, 7)",
            name=op.f("ck_refusal_notice_sent_whole"),
        ),
        sa.CheckConstraint(
            "sent_how in ('handed_over', 'post', 'through_commune', 'through_employer', 'electronic')",
            name=op.f("ck_refusal_notice_sent_how"),
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_refusal_notice_decision_id")),
        sa.ForeignKeyConstraint(["list_id"], ["beneficiary_list.id"], name=op.f("fk_refusal_notice_list_id")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_refusal_notice_application_id")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_refusal_notice_act_id")),
        sa.ForeignKeyConstraint(["sent_act_id"], ["act.id"], name=op.f("fk_refusal_notice_sent_act_id")),
        sa.ForeignKeyConstraint(["district_id"], ["unit.id"], name=op.f("fk_refusal_notice_district_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_refusal_notice_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal_notice")),
        sa.UniqueConstraint("id", "per", name=op.f("uq_refusal_notice_id_per")),
    )
    op.create_index(op.f("ix_refusal_notice_district_id"), "refusal_notice", ["district_id"])
    op.create_index("ix_refusal_notice_decision", "refusal_notice", ["decision_id"])
    op.create_index("ix_refusal_notice_list", "refusal_notice", ["list_id"])
    op.create_index("uq_refusal_notice_number", "refusal_notice", ["unit_id", "number", "sent_on"], unique=True)
    op.create_table(
        "refusal_notice_row",
        sa.Column("notice_id", sa.BigInteger(), nullable=False),
        sa.Column("refused_id", sa.BigInteger(), nullable=False),
        sa.Column("per", sa.Text(), nullable=False),
        sa.CheckConstraint("per in ('person', 'list')", name=op.f("ck_refusal_notice_row_per")),
        sa.ForeignKeyConstraint(
            ["notice_id", "per"],
            ["refusal_notice.id", "refusal_notice.per"],
            name=op.f("fk_refusal_notice_row_notice_id_per"),
        ),
        sa.ForeignKeyConstraint(
            ["refused_id"], ["refused_application.id"], name=op.f("fk_refusal_notice_row_refused_id")
        ),
        sa.PrimaryKeyConstraint("notice_id", "refused_id", name=op.f("pk_refusal_notice_row")),
        sa.UniqueConstraint("refused_id", "per", name=op.f("uq_refusal_notice_row_refused_id_per")),
    )


def _postings() -> None:
    op.create_table(
        "posting",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("list_id", sa.BigInteger(), nullable=True),
        sa.Column("submission_id", sa.BigInteger(), nullable=True),
        sa.Column("posted_from", sa.Date(), nullable=False),
        sa.Column("posted_to", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("content_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("content_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("num_nonnulls(list_id, submission_id) = 1", name=op.f("ck_posting_of_one_thing")),
        sa.CheckConstraint("posted_to >= posted_from", name=op.f("ck_posting_days")),
        sa.CheckConstraint("rows > 0 and amount_vnd >= 0", name=op.f("ck_posting_counts")),
        sa.ForeignKeyConstraint(["list_id"], ["beneficiary_list.id"], name=op.f("fk_posting_list_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_posting_submission_id")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_posting_act_id")),
        sa.ForeignKeyConstraint(["district_id"], ["unit.id"], name=op.f("fk_posting_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
    )
    for column in ("district_id", "list_id", "submission_id"):
        op.create_index(op.f(f"ix_posting_{column}"), "posting", [column])
    op.create_table(
        "posting_row",
        sa.Column("posting_id", sa.BigInteger(), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_posting_row_posting_id")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_posting_row_application_id")),
        sa.PrimaryKeyConstraint("posting_id", "application_id", name=op.f("pk_posting_row")),
    )
    op.create_index("ix_posting_row_application", "posting_row", ["application_id"])
    _objections()


def _objections() -> None:
    op.create_table(
        "objection",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("posting_id", sa.BigInteger(), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_by_person_id", sa.BigInteger(), nullable=False),
        sa.Column("text_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by_person_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_act_id", sa.BigInteger(), nullable=True),
        sa.Column("district_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "num_nulls(upheld, reason, decided_by_person_id, decided_act_id) in (0, 4)",
            name=op.f("ck_objection_decided_whole"),
        ),
        sa.CheckConstraint("coalesce(upheld, false) = (outcome is not null)", name=op.f("ck_objection_outcome")),
        sa.CheckConstraint("outcome in ('returned', 'withdrawn')", name=op.f("ck_objection_outcome_known")),
        sa.CheckConstraint("decided_by_person_id <> received_by_person_id", name=op.f("ck_objection_two_people")),
        sa.ForeignKeyConstraint(
            ["posting_id", "application_id"],
            ["posting_row.posting_id", "posting_row.application_id"],
            name=op.f("fk_objection_posting_id_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["received_by_person_id"], ["natural_person.id"], name=op.f("fk_objection_received_by_person_id")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_objection_act_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_person_id"], ["natural_person.id"], name=op.f("fk_objection_decided_by_person_id")
        ),
        sa.ForeignKeyConstraint(["decided_act_id"], ["act.id"], name=op.f("fk_objection_decided_act_id")),
        sa.ForeignKeyConstraint(["district_id"], ["unit.id"], name=op.f("fk_objection_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_district_id"), "objection", ["district_id"])
    op.create_index("ix_objection_posting", "objection", ["posting_id"])
    op.create_index("ix_objection_open", "objection", ["application_id"], postgresql_where=sa.text("upheld is null"))


def _papers() -> None:
    op.create_table(
        "paper_check",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("has", sa.Boolean(), nullable=False),
        sa.Column("archive_number", sa.Text(), nullable=True),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("has or archive_number is null", name=op.f("ck_paper_check_archived")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_paper_check_application_id")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_paper_check_act_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_check")),
    )
    op.create_index("ix_paper_check_application", "paper_check", ["application_id", "paper", "id"])


def _remember_refused() -> None:
    """What was refused before this table was there."""
    op.execute("""
        INSERT INTO refused_application (application_id, decision_id, determination_id, act_id)
        SELECT a.id, a.decision_id, a.determination_id, c.act_id
        FROM application a
        CROSS JOIN LATERAL (SELECT act_id FROM state_change s WHERE s.kind = 'application' AND s.object_id = a.id
                            AND s.to_state = 'refused' ORDER BY s.id DESC LIMIT 1) c
        WHERE a.state = 'refused' AND a.decision_id IS NOT NULL""")


def _walls() -> None:
    for function in (REFUSE_OBJECTED, NOT_DECIDED):
        op.execute(function)
    op.execute("""CREATE TRIGGER application_objected AFTER UPDATE ON application
                  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_objected()""")
    op.execute("""CREATE TRIGGER objection_of_undecided BEFORE INSERT ON objection
                  FOR EACH ROW EXECUTE FUNCTION objection_of_undecided()""")
    for table in APPEND_ONLY:
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")
    for table, columns in FIXED.items():
        op.execute(f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
        op.execute(f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table}
                       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER refusal_notice_sent BEFORE UPDATE ON refusal_notice
                  FOR EACH ROW WHEN (OLD.sent_on IS NOT NULL) EXECUTE FUNCTION refuse_change()""")
    op.execute("""CREATE TRIGGER objection_decided BEFORE UPDATE ON objection
                  FOR EACH ROW WHEN (OLD.upheld IS NOT NULL) EXECUTE FUNCTION refuse_change()""")


def downgrade() -> None:
    """Forward only."""
    raise NotImplementedError
