"""`kaoji demo --county`: built, served, tried, ended (as `make demo ONCE=1` does), removed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from kaoji.site.demo.signing_in import SignIn
from kaoji.site.demo.trying import what_fails
from kaoji.web.roles import Role
from tests import factories
from tools.source import ROOT

ENTRY = "import sys; sys.argv[0] = 'kaoji'; from kaoji.cli.main import run; run()"


def run(*words, **variables):
    kept = {name: text for name, text in os.environ.items() if not name.startswith("KAOJI_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return subprocess.run(
        [sys.executable, "-c", ENTRY, *words],
        env={**kept, "PYTHONPATH": path, "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1", **variables},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def test_once_builds_serves_tries_and_ends(tmp_path):
    told = run("demo", "--county", "--once", TMPDIR=str(tmp_path))
    assert told.returncode == 0, told.stderr
    assert "—— 4. 一个局的工作人员" in told.stdout
    lines = told.stdout.splitlines()
    (ready,) = [line for line in lines if line.startswith("ready  http://127.0.0.1:")]
    after = lines[lines.index(ready) :]
    for role in Role:
        assert any(line.startswith(f"  {role.label}  ") and "口令 " in line for line in after)
    assert sum("动态口令 " in line for line in after) == 3
    assert sum("otpauth://totp/" in line for line in after) == 3
    assert any(line.startswith("试过：首页能打开，") for line in after)
    assert list(tmp_path.glob("kaoji-demo-*")) == []


def test_nothing_to_remove_is_said(tmp_path):
    told = run("demo", "--remove", KAOJI_DATA=str(tmp_path / "none"))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"{tmp_path / 'none'} 里没有演示单位。\n"
    assert not (tmp_path / "none").exists()


def test_an_address_that_is_none_is_refused(tmp_path):
    told = run("demo", "--county", "--address", "here", KAOJI_DATA=str(tmp_path))
    assert told.returncode == 2
    assert "不是地址" in told.stderr


def test_an_address_that_is_taken_is_refused_before_anything_is_touched(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        told = run("demo", "--county", "--address", address, KAOJI_DATA=str(tmp_path / "data"))
    assert told.returncode == 1
    assert f"{address} 不能用" in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "data").exists()


def test_a_server_that_does_not_answer_is_a_fault(db):
    user = factories.make_user(organisation=factories.make_organisation())
    sign_in = SignIn(Role.STAFF, user, "word")
    assert "127.0.0.1:9" in what_fails("http://127.0.0.1:9", sign_in=sign_in)
