"""Every place of a sealed or hashed value is known, is bound to its record, changes keys, and changes nothing else."""

import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from app import db, protection, reindexing, resealing
from app.case_facts import of_health
from app.protection import KeysMissing, Unreadable, ring
from app.protection.places import HASHED, SEALED, Sealed, Table
from app.protection.ring import DATA, INDEX
from app.resealing import KeyInForce, KeyStillUsed, NoSuchKey
from app.rules import POLICIES
from app.rules.fact import Place
from app.settings import settings
from tests.acts.province import suspended_list
from tests.cli.test_admin import chitra
from tests.conftest import create, drop, plain
from tests.office import Office, accepted, refused
from tests.routers.small_life import BY_TRANSFER, ON_CASH, PEOPLE, PREGNANT, TREATED
from tests.walls.lived import CERTIFICATE, OF_ANOTHER, PARENT, administrator, all_values, lived, rows
from tests.walls.plain_sql import PlainSql, act, terminal

COLUMNS = """
    SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0
      AND NOT a.attisdropped AND c.relname !~ '^staged_'
"""
NEITHER = {
    ("api_key", "sha256"): "of a key with 256 random bits",
    ("audit_entry", "payload"): "canonical JSON without personal values",
    ("list_version", "sha256"): "of a whole file, the evidence of what was received",
    ("register", "sha256"): "of a whole file, the evidence of what was received",
    ("batch_file", "sha256"): "of a whole file with random references in it",
    ("answer", "sha256"): "of a whole file, the evidence of what was received",
    ("decision", "annex_sha256"): "of a whole file, which goes with the signed paper",
    ("posting", "content_sha256"): "of what was made public",
    ("refusal_notice", "content_sha256"): "of a letter",
    ("refusal_notice", "document_sha256"): "of a letter",
    ("central_request", "sha256"): "of a paper of sums",
    ("central_request", "file"): "a paper of sums, nobody's data",
    ("own_paper", "number_key"): "the folded number of a paper in a district's books",
    ("register", "title_key"): "a folded title",
    **{(table, "name_key"): "a folded name" for table in ("beneficiary", "list_row", "register_entry")},
    ("answered_request", "key"): "the sender's own key of a request",
}
"""Columns that look like a sealed or hashed value, and are none."""
ODD = ("cipher", "index", "indexes", "key", "sha256", "digest")


@pytest.fixture(scope="module")
def office(
    server_url: str, template: str, service_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """A lived-in database with keys of its own, for the tests of this module one after the other."""
    name = f"chitra_places_{secrets.token_hex(6)}"
    url = create(server_url, name, template)
    caches = (settings.cache_clear, db.engine.cache_clear, db.database_url.cache_clear)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", url)
        environment.setenv("CHITRA_KEY_DIR", str(tmp_path_factory.mktemp("keys") / "keys"))
        for clear in caches:
            clear()
        opened = Office(service_url)
        lived(opened)
        yield opened
        opened.close()
        db.engine().dispose()
    for clear in caches:
        clear()
    drop(server_url, name)


@pytest.fixture
def url(office: Office) -> str:
    """The database."""
    return db.database_url()


@pytest.fixture
def at(url: str) -> Iterator[PlainSql]:
    """A terminal with an act opened."""
    with act(url) as opened:
        yield opened


def of_keys(at: PlainSql, kind: str) -> None:
    """The open act becomes one of the keys, in plain SQL."""
    at.rows("INSERT INTO key_act (act_id, kind, key_id) VALUES (current_setting('chitra.act')::bigint, %s, 1)", kind)
    at.rows("SELECT set_config('chitra.resealing', %s, true)", kind)


EVERY = [(name, each) for name, table in SEALED.items() for each in table.sealed]
CIPHERS = [pytest.param(name, each, id=f"{name}.{each.column}") for name, each in EVERY]


def test_no_column_of_the_catalogue_is_forgotten(url: str) -> None:
    with terminal(url) as at:
        columns = {(table, column): kind for table, column, kind in at.rows(COLUMNS)}
    odd = {
        place for place, kind in columns.items()
        if kind in {"bytea", "bytea[]"} or place[1].rpartition("_")[2] in ODD
    }  # fmt: skip
    sealed = {(name, each.column) for name, each in EVERY}
    derived = {place for place in odd if place[1].startswith("alike_") or place[1] == "words_digest"}
    assert odd - sealed - set(HASHED) - set(NEITHER) - derived == set()
    assert (sealed | set(HASHED) | set(NEITHER)) - set(columns) == set(), "places that are no more"


def test_every_sealed_column_was_lived_in() -> None:
    assert {f"{name}.{each.column}" for name, each in EVERY} - set(all_values()) == set()


@pytest.mark.parametrize(("name", "each"), CIPHERS)
def test_a_ciphertext_moved_to_another_record_opens_nowhere_else(office: Office, name: str, each: Sealed) -> None:
    with db.reading() as tx:
        found = tx.execute(text(f"SELECT * FROM {name} WHERE octet_length({each.column}) > 0")).mappings().first()
    assert found is not None
    protection.opened(found[each.column], each.bound_to(found))
    for elsewhere in _elsewhere(SEALED[name], each, found):
        with pytest.raises(Unreadable):
            protection.opened(found[each.column], each.bound_to(elsewhere))
    for other_name, other in EVERY:
        if (other_name, other.column) != (name, each.column) and not other.field:
            row = {column: found.get(column, 1) for column in (*SEALED[other_name].key, *SEALED[other_name].bound)}
            with pytest.raises(Unreadable):
                protection.opened(found[each.column], other.bound_to(row))


def _elsewhere(table: Table, each: Sealed, found: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    """The record with another value in one of the columns that the ciphertext is bound to."""
    bound = [each.index] if each.field else [name for name in (*table.key, *table.bound) if f"{{{name}}}" in each.place]
    assert bound
    for name in bound:
        value = found[name]
        yield {
            **found,
            name: value + 1 if isinstance(value, int) else value[:-1] + (b"!" if isinstance(value, bytes) else "!"),
        }


def test_health_stands_in_no_plain_column(office: Office) -> None:
    for policy, facts in rows("SELECT l.policy, r.facts FROM list_row r JOIN beneficiary_list l ON l.id = r.list_id"):
        assert of_health(policy) & facts.keys() == set()
    assert rows("SELECT count(*) FROM list_row WHERE health_cipher IS NOT NULL")[0][0] > 0
    values = all_values()["list_row.health_cipher"]
    assert any(b'"pregnant":true' in value for value in values)
    assert any(TREATED["treated_from"].encode() in value for value in values)


def test_nobody_confirms_health_and_what_others_ask_about_is_none() -> None:
    confirmed = {
        (policy.code, fact.name) for policy in POLICIES.values() for fact in policy.facts
        if fact.place is Place.CONFIRMATION and {fact.name, *fact.about} & of_health(policy.code)
    }  # fmt: skip
    assert confirmed == set()


# Walls


@pytest.mark.parametrize(("name", "each"), CIPHERS)
def test_an_ordinary_act_seals_nothing_anew(at: PlainSql, name: str, each: Sealed) -> None:
    changed = f"UPDATE {name} SET {each.column} = {each.column} WHERE octet_length({each.column}) > 0"
    if (name, each.column) in MENDED:
        assert at.refusal(changed) in {None, "CT003"}  # a draft, or where somebody is paid: part of ordinary work
    else:
        assert at.refusal(changed) == "CT003"
        at.rows("SELECT set_config('chitra.resealing', 'reseal', true)")  # to say so is not to be so
        assert at.refusal(changed) == "CT003"


MENDED = {
    ("application", "account_cipher"), ("application", "phone_cipher"), ("decision", "annex_cipher"),
    ("refusal_notice", "document_cipher"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["reseal", "reindex"])
@pytest.mark.parametrize("name", SEALED)
def test_an_act_of_the_keys_changes_what_is_sealed_and_nothing_else(at: PlainSql, name: str, kind: str) -> None:
    of_keys(at, kind)
    ciphers = {each.column for each in SEALED[name].sealed}
    hashes = {column for table, column in HASHED if table == name} if kind == "reindex" else set()
    for column, type_ in at.rows(
        "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute"
        " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''", name
    ):  # fmt: skip
        if not at.rows(f"SELECT FROM {name} WHERE {column} IS NOT NULL LIMIT 1"):
            continue
        other = OTHER[type_].format(column=column)
        refusal = at.refusal(f"UPDATE {name} SET {column} = {other} WHERE {column} IS NOT NULL")
        if column in ciphers | (hashes - {"facts", "lines"}):
            assert refusal in {None, *UNIQUE}, (column, refusal)
        else:
            assert refusal is not None, column


OTHER = {
    "bytea": "overlay({column} PLACING '\\x00' FROM octet_length({column}))", "text": "{column} || '!'",
    "bigint": "{column} + 1000000", "boolean": "NOT {column}", "date": "{column} + 1",
    "jsonb": """'{{"received_on": "1999-01-01"}}'""", "timestamp with time zone": "{column} + interval '1 day'",
    "bytea[]": "array_append({column}[2:], '\\x00')", "text[]": "array_append({column}, '!')",
}  # fmt: skip
UNIQUE = {
    "uq_identity_document_current",
    "uq_entitlement_child",
    "23505",
    "fk_determination_explanation",
    "pk_explanation",
}


@pytest.mark.parametrize(("name", "each"), CIPHERS)
def test_sealed_anew_a_value_keeps_its_length(at: PlainSql, name: str, each: Sealed) -> None:
    of_keys(at, "reseal")
    whole = f"UPDATE {name} SET {each.column} = {{}} WHERE octet_length({each.column}) > 0"
    assert at.refusal(whole.format(f"{each.column} || '\\x00'::bytea")) == "CT003"
    assert at.refusal(whole.format("''")) == "CT003"


@pytest.mark.parametrize(
    "changed",
    [
        "beneficiary_link SET reason = '!'", "confirmation SET paper_number = '!'", "list_row SET name_key = '!'",
        "list_row SET faults = '[1]'", "payout SET payee_name = '!'", "identity_document SET last4 = '!'",
        """list_row SET facts = facts || '{"received_on": "1999-01-01"}'""", "register_entry SET name_key = '!'",
        """explanation SET lines = lines || '[{"amount_vnd": 1}]'""", "explanation SET points = '[1]'",
    ],
)  # fmt: skip
def test_walls_that_erasures_open_stay_shut_in_an_act_of_the_keys(at: PlainSql, changed: str) -> None:
    of_keys(at, "reindex")
    assert at.refusal(f"UPDATE {changed}") == "CT003"


def test_an_act_of_the_keys_whose_entry_does_not_say_so_is_not_kept(url: str) -> None:
    with act(url) as at:
        of_keys(at, "reseal")
        at.rows(
            "INSERT INTO audit_entry (act_id, action, subject, payload)"
            " VALUES (current_setting('chitra.act')::bigint, 'list.taken', 'list/1', '{}')"
        )
        with pytest.raises(psycopg.Error) as refusal:
            at.connection.commit()
    assert refusal.value.sqlstate == "CT004"


def test_a_key_comes_into_force_by_an_act_of_the_keys_alone(at: PlainSql) -> None:
    put = "UPDATE key_in_force SET key_id = 1, changes = changes + 1, act_id = current_setting('chitra.act')::bigint"
    assert at.refusal(f"{put} WHERE purpose = 'data'") == "CT003"
    of_keys(at, "new")
    assert at.refusal(f"{put} WHERE purpose = 'index'") == "CT003"
    assert at.refusal(f"{put} WHERE purpose = 'data'") is None
    assert at.refusal("UPDATE key_in_force SET key_id = 1 WHERE purpose = 'data'") == "CT003"
    assert at.refusal("INSERT INTO key_in_force (purpose, key_id) VALUES ('data', 3)") == "CT003"
    assert at.refusal("DELETE FROM key_in_force") == at.refusal("DELETE FROM key_act") == "CT003"


@pytest.mark.parametrize(
    "table", ["identity_document", "list_row", "application", "payout", "entitlement", "explanation", "determination",
              "register_entry", "register_number"],
)  # fmt: skip
def test_what_was_hashed_under_another_key_is_not_written(at: PlainSql, table: str) -> None:
    at.rows("SELECT set_config('chitra.index_key', '7', true)")
    assert at.refusal(f"INSERT INTO {table} SELECT * FROM {table} WHERE false") == "CT008"
    at.rows(
        "SELECT set_config('chitra.index_key', (SELECT key_id::text FROM key_in_force WHERE purpose = 'index'), true)"
    )
    assert at.refusal(f"INSERT INTO {table} SELECT * FROM {table} WHERE false") is None


# The keys change, in the order in which an administrator does it; the tests below follow each other.


def test_a_new_key_seals_at_once_and_the_old_one_still_opens(office: Office) -> None:
    before = all_values()
    with db.acting(administrator()) as tx:
        assert resealing.put_in_force(tx) == 2
    suspended_list(office, [{**PARENT, "full_name": "Vũ Thị Mận", "citizen_id": "058185734596",
                             "insurance_number": "5873456404", "child_1_certificate": "907/2018"}])  # fmt: skip
    with db.reading() as tx:
        used = resealing.uses(tx)
    assert set(used) == {1, 2} and used[2]["list_row"] >= 2
    after = all_values()
    assert {name: values[: len(before[name])] == before[name] for name, values in after.items() if name in ORDERED} == (
        dict.fromkeys(ORDERED & after.keys(), True)
    )


ORDERED = {f"{name}.{each.column}" for name, table in SEALED.items() if table.key == ("id",) for each in table.sealed}


def test_a_key_that_values_name_does_not_retire(office: Office) -> None:
    with db.acting(administrator()) as tx:
        with pytest.raises(KeyStillUsed) as refusal:
            resealing.retire(tx, DATA, 1)
        assert "list_row" in refusal.value.detail
        with pytest.raises(KeyInForce):
            resealing.retire(tx, DATA, 2)
        with pytest.raises(NoSuchKey):
            resealing.retire(tx, DATA, 9)
        tx.rollback()


def test_everything_is_sealed_anew_with_one_entry_an_act(office: Office) -> None:
    before, entries = all_values(), rows("SELECT max(id) FROM audit_entry")[0][0]
    batches = list(resealing.reseal(administrator()))
    assert {name for name, _ in batches} == set(SEALED)
    assert all_values() == before
    with db.reading() as tx:
        assert set(resealing.uses(tx)) == {2}
    made = rows("SELECT action, subject, convert_from(payload, 'UTF8') FROM audit_entry WHERE id > :id", id=entries)
    assert len(made) == len(batches)
    assert {action for action, _, _ in made} == {"keys.resealed"}
    assert list(resealing.reseal(administrator())) == [], "nothing is left, and no act is made of it"


def test_a_key_that_nothing_names_retires_and_opens_nothing(office: Office) -> None:
    cipher = protection.seal(b"F0", "here")
    with db.reading() as tx:
        resealing.wait_for_older(tx)
    with db.acting(administrator()) as tx:
        resealing.retire(tx, DATA, 1)
    ring().retire(DATA, 1)
    all_values()
    old = bytes((cipher[0], 1)) + cipher[2:]
    with pytest.raises(KeysMissing):
        protection.unseal(old, "here")


def hashes() -> dict[str, list[Any]]:
    """Every keyed hash, by its place."""
    return {f"{table}.{column}": [row[0] for row in rows(f"SELECT {column} FROM {table}")] for table, column in HASHED}


def test_under_a_new_index_key_everything_is_hashed_anew_and_everybody_is_found(office: Office) -> None:
    values, old, sums = all_values(), hashes(), owed()
    listed = found_by(office)
    with db.acting(administrator()) as tx:
        counts = reindexing.reindex(tx)
    assert all(counts.values()), counts
    new = hashes()
    for place in set(old) - {"list_row.facts", "explanation.lines", "list_row.number_indexes", "entitlement.child_key"}:
        assert set(filter(None, old[place])) & set(new[place]) == set(), place
    assert {each for some in old["list_row.number_indexes"] for each in some}.isdisjoint(
        each for some in new["list_row.number_indexes"] for each in some
    )
    children = {key for key in old["entitlement.child_key"] if key and "/" not in key}
    assert len(children) == 2 and children.isdisjoint(new["entitlement.child_key"])
    assert str(children) not in str(new["list_row.facts"]) and not any(key in str(new) for key in children)
    assert {place: len(some) for place, some in old.items()} == {place: len(some) for place, some in new.items()}
    assert {n: v for n, v in all_values().items() if n != "explanation.body_cipher"} == (
        {n: v for n, v in values.items() if n != "explanation.body_cipher"}
    )
    assert (owed(), found_by(office)) == (sums, listed)
    with db.acting(administrator()) as tx:
        resealing.retire(tx, INDEX, 1)
    ring().retire(INDEX, 1)
    assert found_by(office) == listed
    receipt = suspended_list(office, [{**PARENT, "phone": "0911734510"}])
    assert [fault["code"] for fault in receipt["faults"]] == ["ALREADY_LISTED"]


def owed() -> list[Any]:
    """Money by component and child, as the views have it, without the children's keys."""
    return rows("""SELECT 'owed', application_id, component, amount_vnd, child_key <> '' FROM owed_line
                   UNION ALL SELECT 'has', application_id, said ->> 'component', (said ->> 'amount_vnd')::bigint,
                   child_key <> '' FROM support ORDER BY 1, 2, 3, 4""")


def found_by(office: Office) -> list[Any]:
    """Whom the officer finds by each number and account, and the explanation of each."""
    officer = office.desk("district_officer", "582")
    sought = [*({"number": one["citizen_id"]} for one in (*PEOPLE, PARENT) if one["citizen_id"]),
              {"account": BY_TRANSFER["account_number"]}, {"account": PREGNANT["account_number"]}]  # fmt: skip
    found = [accepted(officer.post("/applications/search", one))["items"] for one in sought]
    assert sum(map(bool, found)) >= len(sought) - 1
    told = [accepted(officer.get(f"/applications/{one['id']}/explanation")) for some in found for one in some]
    return [found, [{**each, "at": None} for each in told]]


@pytest.mark.parametrize("certificate", [CERTIFICATE, OF_ANOTHER])
def test_a_child_supported_before_the_keys_changed_is_known_after(office: Office, certificate: str) -> None:
    number = 600 + int(certificate[:3])
    other = {
        **PARENT, "full_name": f"Lý Văn {'Cóc' if certificate == CERTIFICATE else 'Ổi'}", "sex": "male",
        "citizen_id": f"058085{number:06d}", "insurance_number": f"58734{number:05d}",
        "account_number": f"490177{number:07d}", "phone": None, "child_1_certificate": certificate,
    }  # fmt: skip
    receipt = suspended_list(office, [other])
    [one] = accepted(office.desk("district_officer", "582").get("/applications", list=receipt["list_id"]))["items"]
    [told] = accepted(office.desk("auditor", "58").get(f"/applications/{one['id']}"))["determinations"]
    child = [each for each in told["body"]["results"] if "child" in each["id"]]
    assert child and any(each["met"] is False for each in child), told["body"]["results"]


def test_while_the_index_key_changes_reads_go_on_and_acts_are_told_to_come_again(office: Office, url: str) -> None:
    officer, lock = office.desk("district_officer", "582"), "SELECT pg_advisory_xact_lock({})"
    with psycopg.connect(plain(url)) as other:
        other.execute(lock.format(db.KEYS_LOCK).encode())
        assert accepted(officer.post("/beneficiaries/search", {"number": ON_CASH["citizen_id"]}))["items"]
        waiting = officer.post("/submissions", {"policy": "freelance", "round": 2}, key="while-keys-change")
        assert refused(waiting, "KEYS_CHANGING")["status"] == 503 and waiting.headers["retry-after"] == "5"
        other.rollback()
    after = officer.post("/submissions", {"policy": "freelance", "round": 2}, key="while-keys-change")
    assert after.status_code in {201, 422}


def test_keys_are_listed_made_resealed_and_retired_by_command(office: Office, url: str) -> None:
    def said(*words: str) -> Any:  # noqa: ANN401 – JSON
        done = chitra("admin", "keys", *words, "--json", url=url)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    made = said("new")
    assert said("list")[0]["in_force"] is False
    assert said("reseal")["left"] == {}
    assert said("retire", "data", str(made["id"] - 1))["retired"]
    assert said("reindex")["in_force"]
    assert [each["in_force"] for each in said("list") if each["purpose"] == "data"] == [True]
    all_values()
