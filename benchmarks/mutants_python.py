"""Small wrongs in a Python module: each is one edit of its text, found in its syntax tree, in the order of the text."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import mutants_sql


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


COMPARED = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Is: "is not",
    ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
COUNTED = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.FloorDiv: "*", ast.Mod: "*", ast.BitAnd: "|", ast.BitOr: "&",
}  # fmt: skip
REMOVED = (ast.Expr, ast.Raise, ast.Continue, ast.Break)
SQL_WORDS = ("SELECT", "UPDATE", "INSERT", "DELETE")


def edits(text: str) -> list[Edit]:
    """All of them, each once."""
    return sorted(set(_Finder(text).found()))


class _Finder:
    def __init__(self, text: str) -> None:
        self.text, self.lines = text, [0]
        for line in text.encode().splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.raw = text.encode()
        self.tree = ast.parse(text)
        self.silent = {id(node) for node in self._said_only()}

    def found(self) -> Iterator[Edit]:
        for node in ast.walk(self.tree):
            if id(node) not in self.silent:
                for method in (self._compare, self._count, self._decide, self._constant, self._statement):
                    yield from method(node)

    def _said_only(self) -> Iterator[ast.AST]:
        """What only people read: docstrings, annotations, imports, and what is told to the audit."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                yield from ast.walk(node)
            elif isinstance(node, ast.AnnAssign):
                yield from ast.walk(node.annotation)
            elif isinstance(node, ast.FunctionDef):
                for each in (*node.args.args, *node.args.kwonlyargs):
                    yield from ast.walk(each)
                yield from ast.walk(node.returns) if node.returns else ()
            elif isinstance(node, ast.Subscript):
                yield from ast.walk(node.slice) if isinstance(node.value, ast.Name) and node.value.id.istitle() else ()
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "audit.append",
                "dataclass",
                "MappingProxyType",
            ):
                yield from (each for word in node.keywords for each in ast.walk(word))
                yield from node.args if ast.unparse(node.func) == "audit.append" else ()

    def _at(self, line: int, column: int) -> int:
        return len(self.raw[: self.lines[line - 1] + column].decode())

    def _span(self, node: ast.AST) -> tuple[int, int]:
        return (
            self._at(node.lineno, node.col_offset),  # type: ignore[attr-defined]  # every node asked has a place
            self._at(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def _source(self, node: ast.AST) -> str:
        start, end = self._span(node)
        return self.text[start:end]

    def _between(self, left: ast.AST, right: ast.AST, instead: str, kind: str) -> Edit:
        start, end = self._span(left)[1], self._span(right)[0]
        gap = self.text[start:end]
        kept = gap[: len(gap) - len(gap.lstrip(" )\n"))], gap[len(gap.rstrip(" (\n")) :]
        return Edit(start, end, f"{kept[0]}{instead}{kept[1]}", kind)

    def _compare(self, node: ast.AST) -> Iterator[Edit]:
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for nth, op in enumerate(node.ops):
                yield self._between(sides[nth], sides[nth + 1], COMPARED[type(op)], "comparison")

    def _count(self, node: ast.AST) -> Iterator[Edit]:
        if isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
            yield self._between(node.left, node.right, COUNTED[type(node.op)], "arithmetic")
        elif isinstance(node, ast.AugAssign) and type(node.op) in COUNTED:
            yield self._between(node.target, node.value, f"{COUNTED[type(node.op)]}=", "arithmetic")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            start, end = self._span(node)
            yield Edit(start, end, self._source(node.operand), "arithmetic")

    def _decide(self, node: ast.AST) -> Iterator[Edit]:
        if isinstance(node, ast.BoolOp):
            word = "or" if isinstance(node.op, ast.And) else "and"
            for left, right in zip(node.values, node.values[1:], strict=False):
                yield self._between(left, right, word, "boolean")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            start, end = self._span(node)
            yield Edit(start, end, self._source(node.operand), "boolean")
        elif isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
            start, end = self._span(node.test)
            yield Edit(start, end, f"not ({self._source(node.test)})", "boolean")
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                start, end = self._span(test)
                yield Edit(start, end, "True", "boolean")

    def _constant(self, node: ast.AST) -> Iterator[Edit]:
        if not isinstance(node, ast.Constant):
            return
        start, end = self._span(node)
        if isinstance(node.value, bool):
            yield Edit(start, end, str(not node.value), "constant")
        elif isinstance(node.value, int):
            yield Edit(start, end, str(node.value + 1), "constant")
            yield Edit(start, end, str(node.value - 1), "constant")
        elif isinstance(node.value, str) and any(word in node.value for word in SQL_WORDS):
            whole = self.text[start:end]
            quotes = 3 if '"""' in whole[:5] else 1
            begin = start + whole.index('"') + quotes
            inner = self.text[begin : end - quotes]
            for each in mutants_sql.edits(inner):
                yield Edit(begin + each.start, begin + each.end, each.instead, f"SQL {each.kind}")
        elif isinstance(node.value, str) and node.value.startswith("\n"):
            yield from self._rows(start, end)
        elif isinstance(node.value, str) and node.value.isidentifier() and self.text[start] in "\"'":
            yield Edit(start, end, f'"{node.value}_x"', "word")

    def _rows(self, start: int, end: int) -> Iterator[Edit]:
        """A table in a string: each row gone."""
        at = start
        for line in self.text[start:end].splitlines(keepends=True):
            if len(line.split()) > 2:  # noqa: PLR2004 – fewer are no row
                yield Edit(at, at + len(line), "", "row")
            at += len(line)

    def _statement(self, node: ast.AST) -> Iterator[Edit]:
        if isinstance(node, ast.Return) and node.value is not None:
            start, end = self._span(node.value)
            if self._source(node.value) != "None":
                yield Edit(start, end, "None", "return value")
        removable = isinstance(node, REMOVED) or (
            isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name)
        )
        if removable or isinstance(node, ast.AugAssign):
            start, end = self._span(node)
            yield Edit(start, end, "pass", "statement")
