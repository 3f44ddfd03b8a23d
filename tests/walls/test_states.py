"""A state moves only along the table of moves: every kind, every pair of states, every role, whatever the statement."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from app import states
from app.access import Role
from tests.walls.plain_sql import PlainSql, act, begin_act, terminal

TABLES = {
    "application": "application",
    "submission": "submission",
    "decision": "decision",
    "entitlement": "entitlement",
    "batch": "payment_batch",
    "payout": "payout",
    "fund_allotment": "fund_allotment",
    "funding": "funding",
    "approval_level": "approval_level",
    "row": "list_row",
}
LOGGED = [kind for kind in TABLES if kind != "row"]  # a row begins with its version, which names the act
# A record of each kind from which a new one is copied, in a state to begin with.
NEW: dict[str, tuple[str, Callable[[int], dict[str, object]]]] = {
    "application": ("SELECT min(id) FROM application", lambda nth: {"occasion": f"walls {nth}"}),
    "submission": ("SELECT min(id) FROM submission WHERE state = 'decided'", lambda _: {}),
    "decision": ("SELECT min(id) FROM decision WHERE state = 'decided'", lambda nth: {"number": f"W{nth}"}),
    "entitlement": (
        "SELECT min(id) FROM entitlement WHERE state = 'open'",
        lambda nth: {"occasion": f"walls {nth}", "exclusive": False},
    ),
    "batch": (
        "SELECT min(id) FROM payment_batch WHERE state = 'exported'",
        lambda nth: {"message_id": f"W{nth}", "payouts": 1, "amount_vnd": 1_500_000},
    ),
    "payout": (
        "SELECT p.id FROM payout p JOIN payment_batch b ON b.id = p.batch_id WHERE b.state = 'draft' LIMIT 1",
        lambda nth: {"line": 1000 + nth, "end_to_end_id": f"W{nth}", "uetr": f"W{nth}"},
    ),
    "fund_allotment": ("SELECT min(id) FROM fund_allotment", lambda nth: {"number": f"W{nth}"}),
    "funding": ("SELECT min(id) FROM funding", lambda nth: {"policy": f"W{nth}"}),
    "approval_level": ("SELECT min(id) FROM approval_level", lambda nth: {"policy": f"W{nth}"}),
    "row": ("SELECT min(id) FROM list_row WHERE state = 'accepted'", lambda nth: {"line": 100_000 + nth}),
}
FIRST = {"row": ("accepted", "faulty")}
# Who is named as having made a move: the person whose act it is.
NAMED = {
    ("submission", "appraised"): "appraised_by_person_id",
    ("submission", "returned"): "appraised_by_person_id",
    ("decision", "recorded"): "recorded_by_person_id",
    ("decision", "decided"): "compared_by_person_id",
    ("batch", "checked"): "checked_by_person_id",
    ("batch", "released"): "released_by_person_id",
    ("fund_allotment", "in_force"): "confirmed_by_person_id",
    ("funding", "in_force"): "confirmed_by_person_id",
    ("approval_level", "in_force"): "confirmed_by_person_id",
}
# A stop is the only move of a batch that changes more than its state and a name.
STOP = """, revision = revision + 1, payouts = payouts - 1, amount_vnd = amount_vnd - 1500000,
          checked_by_person_id = NULL, released_by_person_id = NULL"""
Moves = set[tuple[str, str]]


def moves_of(at: PlainSql, kind: str) -> Moves:
    """The table of moves; rows have none that begins, since a CHECK holds with what they begin."""
    found = {
        (before, after)
        for before, after in at.rows("SELECT from_state, to_state FROM state_move WHERE kind = %s", kind)
    }
    return found | {("", first) for first in FIRST.get(kind, ())}


def states_of(moves: Moves) -> list[str]:
    return sorted({state for move in moves for state in move if state})


def roles_of(kind: str, before: str, after: str) -> frozenset[str]:
    """Who may make a move; nobody where there is none."""
    [roles] = [
        move.roles for move in states.MOVES if (move.kind, move.before, move.after) == (kind, before, after)
    ] or [frozenset()]
    return frozenset(Role) if roles is None else roles


def way_to(state: str, moves: Moves) -> list[str]:
    """The shortest way from nothing to a state, along the moves."""
    ways: list[list[str]] = [[after] for before, after in moves if not before]
    seen: set[str] = set()
    for way in ways:
        if way[-1] == state:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways.extend([*way, after] for before, after in sorted(moves) if before == way[-1])
    raise AssertionError(f"no way leads to {state}")


def made(at: PlainSql, kind: str, nth: int, way: list[str]) -> int:
    """A record that went a way, each step by somebody who may."""
    like, different = NEW[kind]
    become(at, kind, "", way[0])
    id_ = at.copy(TABLES[kind], at.one(like), **{"state": way[0], **different(nth)})
    if kind == "batch":
        pay_out(at, id_, nth)
    for before, after in pairwise(way):
        become(at, kind, before, after)
        at.rows(moving(at, kind, before, after), after, id_)
    return id_


def become(at: PlainSql, kind: str, before: str, after: str) -> None:
    """Somebody who may make a move; each move has its own, so that nobody makes two."""
    role = "district_officer" if kind == "row" else min(roles_of(kind, before, after))
    at.become(role, f"{kind}: {before} to {after}")


def pay_out(at: PlainSql, batch: int, nth: int) -> None:
    """The one payout of a batch, and what it pays."""
    at.become("district_approver")
    owed = at.one(NEW["entitlement"][0])
    entitlement = at.copy("entitlement", owed, occasion=f"batch {nth}", exclusive=False)
    at.become("finance_maker")
    line = {"line": 1, "end_to_end_id": f"B{nth}", "uetr": f"B{nth}"}
    payout = at.copy("payout", at.one(NEW["payout"][0]), batch_id=batch, **line)
    share = "INSERT INTO payout_share (payout_id, entitlement_id, amount_vnd) VALUES (%s, %s, 1500000)"
    at.rows(share, payout, entitlement)


def moving(at: PlainSql, kind: str, before: str, after: str) -> str:
    """The statement that moves a record, and names whose act it is."""
    if (kind, after) == ("batch", "frozen") and before in {"checked", "released"}:
        return f"""WITH one AS (SELECT %s AS state, %s::bigint AS id),
                        gone AS (UPDATE payout SET state = 'void' FROM one WHERE batch_id = one.id)
                   UPDATE payment_batch b SET state = one.state{STOP} FROM one WHERE b.id = one.id"""
    name = NAMED.get((kind, after))
    return f"UPDATE {TABLES[kind]} SET state = %s{f', {name} = {at.person()}' if name else ''} WHERE id = %s"


def test_the_database_has_the_same_table_of_moves(url: str) -> None:
    with terminal(url) as at:
        rows = at.rows("SELECT kind, from_state, event, to_state, roles, transfer FROM state_move")
        held = {(*row[:4], None if row[4] is None else frozenset(row[4]), row[5]) for row in rows}
        assert held == set(states.MOVES) and len(rows) == len(states.MOVES) > 100
        named = {role for move in states.MOVES for role in move.roles or ()}
        assert named <= set(Role)


# What stands before the table of moves: a record that needs a name or a paper in that state, one that is in force.
WALLS = {
    "decision": {"CT003", "ck_decision_recorded_whole", "ck_decision_two_people", "ck_decision_compared"},
    "submission": {"ck_submission_appraised"},
    "batch": {"CT003", "ck_payment_batch_unchecked", "ck_payment_batch_checked", "ck_payment_batch_released"},
    "fund_allotment": {"ck_fund_allotment_two_people"},
    "funding": {"ck_funding_two_people"},
    "approval_level": {"ck_approval_level_two_people"},
    "row": {"ck_list_row_state"},
}


@pytest.mark.parametrize("kind", TABLES)
def test_every_move_off_the_table_is_refused_and_each_on_it_passes_by_who_may_and_by_nobody_else(
    url: str, kind: str
) -> None:
    with act(url) as at:
        moves = moves_of(at, kind)
        found = states_of(moves)
        assert len(found) > 2
        passed = set()
        for nth, before in enumerate(found):
            id_ = made(at, kind, nth, way_to(before, moves))
            for after in [*found, "nonsense"]:
                for role in Role if after != before else ():
                    at.become(role, f"trial {role}")
                    refusal = at.refusal(moving(at, kind, before, after), after, id_)
                    if refusal is None:
                        passed.add((before, after, role))
                    elif (before, after) in moves:
                        assert refusal == "CT010", (kind, before, after, role, refusal)
                    else:
                        assert refusal in {"CT002"} | WALLS.get(kind, set()), (kind, before, after, role, refusal)
        assert passed == {(*move, role) for move in moves if move[0] for role in roles_of(kind, *move)}


@pytest.mark.parametrize("kind", LOGGED)
def test_a_record_begins_only_as_the_table_says_and_by_who_may(url: str, kind: str) -> None:
    with act(url) as at:
        moves = moves_of(at, kind)
        like, different = NEW[kind]
        for nth, state in enumerate([*states_of(moves), "nonsense"]):
            for role in Role:
                at.become(role, f"trial {role}")
                new = {**different(500 + nth), "state": state}
                refusal = at.copy_refusal(TABLES[kind], at.one(like), **new)
                if ("", state) in moves:
                    assert refusal == (None if role in roles_of(kind, "", state) else "CT010"), (kind, state, role)
                else:
                    assert refusal in {"CT002"} | WALLS.get(kind, set()), (kind, state, role, refusal)


MUST_NAME = """SELECT attname FROM pg_attribute
               WHERE attrelid = %s::regclass AND attnotnull AND attname LIKE '%%\\_by\\_person\\_id'"""


@pytest.mark.parametrize("kind", LOGGED)
def test_a_change_of_state_outside_an_act_is_refused(url: str, kind: str) -> None:
    with act(url) as at:
        before, after = next(move for move in sorted(moves_of(at, kind)) if move[0])
        way = way_to(before, moves_of(at, kind))
        id_ = made(at, kind, 900, way)
        become(at, kind, before, after)
        update, who = moving(at, kind, before, after), at.person()
        at.rows("SET LOCAL chitra.act = ''")
        assert at.refusal(update, after, id_) == "CT001"
        like, different = NEW[kind]
        names = {name: who for (name,) in at.rows(MUST_NAME, TABLES[kind])}
        assert at.copy_refusal(TABLES[kind], at.one(like), **{"state": way[0], **different(901), **names}) == "CT001"


def test_an_act_of_another_transaction_is_no_act(url: str) -> None:
    with terminal(url) as at:
        old = at.one("SELECT max(id) FROM act")
        at.rows(f"SET LOCAL chitra.act = {old}")
        assert at.refusal("UPDATE payout SET state = 'in_process' WHERE state = 'exported'") == "CT001"


def test_every_change_of_state_leaves_a_row_that_names_act_and_time(url: str) -> None:
    with terminal(url) as at:
        here = begin_act(at)  # the province's finance maker: the first account that there is
        ids = {
            row[0] for row in at.rows("UPDATE payout SET state = 'in_process' WHERE state = 'exported' RETURNING id")
        }
        assert len(ids) == 2
        logged = at.rows("SELECT object_id, from_state, to_state, at = now() FROM state_change WHERE act_id = %s", here)
        assert logged == [(id_, "exported", "in_process", True) for id_ in sorted(ids)]


@pytest.mark.parametrize("kind", LOGGED)
def test_the_log_tells_the_whole_way_of_every_record(url: str, kind: str) -> None:
    with terminal(url) as at:
        table = TABLES[kind]
        moves = moves_of(at, kind)
        records = at.rows(f"SELECT id, state FROM {table}")
        log = at.rows("SELECT object_id, from_state, to_state FROM state_change WHERE kind = %s ORDER BY id", kind)
        assert records and {row[0] for row in log} == {row[0] for row in records}
        now: dict[int, str] = {}
        for id_, before, after in log:
            assert now.get(id_, "") == (before or "")
            assert (before or "", after) in moves
            now[id_] = after
        assert now == dict(records)
        assert at.one("SELECT count(*) FROM state_change c LEFT JOIN act a ON a.id = c.act_id AND a.at = c.at"
                      " WHERE a.id IS NULL") == 0  # fmt: skip


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("entitlement", "paid", "open"),  # only by way of a return
        ("entitlement", "open", "paid"),  # only by way of a payout
        ("payout", "settled", "rejected"),  # money picked up was picked up
        ("payout", "in_doubt", "void"),  # no answer is no leave to pay again
        ("payout", "exported", "void"),  # the bank may have it already
        ("payment_batch", "exported", "void"),
        ("payment_batch", "draft", "released"),  # nobody has checked it
        ("decision", "drafted", "decided"),  # nobody has recorded it
        ("application", "received", "decided"),
        ("application", "declined", "appraised"),  # only the person takes it back
        ("application", "declined", "decided"),
        ("application", "declined", "withdrawn"),  # it blocks a second request
        ("application", "decided", "declined"),
    ],
)
def test_the_moves_that_would_cost_money_are_not_on_the_table(url: str, table: str, before: str, after: str) -> None:
    with terminal(url) as at:
        kind = next(kind for kind, name in TABLES.items() if name == table)
        moves = moves_of(at, kind)
        assert {before, after} <= set(states_of(moves))
        assert (before, after) not in moves
