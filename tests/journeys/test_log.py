"""The log against a printed anchor, an entry in it, a file of it; and the restore drill."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.db import connection

from kaoji.apps.accounts import actions as accounts
from kaoji.apps.accounts.models import CodeDevice
from kaoji.apps.audit import actions, guards
from kaoji.apps.audit.models import Entry
from kaoji.apps.workbench.actions import read_phones
from kaoji.site import backup, nightly
from kaoji.web import clock
from kaoji.web.jobs import worker
from tests.browsing import code_of
from tests.cast import county
from tests.factories import PASSWORD

#: Clicks of both administrators together, from where each begins after signing in.
MOST = 12


@pytest.fixture
def cast(ground):
    """禾安县 with some acts in its log, and an anchor of it on paper."""
    made = county()
    for key in ("clerk", "liaison", "supplier"):
        accounts.invite(by=made.actor("system"), user=made.people[key])
    return made


def test_the_log_is_verified_searched_and_taken_along(sit, cast, screen):
    paper = actions.make_checkpoint(by=cast.actor("audit"))
    accounts.close_user(by=cast.actor("system"), user=cast.people["staff"], reason="6月调离")

    desk = sit(cast.people["audit"], size=screen)
    desk.go("/audit/")
    desk.click("核验", role="link")
    desk.fill("锚点纸上的记录数", str(paper.number))
    desk.fill("锚点纸上的摘要", paper.digest[:16])
    desk.click("核验")
    desk.look("audit-verified")
    assert "条全部完好" in desk.text

    desk.page.locator("ol").get_by_role("link", name="审计记录").click()
    desk.fill("查找", "卢平川")
    desk.page.locator("main").get_by_role("button", name="查找").click()
    desk.clicks += 2
    desk.look("audit-found")
    file = desk.fetch("Excel")
    assert desk.clicks + desk.fields <= MOST
    texts = {
        str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(file)).active for cell in row
    }
    assert "卢平川" in "".join(texts)
    assert "简书宁" not in "".join(texts), "only what was found"

    desk.page.locator("tbody th a").first.click()
    desk.pass_by("audit-entry")
    assert "6月调离" in desk.text


def test_the_whole_morning_of_two_administrators(sit, cast, screen, monkeypatch):
    """Anchor typed from paper, who looked at what is sensitive, a file of it; the restore drill."""
    monkeypatch.delenv("KAOJI_BACKUPS", raising=False)
    paper = actions.make_checkpoint(by=cast.actor("audit"))
    read_phones(by=cast.actor("clerk"), count=7)
    backup.make_backup(nightly.backup_folder(), at=clock.now())

    auditor = sit(cast.people["audit"], size=screen)
    auditor.go("/audit/")
    auditor.click("核验", role="link")
    auditor.fill("锚点纸上的记录数", str(paper.number))
    auditor.fill("锚点纸上的摘要", paper.digest[:16])
    auditor.click("核验")
    assert "条全部完好" in auditor.text
    auditor.page.locator("ol").get_by_role("link", name="审计记录").click()
    auditor.choose("类别", "查阅、导出敏感内容")
    auditor.page.locator("main").get_by_role("button", name="查找").click()
    auditor.clicks += 2
    auditor.look("audit-sensitive")
    assert "查看催报电话单" in auditor.text
    assert "发放一次性启用码" not in auditor.page.locator("tbody").inner_text()
    assert b"PK" in auditor.fetch("Excel")

    system = sit(cast.people["system"], size=screen)
    system.go("/accounts/")
    system.click("备份", role="link")
    system.look("backups")
    system.click("恢复演练")
    system.look("drill-begun")
    assert "正在演练" in system.text
    assert worker.work_once("a")
    system.click("看进度", role="link")
    system.look("drill-report")
    assert "全部相同" in system.text
    assert system.page.pdf(format="A4", print_background=True).startswith(b"%PDF")
    told = [(one.clicks, one.fields) for one in (auditor, system)]
    print("clicks and fields:", told)  # noqa: T201 - shown with -s
    assert sum(one.clicks for one in (auditor, system)) <= MOST


def test_an_entry_that_was_changed_behind_the_office_is_named(sit, cast, screen):
    guards.lift(connection)
    Entry.objects.filter(number=2).update(object_name="谁也不是")
    guards.install(connection)
    desk = sit(cast.people["audit"], size=screen)
    desk.go("/audit/verify/")
    desk.click("核验")
    desk.look("audit-altered")
    assert "第 2 条的内容被改过" in desk.text


def test_the_anchor_is_printed_and_fetched(sit, cast):
    user = cast.people["audit"]
    user.set_password(PASSWORD)
    user.password_set_at = clock.now()
    user.save()
    device = CodeDevice.objects.create(user=user, name="x", confirmed=True)
    desk = sit()
    desk.go("/audit/verify/")
    desk.fill("登录名", user.username)
    desk.fill("口令", PASSWORD)
    desk.click("登录")
    desk.look("sign-in-code")
    desk.fill("动态口令", code_of_device(device))
    desk.click("继续")
    desk.click("签发锚点")
    desk.look("audit-anchor")
    number = Entry.objects.exclude(act__endswith="checkpoint").first().number
    file = desk.fetch("下载锚点文件").decode()
    assert str(number) in file
    pdf = desk.page.pdf(format="A4", print_background=True)
    assert pdf.startswith(b"%PDF")


def code_of_device(device):
    from base64 import b32encode

    return code_of(b32encode(device.bin_key).decode())
