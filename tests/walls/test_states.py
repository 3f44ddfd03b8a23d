"""A state moves only along the table of moves, for every kind and every pair of states, by whatever hand."""

from collections.abc import Callable

import pytest

from tests.walls.plain_sql import PlainSql, act, begin_act, terminal

TABLES = {
    "application": "application",
    "submission": "submission",
    "decision": "decision",
    "entitlement": "entitlement",
    "batch": "payment_batch",
    "payout": "payout",
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
        lambda nth: {"message_id": f"W{nth}", "payouts": 0, "amount_vnd": 0},  # an empty one agrees with its payouts
    ),
    "payout": (
        "SELECT p.id FROM payout p JOIN payment_batch b ON b.id = p.batch_id WHERE b.state = 'draft' LIMIT 1",
        lambda nth: {"line": 1000 + nth, "end_to_end_id": f"W{nth}", "uetr": f"W{nth}"},
    ),
    "row": ("SELECT min(id) FROM list_row WHERE state = 'accepted'", lambda nth: {"line": 100_000 + nth}),
}
FIRST = {"row": ("accepted", "faulty")}
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
    """A record that went a way."""
    like, different = NEW[kind]
    id_ = at.copy(TABLES[kind], at.one(like), **{"state": way[0], **different(nth)})
    for state in way[1:]:
        at.rows(f"UPDATE {TABLES[kind]} SET state = %s WHERE id = %s", state, id_)
    return id_


@pytest.mark.parametrize("kind", TABLES)
def test_every_move_off_the_table_is_refused_and_every_move_on_it_passes(url: str, kind: str) -> None:
    with act(url) as at:
        moves = moves_of(at, kind)
        states = states_of(moves)
        assert len(states) > 2
        passed: Moves = set()
        for nth, before in enumerate(states):
            id_ = made(at, kind, nth, way_to(before, moves))
            for after in [*states, "nonsense"]:
                if after == before:
                    continue
                refusal = at.refusal(f"UPDATE {TABLES[kind]} SET state = %s WHERE id = %s", after, id_)
                wall = {"CT003"} if (kind, before) == ("decision", "decided") else {"CT002", "ck_list_row_state"}
                assert refusal is None or refusal in wall, (kind, before, after, refusal)
                if refusal is None:
                    passed.add((before, after))
        assert passed == {move for move in moves if move[0]}


@pytest.mark.parametrize("kind", LOGGED)
def test_a_record_begins_only_as_the_table_says(url: str, kind: str) -> None:
    with act(url) as at:
        moves = moves_of(at, kind)
        like, different = NEW[kind]
        for nth, state in enumerate([*states_of(moves), "nonsense"]):
            refusal = at.copy_refusal(TABLES[kind], at.one(like), **{**different(500 + nth), "state": state})
            assert refusal == (None if ("", state) in moves else "CT002"), (kind, state)


@pytest.mark.parametrize("kind", LOGGED)
def test_a_change_of_state_outside_an_act_is_refused(url: str, kind: str) -> None:
    with act(url) as at:
        before, after = next(move for move in sorted(moves_of(at, kind)) if move[0])
        way = way_to(before, moves_of(at, kind))
        id_ = made(at, kind, 900, way)
        at.rows("SET LOCAL chitra.act = ''")
        assert at.refusal(f"UPDATE {TABLES[kind]} SET state = %s WHERE id = %s", after, id_) == "CT001"
        like, different = NEW[kind]
        assert at.copy_refusal(TABLES[kind], at.one(like), **{"state": way[0], **different(901)}) == "CT001"


def test_an_act_of_another_transaction_is_no_act(url: str) -> None:
    with terminal(url) as at:
        old = at.one("SELECT max(id) FROM act")
        at.rows(f"SET LOCAL chitra.act = {old}")
        assert at.refusal("UPDATE payout SET state = 'in_process' WHERE state = 'exported'") == "CT001"


def test_every_change_of_state_leaves_a_row_that_names_act_and_time(url: str) -> None:
    with terminal(url) as at:
        here = begin_act(at)
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
