"""The first commands, run as a user runs them."""

import json

from click.testing import CliRunner

from kaoji.cli.main import kaoji


def run(*words):
    return CliRunner().invoke(kaoji, list(words))


def test_the_demo_shows_a_tie_and_an_incomplete_unit():
    shown = run("demo")
    assert shown.exit_code == 0
    assert "末位并列:云台镇、松岭镇" in shown.output
    assert "金坪镇缺数" in shown.output
    assert "102.40" in shown.output


def test_what_is_not_built_says_so():
    for name in ("seal", "whatif", "explain"):
        told = run(name, "x", "--facts", "y")
        assert told.exit_code == 2
        assert "not built yet" in told.output


def test_check_gives_json():
    told = run("check", "zhengding-towns", "--json")
    assert told.exit_code == 0
    assert all(one["severity"] != "error" for one in json.loads(told.output)["problems"])


def test_an_unknown_pack_is_named():
    told = run("check", "no-such-pack")
    assert told.exit_code == 1
    assert "scheme-not-found" in told.output
