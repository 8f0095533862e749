"""What stood there before may be read by others: told with its remedy, or refused."""

from __future__ import annotations

import pytest

from kaoji.site.faults import OperatingError
from kaoji.site.modes import refuse_open_keys, told_of_modes
from tests.site.server import Server


@pytest.fixture
def folder(tmp_path):
    """As we make it."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    (made / "backups").mkdir(mode=0o700)
    for name in ("secret-key", "kaoji.sqlite3"):
        (made / name).touch(mode=0o600)
    return made


def told(folder):
    return list(told_of_modes(folder, backups=folder / "backups"))


def test_what_is_ours_alone_is_passed_over(folder, tmp_path):
    refuse_open_keys(folder)
    refuse_open_keys(tmp_path / "nowhere")
    assert told(folder) == told(tmp_path / "nowhere") == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
@pytest.mark.parametrize("name", ["secret-key", "audit-key", "code-key"])
def test_a_key_that_others_read_stops_the_start(folder, name, mode):
    (folder / name).touch()
    (folder / name).chmod(mode)
    refuse_open_keys(folder)  # nobody else comes into the folder
    folder.chmod(0o750)
    with pytest.raises(OperatingError, match=f"{name}.*chmod 600"):
        refuse_open_keys(folder)


@pytest.mark.parametrize("name", ["", "backups"])
def test_a_folder_that_others_enter_is_told_with_its_remedy(folder, name):
    (folder / name).chmod(0o750)
    (sentence,) = told(folder)
    assert f"chmod 700 {folder / name}".rstrip("/") in sentence


def test_a_database_that_others_read_is_told_too(folder):
    (folder / "kaoji.sqlite3").chmod(0o644)
    assert told(folder) == []
    folder.chmod(0o755)
    assert [one.rpartition("chmod ")[2] for one in told(folder)] == [
        f"700 {folder}", f"600 {folder}/kaoji.sqlite3",
    ]  # fmt: skip


def test_serving_looks_before_it_starts(folder):
    (folder / "secret-key").write_text("k" * 64)
    (folder / "secret-key").chmod(0o644)
    folder.chmod(0o755)
    answer = Server(folder).commanded("serve", "--dev", "--address", "127.0.0.1:9")
    assert answer.returncode != 0
    assert "chmod 600" in answer.stderr
