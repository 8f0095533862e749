"""What stops whoever runs an installation, in a sentence that says why and what to do."""

from __future__ import annotations

from django.db import OperationalError


class OperatingError(Exception):
    """It cannot go on like this: the message says why and what to do; nothing was changed."""


def told_of(fault: Exception) -> str:
    """The sentence of a fault that stops a command: ours, the disk's, or the database's."""
    if isinstance(fault, OSError):
        place = f"{fault.filename}：" if fault.filename else ""
        return f"{place}{fault.strerror or fault}。请看磁盘是否已满、文件夹能否写入，再来一次"
    if isinstance(fault, OperationalError):
        return (
            f"数据库不能用（{str(fault).strip()}）。"
            "请看磁盘、文件夹的权限和 KAOJI_DATABASE，再来一次"
        )
    return str(fault)


#: What `told_of` has words for.
TOLD = (OperatingError, OSError, OperationalError)
