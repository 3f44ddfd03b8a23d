"""The figures of the matching as a person reads them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.matching_figures import SAME, Figures, Tally, part_exact
from benchmarks.matching_run import Said

COLUMNS = ("planted", "exact", "strong", "weak", "recall", "library", "recall")
OTHER_COLUMNS = ("planted", "by number", "strong", "weak", "given back", "library")


def show(ours: Figures, theirs: Figures | None, said: Said, library: Mapping[str, Any]) -> None:
    """Two tables by kind, then a line for each figure over all."""
    console = Console(width=130)
    console.print(_same(ours, theirs))
    console.print(_others(ours, theirs))
    for line in _lines(ours, theirs, said, library):
        print(line)


def _same(ours: Figures, theirs: Figures | None) -> Table:
    table = _table("The same people again: found", COLUMNS)
    for title, tally in ours.kinds.items():
        if tally.group in SAME:
            table.add_row(title, *_found(tally), *_library(theirs, title))
    for group in SAME:
        table.add_row(f"all {group}", *_found(ours.of(group)), *_library_of(theirs, group), style="bold")
    table.add_row("all", *_found(ours.of(*SAME)), *_library_of(theirs, *SAME), style="bold")
    return table


def _others(ours: Figures, theirs: Figures | None) -> Table:
    table = _table("Other people: called somebody who is there", OTHER_COLUMNS)
    for title, tally in ours.kinds.items():
        if tally.group not in SAME:
            called = (tally.planted, tally.called_exact, tally.called_strong, tally.called_weak, tally.refused)
            other = f"{theirs.kinds[title].called_strong:,}" if theirs else "–"
            table.add_row(title, *(f"{each:,}" for each in called), other)
    return table


def _table(title: str, columns: tuple[str, ...]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("kind")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _found(tally: Tally) -> tuple[str, ...]:
    return (f"{tally.planted:,}", f"{tally.exact:,}", f"{tally.strong:,}", f"{tally.weak:,}", f"{tally.recall:.2%}")


def _library(theirs: Figures | None, title: str) -> tuple[str, str]:
    return _library_tally(theirs.kinds[title] if theirs else None)


def _library_of(theirs: Figures | None, *groups: str) -> tuple[str, str]:
    return _library_tally(theirs.of(*groups) if theirs else None)


def _library_tally(tally: Tally | None) -> tuple[str, str]:
    return (f"{tally.strong:,}", f"{tally.recall:.2%}") if tally else ("–", "–")


def _lines(ours: Figures, theirs: Figures | None, said: Said, library: Mapping[str, Any]) -> list[str]:
    whole, exact, fuzzy = ours.of(*SAME), ours.of("exact"), ours.of("fuzzy")
    shown = whole.exact + whole.strong + whole.weak
    strong = f"{ours.strong_right:,} right of {ours.strong_pairs:,}"
    times = ", ".join(f"{each:.2f}" for each in said.seconds)
    lines = [
        f"mixture: {part_exact(ours):.1%} of the {whole.planted:,} true duplicates have a number in common or linked",
        f"identical or linked numbers: {exact.exact:,} of {exact.planted:,}",
        f"true duplicates: recall {whole.recall:.2%} by number or strong; {shown / whole.planted:.2%} with the weak",
        f"fuzzy pairs: recall {fuzzy.recall:.2%} at precision {ours.precision:.2%} (strong pairs: {strong})",
        f"weak pairs: {ours.weak_pairs:,}, of which {ours.weak_right:,} are one person",
        f"given back by the reader, and in no figure: {len(said.unread)} {dict(Counter(said.unread.values()))}",
        f"seconds to resolve and match: {said.median:.2f}, median of {times}",
        f"peak memory, MiB: service {said.memory_mib['service']}, database {said.memory_mib['database']}",
    ]
    if theirs:
        lines.append(
            f"Splink at weight {library['threshold']:.1f}, best by F1 where numbers tell nothing: recall "
            f"{theirs.of('fuzzy').recall:.2%} of fuzzy pairs at precision {theirs.precision_beyond_numbers:.2%}; "
            f"{library['training']:.0f} s to train, {library['predicting']:.0f} s to predict, "
            f"{library['memory_mib']} MiB"
        )
    return lines


def together_line(together: Mapping[str, Any]) -> str:
    """What came of one person from eight districts at once."""
    told = ", ".join(f"{together.get(name, '–')} {name}" for name in ("rounds", "uploads", "entitlements", "double"))
    return f"one person from eight districts at once: {told}; {together['seconds']} s"
