"""The yardstick: the same rows told apart by Splink on DuckDB, with its own comparisons, blocking and training.

`python -m benchmarks.linkage STORED.csv INCOMING.csv OUT.csv`, a process of its own: the library is needed for the
proof alone, and its memory is nobody else's. OUT has incoming, stored and the match weight of every pair that was
compared and is not plainly somebody else.
"""

import json
import resource
import sys
import time
from pathlib import Path

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import ColumnExpression, Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

WEIGHT_LEAST = -6.0
PAIRS = 4_000_000  # drawn at random for what is met by chance

# Names as a user of such a library would make them ready: without case, marks and spaces twice; and in sorted order.
READY = """
    CREATE TABLE {side} AS
    WITH folded AS (
        SELECT *, regexp_replace(
            trim(strip_accents(replace(lower(nfc_normalize(full_name)), 'đ', 'd'))), '\\s+', ' ', 'g') AS name
        FROM read_csv('{path}', header = true, all_varchar = true, nullstr = ''))
    SELECT CAST(id AS BIGINT) AS unique_id, name,
        array_to_string(list_sort(string_split(name, ' ')), ' ') AS sorted_name,
        split_part(name, ' ', 1) AS family, string_split(name, ' ')[-1] AS given, birth_date, birth_year, sex, commune,
        citizen_id, old_identity, insurance_number, phone, account, employer
    FROM folded
"""
PAIRS_OUT = """
    COPY (SELECT match_weight,
                 CASE WHEN source_dataset_l < source_dataset_r THEN unique_id_r ELSE unique_id_l END AS incoming,
                 CASE WHEN source_dataset_l < source_dataset_r THEN unique_id_l ELSE unique_id_r END AS stored
          FROM {pairs}) TO '{out}' (HEADER false)
"""
"""The sides are named in the order in which they were given: what is stored comes first."""

NUMBERS = ("citizen_id", "old_identity", "insurance_number")
PLACES = ("phone", "account", "employer", "commune")


def _number(column: str) -> comparisons.CustomComparison:
    """The same, one slip apart, another."""
    return comparisons.CustomComparison(
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(column),
            levels.DamerauLevenshteinLevel(column, 1),
            levels.ElseLevel(),
        ],
        output_column_name=column,
    )


def _name() -> comparisons.CustomComparison:
    """The same, in another order, nearly the same, alike, another."""
    return comparisons.CustomComparison(
        comparison_levels=[
            levels.NullLevel("name"),
            levels.ExactMatchLevel("name", term_frequency_adjustments=True),
            levels.ExactMatchLevel("sorted_name"),
            levels.DamerauLevenshteinLevel("name", 2),
            levels.JaroWinklerLevel("name", 0.92),
            levels.And(levels.ExactMatchLevel("family"), levels.ExactMatchLevel("given")),
            levels.JaroWinklerLevel("name", 0.8),
            levels.ElseLevel(),
        ],
        output_column_name="name",
    )


def _born() -> comparisons.CustomComparison:
    """The same day, day and month swapped, one slip apart, the same year where one has no day, another."""
    swapped = (
        "substr(birth_date_l, 1, 4) = substr(birth_date_r, 1, 4) and substr(birth_date_l, 6, 2) = "
        "substr(birth_date_r, 9, 2) and substr(birth_date_l, 9, 2) = substr(birth_date_r, 6, 2)"
    )
    one_has_no_day = "(birth_date_l is null or birth_date_r is null) and birth_year_l = birth_year_r"
    return comparisons.CustomComparison(
        comparison_levels=[
            levels.NullLevel("birth_year"),
            levels.ExactMatchLevel("birth_date"),
            levels.CustomLevel(swapped, "day and month swapped"),
            levels.DamerauLevenshteinLevel("birth_date", 1),
            levels.CustomLevel(one_has_no_day, "the year alone"),
            levels.ExactMatchLevel("birth_year"),
            levels.ElseLevel(),
        ],
        output_column_name="born",
    )


BLOCKS = (
    *(block_on(column) for column in NUMBERS),
    block_on("sorted_name", "birth_year"),
    block_on("name", "commune"),
    block_on("birth_date", "given"),
    block_on("birth_date", "family", "sex"),
    block_on("birth_date", "commune"),
    block_on("phone"),
    block_on("account"),
    block_on("family", "given", "birth_year", "sex"),
    block_on("name", ColumnExpression("birth_date").substr(6, 5)),
)


def _linker(database: duckdb.DuckDBPyConnection) -> Linker:
    api = DuckDBAPI(connection=database)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            *map(_number, NUMBERS),
            _name(),
            _born(),
            comparisons.ExactMatch("sex"),
            *(comparisons.ExactMatch(column) for column in PLACES),
        ],
        blocking_rules_to_generate_predictions=list(BLOCKS),
        retain_matching_columns=False,
    )
    sides = [api.register(side) for side in ("stored", "incoming")]
    return Linker(sides, settings, log_level="ERROR")


def _train(linker: Linker) -> None:
    """What is met by chance from random pairs; what the same people show, by expectation and maximisation."""
    sure = [block_on(column) for column in NUMBERS] + [block_on("name", "birth_date", "commune")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=1)
    for rule in (block_on("citizen_id"), block_on("old_identity"), block_on("name", "birth_date"), block_on("phone")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)


def main(stored: str, incoming: str, out: str) -> None:
    """Link the two files; write the pairs, and print seconds and memory as JSON."""
    began = time.perf_counter()
    database = duckdb.connect(str(Path(out).with_suffix(".duckdb")))
    for side, path in (("stored", stored), ("incoming", incoming)):
        database.execute(READY.format(side=side, path=path))
    linker = _linker(database)
    _train(linker)
    trained = time.perf_counter()
    found = linker.inference.predict(threshold_match_weight=WEIGHT_LEAST)
    database.execute(PAIRS_OUT.format(pairs=found.physical_name, out=out))
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"training": trained - began, "predicting": done - trained, "memory_mib": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
