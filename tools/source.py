"""What the house tests and the size report see of the sources: files, functions, their lengths."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "kaoji"
ENGINE = SOURCE / "engine"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Function:
    """One function: where it stands, its name with those around it, its syntax."""

    module: str
    name: str
    node: FunctionNode
    is_method: bool
    is_inner: bool

    @property
    def line_count(self) -> int:
        """Lines from the `def` to the end, without the docstring."""
        node = self.node
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if ast.get_docstring(node, clean=False) is None:
            return lines
        doc = node.body[0]
        return lines - ((doc.end_lineno or doc.lineno) - doc.lineno + 1)

    @property
    def is_public(self) -> bool:
        """It can be reached from outside and nothing about its name asks not to."""
        return not self.is_inner and not any(part.startswith("_") for part in self.name.split("."))

    @property
    def positional(self) -> tuple[str, ...]:
        """Arguments that may be given by position, `self` and `cls` left out."""
        arguments = self.node.args
        names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        is_static = any(
            isinstance(mark, ast.Name) and mark.id == "staticmethod"
            for mark in self.node.decorator_list
        )
        return tuple(names[1:] if self.is_method and not is_static else names)


def python_files(folder: Path) -> tuple[Path, ...]:
    """All Python files below a folder, in order."""
    return tuple(sorted(folder.rglob("*.py")))


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """The path as a person names it, from the project's root."""
    return path.relative_to(ROOT).as_posix()


def functions_of(tree: ast.AST, *, module: str) -> Iterator[Function]:
    """Every function in a tree, methods and inner ones too."""
    yield from _functions(tree, module=module, around=())


def _functions(
    tree: ast.AST, *, module: str, around: tuple[FunctionNode | ast.ClassDef, ...]
) -> Iterator[Function]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FunctionNode):
            yield Function(
                module=module,
                name=".".join(one.name for one in (*around, node)),
                node=node,
                is_method=bool(around) and isinstance(around[-1], ast.ClassDef),
                is_inner=any(isinstance(one, FunctionNode) for one in around),
            )
        inside = (*around, node) if isinstance(node, FunctionNode | ast.ClassDef) else around
        yield from _functions(node, module=module, around=inside)


def functions_below(folder: Path) -> tuple[Function, ...]:
    """Every function of every file below a folder."""
    return tuple(
        function
        for path in python_files(folder)
        for function in functions_of(parsed(path), module=shown(path))
    )
