"""Pages: what each shows, to whom, and what it asks of the database."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kaoji.apps.documents import actions
from kaoji.apps.documents.content import as_lines
from kaoji.apps.documents.models import Paper
from kaoji.web import clock
from kaoji.web.files import path_of
from tests import factories
from tests.apps.documents.stage import BLOCKS, TITLE, fresh
from tests.costs import MOST_QUERIES


def page(stage, who, name, *args, **query):
    client = factories.signed_in(stage.cast.people[who])
    return client.get(reverse(f"documents:{name}", args=args), query)


def post(stage, who, route, *args, **data):
    client = factories.signed_in(stage.cast.people[who])
    return client.post(reverse(f"documents:{route}", args=args), data, follow=True)


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


class TestPaper:
    def test_from_the_form_to_the_number(self, stage):
        told = {
            "kind": "results", "title": TITLE, "addressee": "各乡镇", "text": as_lines(BLOCKS),
            "signed_by": "县绩效办", "series": stage.series.pk,
            "copies": [stage.cast.units["鹤汀镇"].pk],
        }  # fmt: skip
        post(stage, "clerk", "paper-add", **told)
        paper = Paper.objects.get()
        assert [next(iter(one)) for one in paper.blocks] == ["heading", "paragraph", "table"]
        for who, act in (("clerk", "send"), ("director", "approve"), ("clerk", "issue")):
            text = text_of(post(stage, who, act, paper.pk, version=fresh(paper).version))
        assert "已编号印发，文号 禾考发〔2026〕1号。" in text.replace("</b>", "")
        assert "1 家，已签收 0 家" in text
        assert "已签收 1 家" not in text_of(post(stage, "head", "sign-for", paper.pk))
        assert "1 家，已签收 1 家" in text_of(page(stage, "clerk", "paper", paper.pk))

    def test_only_another_person_is_offered_to_approve(self, stage):
        paper = stage.sent()
        address = reverse("documents:approve", args=(paper.pk,))
        own, others = (page(stage, who, "paper", paper.pk) for who in ("clerk", "director"))
        assert address not in text_of(own)
        assert "等另一人签发" in text_of(own)
        assert address in text_of(others)

    def test_faults_stand_beside_the_text(self, stage):
        paper = stage.drafted(addressee="", is_public=True)
        assert "主送：没有主送机关。请写明发给谁" in text_of(
            page(stage, "clerk", "paper", paper.pk)
        )
        answer = post(stage, "clerk", "send", paper.pk, version=paper.version)
        assert "还有 1 处要改" in text_of(answer)
        assert fresh(paper).state == "draft"

    def test_what_was_filled_in_stays_when_it_is_refused(self, stage):
        answer = post(stage, "clerk", "paper-add", kind="results", title="", text="写了很久的正文")
        assert "写了很久的正文" in text_of(answer)
        assert "有 1 处要改" in text_of(answer)

    def test_a_withdrawn_paper_is_marked_and_stays_reachable(self, stage):
        paper = stage.withdrawn()
        for who in ("clerk", "head"):
            text = text_of(page(stage, who, "paper", paper.pk))
            assert "本件已于 2026-06-12 撤回" in text
            assert "：数有误。" in text
            assert page(stage, who, "file", paper.pk, "pdf").content.startswith(b"%PDF-")

    def test_where_it_came_from_is_a_link(self, stage):
        origin = actions.Origin("appraisals", "7", "二季度考核", "/appraisals/7/")
        paper = stage.drafted(origin=origin)
        text = text_of(page(stage, "clerk", "paper", paper.pk))
        assert '<a href="/appraisals/7/">二季度考核</a>' in text

    def test_a_draft_can_be_looked_at_as_it_will_be_printed(self, stage):
        answer = page(stage, "clerk", "preview", stage.drafted().pk)
        assert answer.content.startswith(b"%PDF-")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


class TestUnits:
    def test_a_unit_sees_what_it_got_once_it_is_issued(self, stage):
        issued, draft = stage.issued(), stage.drafted(title="关于另一件事的通报")
        listed = text_of(page(stage, "head", "received"))
        assert TITLE in listed
        assert "另一件事" not in listed
        assert page(stage, "head", "paper", issued.pk).status_code == 200
        assert page(stage, "head", "paper", draft.pk).status_code == 404

    def test_another_unit_sees_nothing(self, stage):
        paper = stage.issued(copies=(stage.cast.units["鹤汀镇"],))
        assert page(stage, "second_head", "paper", paper.pk).status_code == 404
        assert page(stage, "second_head", "file", paper.pk, "pdf").status_code == 404
        assert TITLE not in text_of(page(stage, "second_head", "received"))

    def test_who_else_signed_and_how_it_came_about_is_the_offices(self, stage):
        paper = stage.issued()
        text = text_of(page(stage, "head", "paper", paper.pk))
        assert "澄湾镇" not in text.partition("<h2>送达</h2>")[2]
        assert "经过" not in text


class TestRegister:
    def test_it_lists_by_period_and_leaves_as_a_file(self, stage):
        stage.issued(), stage.withdrawn(title="关于一件旧事的通报"), stage.drafted(title="草稿件")
        text = text_of(page(stage, "clerk", "register"))
        assert text.index("禾考发〔2026〕2号") < text.index("禾考发〔2026〕1号")
        assert "草稿件" not in text
        assert '<option value="2026-06">' in text
        with clock.stopped_at(datetime(2026, 7, 1, 4, 0, tzinfo=UTC)):
            stage.issued(title="关于七月的通报")
            for period, count in (("2026-06", 2), ("2026-07", 1), ("2026", 3)):
                listed = page(stage, "clerk", "register", period=period).context["table"]
                assert listed.page.count == count
        rows = list(csv.reader(io.StringIO(
            page(stage, "clerk", "register", export="csv").content.decode("utf-8-sig")
        )))  # fmt: skip
        assert rows[2][:2] == ["禾考发〔2026〕2号", "关于一件旧事的通报"]
        assert "发文登记簿" in text_of(page(stage, "clerk", "register", print="1"))


class TestArchive:
    def package(self, stage):
        answer = page(stage, "clerk", "archive", year="2026")
        return zipfile.ZipFile(io.BytesIO(answer.content))

    def test_every_file_is_in_it_and_matches_its_digest(self, stage):
        stage.issued(title="=1+1"), stage.withdrawn()
        package = self.package(stage)
        sums = dict(
            reversed(line.split("  ")) for line in package.read("SHA256SUMS").decode().splitlines()
        )
        assert len(sums) == 4
        assert set(package.namelist()) == {*sums, "finding-list.csv", "SHA256SUMS"}
        assert all(
            hashlib.sha256(package.read(name)).hexdigest() == digest
            for name, digest in sums.items()
        )
        told = package.read("finding-list.csv").decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(told)))
        assert [one["状态"] for one in rows] == ["已印发"] * 2 + ["已撤回"] * 2
        assert rows[0]["标题"] == "'=1+1"
        assert rows[2]["保管期限"] == "永久"

    def test_a_file_that_was_altered_is_told(self, stage):
        file = stage.issued().files.first()
        path_of(file.digest).write_bytes(b"other")
        answer = page(stage, "clerk", "archive", year="2026")
        assert answer.status_code == 409
        assert "不在盘上，或与印发时不同" in text_of(answer)
        assert page(stage, "clerk", "file", file.paper_id, file.kind).status_code == 409

    def test_before_anything_was_issued(self, stage):
        assert "还没有印发过公文" in text_of(page(stage, "clerk", "archive"))


def test_a_hostile_template_is_told_at_its_field(stage):
    told = {"name": "版式", "kind": "results", "file": SimpleUploadedFile("a.docx", b"PK\x03\x04")}
    text = text_of(post(stage, "clerk", "template-add", **told))
    assert "文件损坏，打不开" in text


def test_the_workbench_tells_whose_turn_it_is(stage):
    def told(who):
        return text_of(factories.signed_in(stage.cast.people[who]).get("/"))

    paper = stage.sent()
    assert f"签发：{TITLE}" in told("director")
    assert f"签发：{TITLE}" not in told("clerk")
    actions.approve(by=stage.actor("director"), paper=paper, version=paper.version)
    assert f"编号印发：{TITLE}" in told("clerk")
    actions.issue(by=stage.actor("clerk"), paper=paper, version=fresh(paper).version)
    assert f"签收：{TITLE}" in told("head")


@pytest.mark.parametrize(
    ("who", "name"),
    [("clerk", "list"), ("clerk", "register"), ("head", "received"), ("clerk", "series"),
     ("clerk", "templates"), ("clerk", "paper-add"), ("clerk", "retention"), ("clerk", "archive")],
)  # fmt: skip
def test_lists_ask_the_database_little(stage, who, name):
    few = stage.issued()
    for n in "甲乙丙":
        stage.issued(title=f"通报之{n}")
    client = factories.signed_in(stage.cast.people[who])
    client.get("/help/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(f"documents:{name}")).status_code == 200
    assert len(asked) <= MOST_QUERIES, [one["sql"][:90] for one in asked]
    assert few.number == 1


@pytest.mark.parametrize(
    ("who", "name"), [("clerk", "paper"), ("head", "paper"), ("clerk", "paper-change")]
)
def test_a_paper_asks_the_database_little(stage, who, name):
    paper = stage.issued() if name == "paper" else stage.drafted()
    client = factories.signed_in(stage.cast.people[who])
    client.get("/help/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(f"documents:{name}", args=(paper.pk,))).status_code == 200
    assert len(asked) <= MOST_QUERIES, [one["sql"][:90] for one in asked]
