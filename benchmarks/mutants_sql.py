"""Small wrongs in SQL, in strings of the service and in functions of the database: one edit of the text each.

No parser: words and signs outside of quotes, and the conditions of WHERE, ON, WHEN and IF, which end where their
bracket does or the next clause begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """From where to where in the text, and what stands there instead."""

    start: int
    end: int
    instead: str
    kind: str

    def of(self, text: str) -> str:
        """The text with the wrong in it."""
        return text[: self.start] + self.instead + text[self.end :]


QUOTED = re.compile(r"'(?:[^']|'')*'|--[^\n]*")
SIGNS = (
    (r"(?<![<>:=!|])=(?![=>])", "<>", "comparison"),
    (r"<>", "=", "comparison"),
    (r"<=", "<", "comparison"),
    (r">=", ">", "comparison"),
    (r"(?<![-<=>])<(?![=>])", "<=", "comparison"),
    (r"(?<![-<=>])>(?![=>])", ">=", "comparison"),
    (r"(?<=\s)\+(?=\s)", "-", "arithmetic"),
    (r"(?<=\s)-(?=\s)", "+", "arithmetic"),
    (r"(?<![\w)\s])\s-(?=[a-z])", " ", "arithmetic"),
    (r"\bAND\b(?!\s+\w+\s+FOLLOWING)", "OR", "boolean"),
    (r"\bOR\b", "AND", "boolean"),
    (r"\bIS NOT NULL\b", "IS NULL", "boolean"),
    (r"\bIS NULL\b", "IS NOT NULL", "boolean"),
    (r"\bIS NOT DISTINCT FROM\b", "IS DISTINCT FROM", "comparison"),
    (r"\bIS DISTINCT FROM\b", "IS NOT DISTINCT FROM", "comparison"),
    (r"\bNOT EXISTS\b", "EXISTS", "boolean"),
    (r"(?<!NOT )\bEXISTS\b", "NOT EXISTS", "boolean"),
    (r"\bNOT IN\b", "IN", "boolean"),
    (r"(?<!NOT )\bIN(?= \()", "NOT IN", "boolean"),
    (r"\bLEFT JOIN\b", "JOIN", "join"),
    (r"\bFULL JOIN\b", "JOIN", "join"),
    (r"\bUNION ALL\b", "UNION", "set"),
    (r"\bDISTINCT\b(?! FROM)", "", "set"),
    (r"\bDESC\b", "ASC", "order"),
    (r"\bFOR (?:NO KEY )?UPDATE(?: OF \w+)?", "", "lock"),
    (r"\bON CONFLICT DO NOTHING\b", "", "statement"),
    (r"\bRAISE EXCEPTION\b", "RAISE WARNING", "statement"),
    (r"\bPERFORM\b[^;]+;", "", "statement"),
    (r"\btrue\b", "false", "constant"),
    (r"\bfalse\b", "true", "constant"),
)
NUMBER = re.compile(r"(?<![\w.:])\d+(?![\w.])")
WORD = re.compile(r"'([A-Za-z_]+)'")
CONDITION = re.compile(r"\b(?:WHERE|ON(?! CONFLICT)|WHEN|IF|AND)\b")
CLAUSES = re.compile(
    r"\b(?:AND|OR|GROUP BY|ORDER BY|LIMIT|FOR NO KEY|FOR UPDATE|RETURNING|UNION|JOIN|LEFT|FULL|CROSS|WHERE|THEN|LOOP"
    r"|SET|LIMIT)\b|[;,]|\"\"\""
)


def edits(text: str) -> list[Edit]:
    """All of them, each once, in the order of the text."""
    return sorted({each for each in _all(text) if each.of(text) != text})


def _all(text: str) -> Iterator[Edit]:
    bare = QUOTED.sub(lambda match: "\x00" * len(match[0]), text)
    assigned = _assigned(bare)
    for pattern, instead, kind in SIGNS:
        for match in re.finditer(pattern, bare):
            if not (match[0] == "=" and any(start <= match.start() < end for start, end in assigned)):
                yield Edit(match.start(), match.end(), instead, kind)
    for match in NUMBER.finditer(bare):
        if not _ordinal(bare, match.start()):
            yield Edit(match.start(), match.end(), str(int(match[0]) + 1), "constant")
            yield Edit(match.start(), match.end(), str(int(match[0]) - 1), "constant")
    for match in WORD.finditer(text):
        if not _message(text, match.start()):
            yield Edit(match.start(1), match.end(1), f"{match[1]}_x", "word")
    for start, end in _conditions(bare):
        yield Edit(start, end, "true", "condition")


def _ordinal(bare: str, at: int) -> bool:
    """Whether a number stands in GROUP BY 1, 2, 3 or ORDER BY 1, 2, 3."""
    return bool(re.search(r"(?:GROUP|ORDER) BY [\d, ]*$", bare[:at]))


def _message(text: str, at: int) -> bool:
    return bool(re.search(r"(?:EXCEPTION|WARNING|ERRCODE =) $", text[:at]))


def _assigned(bare: str) -> list[tuple[int, int]]:
    """From SET to the clause after it, where = gives and does not compare."""
    return [match.span() for match in re.finditer(r"\bSET\b(?! enable)(?:(?!\b(?:FROM|WHERE)\b).)*", bare, re.DOTALL)]


def _conditions(bare: str) -> Iterator[tuple[int, int]]:
    for match in CONDITION.finditer(bare):
        start = match.end() + len(bare[match.end() :]) - len(bare[match.end() :].lstrip())
        end = _ends(bare, start)
        if bare[start:end].strip():
            yield start, start + len(bare[start:end].rstrip())


def _ends(bare: str, start: int) -> int:
    """Where a condition ends: at its own depth of brackets."""
    depth, at = 0, start
    while at < len(bare):
        if bare[at] == "(":
            depth += 1
        elif bare[at] == ")":
            if not depth:
                return at
            depth -= 1
        elif not depth and CLAUSES.match(bare, at):
            return at
        at += 1
    return at
