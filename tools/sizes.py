"""Report the sizes of functions and files: only the hard stops fail, in tests/house."""

from __future__ import annotations

from collections.abc import Sequence

from tools.source import ROOT, SOURCE, functions_below, python_files, shown

LONGEST_SHOWN = 5


def percentile(sizes: Sequence[int], *, percent: int) -> int:
    """The size that `percent` of all do not exceed (nearest rank)."""
    ordered = sorted(sizes)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(rank, 1) - 1] if ordered else 0


def line(name: str, sizes: Sequence[int]) -> str:
    """One line of the report."""
    median, p90 = percentile(sizes, percent=50), percentile(sizes, percent=90)
    return f"{name:<10} {len(sizes):>6}   median {median:>4}   p90 {p90:>4}   max {max(sizes):>4}"


def main() -> None:
    """Print the report."""
    functions = functions_below(SOURCE)
    files = {
        shown(path): path.read_text(encoding="utf-8").count("\n") for path in python_files(SOURCE)
    }
    tests = [path for path in python_files(ROOT / "tests") if path.name.startswith("test_")]
    print(line("functions", [function.line_count for function in functions]))
    print(line("files", list(files.values())))
    print(f"test files {len(tests):>6}")
    print("\nlongest functions")
    for function in sorted(functions, key=lambda one: -one.line_count)[:LONGEST_SHOWN]:
        print(f"  {function.line_count:>4}  {function.module} {function.name}")
    print("\nlongest files")
    for name in sorted(files, key=lambda one: -files[one])[:LONGEST_SHOWN]:
        print(f"  {files[name]:>4}  {name}")


if __name__ == "__main__":
    main()
