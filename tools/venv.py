"""Make a virtual environment, or say plainly what the machine lacks.

Runs on a Python too old for the rest as well, so that the answer is a sentence.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys

OLDEST = (3, 11)

TOO_OLD = """\
需要 Python 3.11 或更高版本,当前为 {found};可用 make PYTHON=python3.11 指定。
Python 3.11 or newer is needed, this is {found}; name another one: make PYTHON=python3.11"""

NO_VENV = """\
缺少系统软件包 {package}(Debian 及其衍生系统),请先安装:
    sudo apt install {package}
The system package {package} is missing (Debian and its kin): install it as above."""


def what_is_missing(*, version: tuple[int, ...], executable: str, modules: set[str]) -> str | None:
    """Return the sentence to print, or nothing when all is there."""
    found = f"{version[0]}.{version[1]}"
    if version < OLDEST:
        return TOO_OLD.format(found=found)
    if not {"venv", "ensurepip"} <= modules:
        package = "python3-venv" if executable == "/usr/bin/python3" else f"python{found}-venv"
        return NO_VENV.format(package=package)
    return None


def main() -> None:
    """Make the environment in the folder named on the command line."""
    # A folder left without its files is found as well, but has no origin.
    found = {name: importlib.util.find_spec(name) for name in ("venv", "ensurepip")}
    modules = {name for name, spec in found.items() if spec and spec.origin}
    missing = what_is_missing(
        version=tuple(sys.version_info[:2]), executable=sys.executable, modules=modules
    )
    if missing:
        sys.exit(missing)
    made = subprocess.run([sys.executable, "-m", "venv", *sys.argv[1:]], check=False)
    sys.exit(made.returncode)


if __name__ == "__main__":
    main()
