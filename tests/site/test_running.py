"""Parts run side by side; upgrading and restoring stand alone."""

from __future__ import annotations

import pytest

from kaoji.site.running import BusyError, alone, running


def test_parts_run_side_by_side_and_upgrading_stands_alone(tmp_path, db):
    told = pytest.raises(BusyError, match="停下")
    with running(tmp_path), running(tmp_path), told, alone(tmp_path):
        pass
    with alone(tmp_path), pytest.raises(BusyError, match="升级"), running(tmp_path):
        pass
    with running(tmp_path):
        pass
