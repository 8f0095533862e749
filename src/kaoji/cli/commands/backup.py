"""`kaoji backup`, `verify-backup`, `restore`, `upgrade`: the whole office in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.cli.operating import telling_faults
from kaoji.cli.printing import say
from kaoji.cli.shell import DONE, Argument, Call, Command, Option
from kaoji.cli.words import Words

if TYPE_CHECKING:
    from kaoji.site.backup import Summary

MADE = Words(
    "{path}：{tables} 张表 {rows} 行，{files} 个文件",
    "{path}: {tables} tables, {rows} rows, {files} files",
)
WHOLE = Words("备份完好：{told}", "the backup is whole: {told}")
RESTORED = Words("已恢复：{told}", "restored: {told}")
CURRENT = Words("数据表已是最新，没有要更新的", "the tables are up to date")
UPGRADED = Words("数据表已更新 {count} 步", "tables brought up to date in {count} steps")


def _set_up() -> None:
    from kaoji.site.preparing import set_up

    set_up(settings_module="kaoji.site.settings.base")


def _told(call: Call, summary: Summary) -> str:
    return call.told(
        MADE, path=summary.path, tables=summary.tables, rows=summary.rows, files=summary.files
    )


def backup(call: Call) -> int:
    """Make a backup in the folder."""
    _set_up()
    from kaoji.site.backup import make_backup
    from kaoji.web import clock

    say(_told(call, make_backup(Path(call["folder"]), at=clock.now())))
    return DONE


def verify_backup(call: Call) -> int:
    """Check a backup byte by byte; needs neither database nor settings of its own."""
    _set_up()
    from kaoji.site.backup import verify_backup

    say(call.told(WHOLE, told=_told(call, verify_backup(Path(call["file"])))))
    return DONE


def restore(call: Call) -> int:
    """Restore a backup into an empty installation."""
    _set_up()
    from kaoji.site.backup import restore_backup

    say(call.told(RESTORED, told=_told(call, restore_backup(Path(call["file"])))))
    return DONE


def upgrade(call: Call) -> int:
    """Back up, then bring the tables up to date."""
    _set_up()
    from kaoji.site.preparing import prepare
    from kaoji.site.upgrading import upgrade
    from kaoji.web import clock

    done = upgrade(folder=Path(call["folder"]), at=clock.now())
    prepare(with_static_files=True)
    if done.saved is not None:
        say(_told(call, done.saved))
    say(call.told(UPGRADED if done.steps else CURRENT, count=len(done.steps)))
    return DONE


_FILE = Argument("file", words=Words("备份文件", "the backup"))


def _folder() -> Option:
    words = Words("备份放在哪个文件夹", "the folder for backups")
    return Option("--folder", metavar="FOLDER", default="kaoji-backups", words=words)


COMMANDS = {
    "backup": Command(
        "backup",
        words=Words(
            "备份全部数据：数据表、佐证文件和密钥，成一个能自证完好的文件。文件要妥善保管。",
            "Everything in one file that proves itself: tables, evidence, keys. Keep it safe.",
        ),
        run=telling_faults(backup),
        examples=Words("kaoji backup --folder backups", "kaoji backup --folder backups"),
        params=(_folder(),),
    ),
    "verify-backup": Command(
        "verify-backup",
        words=Words("核验备份文件，一个字节也不放过。", "Check a backup byte by byte."),
        run=telling_faults(verify_backup),
        examples=Words(
            "kaoji verify-backup kaoji-20260301-020000.kaoji-backup",
            "kaoji verify-backup kaoji-20260301-020000.kaoji-backup",
        ),
        params=(_FILE,),
    ),
    "restore": Command(
        "restore",
        words=Words(
            "把备份恢复到空的系统；SQLite 的备份也能恢复到 PostgreSQL，反之亦然。",
            "Restore into an empty installation, from SQLite into PostgreSQL too and back.",
        ),
        run=telling_faults(restore),
        examples=Words(
            "kaoji restore kaoji-20260301-020000.kaoji-backup",
            "kaoji restore kaoji-20260301-020000.kaoji-backup",
        ),
        params=(_FILE,),
    ),
    "upgrade": Command(
        "upgrade",
        words=Words(
            "升级程序之后运行一次：先备份，再更新数据表。",
            "Run once after a newer version was installed: backs up, then renews the tables.",
        ),
        run=telling_faults(upgrade),
        examples=Words("kaoji upgrade", "kaoji upgrade"),
        params=(_folder(),),
    ),
}
