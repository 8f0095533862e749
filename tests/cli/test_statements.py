"""One page a unit: the statements of every shipped pack and of the demonstration's county."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoji.packs import demo
from tests.cli.county import call
from tests.cli.test_round_trip import SCORED, packs, run
from tests.engine.explain.pages.height import PAGE, heights

__all__ = ["packs"]
DEMO = Path(demo.__file__).parent
COUNTY = {
    "zhengding-towns": (("towns.csv",), "towns-given.yaml", 7),
    "qitai-projects": (("projects.csv",), None, 4),
    "qitai-departments": (("departments.csv", "projects.csv"), "departments-given.yaml", 12),
    "bureau-units": (("staff.csv",), None, 6),
    "bureau-persons": (("staff.csv",), "staff-given.yaml", 12),
}


def statements(*words, folder):
    told = call("explain", *words, "-o", str(folder))
    assert told.code in (0, 1), told.err  # 1: who has open facts has a statement as well
    return heights((folder / "对账单.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", COUNTY)
def test_every_unit_of_the_county_has_one_page(name, tmp_path):
    facts, given, count = COUNTY[name]
    words = [part for one in facts for part in ("--facts", str(DEMO / one))]
    words += ["--subjects", str(DEMO / "subjects.csv"), "--period", "2025"]
    words += [] if given is None else ["--given", str(DEMO / given)]
    found = statements(name, *words, folder=tmp_path / "out")
    assert len(found) == count
    assert max(found) <= PAGE


@pytest.mark.parametrize("name", SCORED)
def test_every_pack_has_one_page_a_unit_with_and_without_facts(name, tmp_path, packs):
    words = run(name, folder=tmp_path, packs=packs)[1:]
    (tmp_path / "none.csv").write_text("对象,指标,数值\n", encoding="utf-8")
    bare = [*words]
    bare[bare.index("--facts") + 1] = str(tmp_path / "none.csv")
    for folder, asked in (("filled", words), ("bare", bare)):
        found = statements(*asked, "--subject", f"{name}一", folder=tmp_path / folder)
        assert len(found) == 1
        assert max(found) <= PAGE
