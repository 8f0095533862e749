"""A year by a table of indicators that is none of ours, played by acts alone, at the same moments
each time. `python -m tests.played TABLE` plays it on the database that the surroundings name and
prints what came of it: nothing of that may depend on the database, nor on the process.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl

YEAR, PLAN, GROUP = "2026", "雾考发〔2026〕1号", "试点乡镇组"
LEVEL, HARMED, WRONG, RIGHT = ("澄湾镇", "云砚镇"), "澄湾镇", "340", "345"


def main() -> None:
    """Prepare empty tables and play."""
    from kaoji.site.preparing import prepare, set_up

    set_up(settings_module="kaoji.site.settings.test")
    prepare(with_static_files=False)
    played = Played(Path(sys.argv[1]).read_bytes())
    played.play()
    json.dump(played.told(), sys.stdout, ensure_ascii=False, indent=1)


class Played:
    """The office through its year."""

    def __init__(self, table: bytes) -> None:
        from tests import cast, factories, own_year

        self.table = table
        self.own, self.clock, self.day = own_year, ExitStack(), cast.NOON
        self.passes(days=0)
        self.cast = cast.county(code="wuze", name="雾泽县")
        organisation = self.cast.organisation
        self.group = factories.make_group(organisation=organisation, name=GROUP, order=3)
        self.towns = {town: self.cast.units[town] for town in own_year.TOWNS}
        for unit in self.towns.values():
            unit.states.update(group=self.group)
        self.voices = dict(zip(self.towns, ("liaison", "second_liaison"), strict=False))
        for town in own_year.TOWNS[2:]:
            role = factories.Role.UNIT_LIAISON
            cast.add_person(
                self.cast, key=town, name=f"{town}联络员", role=role, unit=town, post="联络员"
            )
            self.voices[town] = town

    def passes(self, *, days: int) -> None:
        """It is another day."""
        from kaoji.web import clock

        self.day += timedelta(days=days)
        self.clock.close()
        self.clock.enter_context(clock.stopped_at(self.day))

    def by(self, who: str) -> Any:
        """Who acts, today."""
        return self.cast.actor(who, on=self.day.date())

    @property
    def cycle(self) -> Any:
        """The cycle as it stands."""
        from kaoji.apps.appraisals.models import Cycle

        return Cycle.objects.get()

    def works(self) -> None:
        """What waits in the background is done."""
        from kaoji.web.jobs import worker
        from kaoji.web.jobs.models import Job

        assert worker.work_once("played")
        while worker.work_once("played"):
            pass
        left = list(Job.objects.exclude(state="done").values_list("kind", "fault"))
        assert not left, left

    def play(self) -> None:
        """From the workbook to the archive."""
        self.scheme()
        self.sheet()
        self.appraise()
        self.afterwards()

    # --- scheme and figures -----------------------------------------------------------------------

    def scheme(self) -> None:
        """Imported, asked about, completed, released by two, pinned."""
        from kaoji.apps.facts import actions as facts
        from kaoji.apps.schemes import actions, intakes, queries
        from kaoji.engine.drafting.asking import Answer
        from kaoji.engine.drafting.layout import propose

        own, by = self.own, self.by("clerk")
        held = actions.read_table(by=by, content=self.table, name="指标表.xlsx")
        heading = {"title": own.TITLE, "key": own.KEY, "subject": own.SUBJECT, "year": 2026}
        shape = actions.MappingShape(0, propose(intakes.table_in(held)), heading)
        held = actions.map_table(by=by, intake=held, number=held.number, shape=shape)
        answers = {"cap:E6": Answer("full"), "step:E7": Answer("share")}
        held = actions.answer_table(by=by, intake=held, number=held.number, answers=answers)
        made = actions.draft_table(by=by, intake=held, number=held.number)
        text = queries.text_of(made).text + own.GRADES
        made = actions.save_draft(by=by, scheme=made, text=text, number=made.number)
        asked = actions.ask_release(by=by, scheme=made, number=made.number)
        actions.release(by=self.by("director"), asked=asked)
        pack = f"own:{own.KEY}@2026.1"
        self.pin = facts.pin_scheme(by=by, pack=pack, begins_on=date(2026, 1, 1))

    def sheet(self) -> None:
        """Asked for, filled in, signed, locked."""
        from kaoji.apps.facts import actions

        own = self.own
        columns = (
            (own.OUTPUT, "数值"), (own.OUTPUT, "目标"), (own.INVESTMENT, "数值"),
            (own.INVESTMENT, "目标"), (own.AIR, "数值"),
        )  # fmt: skip
        plan = actions.TaskPlan(
            title="年度数据", plan_paper=PLAN, plan_item="1", scheme=self.pin,
            supplier=self.cast.units["agriculture"], period=YEAR, opens_on=self.day.date(),
            window_days=5, columns=columns, units=tuple(self.towns.values()),
            lists=tuple(own.EVENTS),
        )  # fmt: skip
        self.task = actions.draft_task(by=self.by("clerk"), plan=plan)
        actions.open_task(by=self.by("clerk"), task=self.task, version=self.task.version)
        keys = {(one.key, one.field): one.pk for one in self.task.keys.all()}
        typed = [
            actions.Typed(self.towns[town].pk, keys[column], text)
            for town, texts in own.FIGURES.items()
            for column, text in zip(columns, texts, strict=True)
        ]
        told = actions.enter(by=self.by("supplier"), task=self.task, once="all", typed=typed)
        assert not told["wrong"], told
        for asked in self.task.lists.all():
            self.list_of(asked)
        self.sign()

    def list_of(self, asked: Any) -> None:
        """A row for each event; 无 of the others."""
        from kaoji.apps.facts import actions

        happened = self.own.EVENTS[asked.key]
        for town, count in happened.items():
            for day in range(1, count + 1):
                cells = {"日期": f"2026-04-{day:02}", "文号": f"雾环〔2026〕{day}号"}
                row = actions.RowTyped(self.towns[town].pk, cells)
                once = f"{asked.order}-{town}-{day}"
                actions.add_row(by=self.by("supplier"), asked=asked, typed=row, once=once)
        silent = [unit.pk for town, unit in self.towns.items() if town not in happened]
        actions.declare(
            by=self.by("supplier"), asked=asked, unit_keys=silent, mark="nil", once=f"n{asked.pk}"
        )

    def sign(self) -> None:
        """Sent, signed, left to the units for their days, locked."""
        from kaoji.apps.facts import actions

        for who, act in (("supplier", actions.submit), ("supplier_head", actions.sign)):
            self.task.refresh_from_db()
            act(by=self.by(who), task=self.task, version=self.task.version)
        self.passes(days=11)
        self.task.refresh_from_db()
        actions.review(by=self.by("clerk"), task=self.task, version=self.task.version)

    # --- the cycle --------------------------------------------------------------------------------

    def begin(self, kind: Any) -> None:
        """A stage begins."""
        from kaoji.apps.appraisals import actions

        stage = self.cycle.stages.get(kind=kind)
        actions.begin_stage(by=self.by("clerk"), stage=stage, version=stage.cycle.version)

    def end(self, kind: Any) -> None:
        """A stage is done."""
        from kaoji.apps.appraisals import actions

        stage = self.cycle.stages.get(kind=kind)
        version = stage.cycle.version
        actions.end_stage(by=self.by("clerk"), stage=stage, version=version, note="已办结")

    def appraise(self) -> None:
        """Scored, forewarned, decided, public, objected to, scored anew, final."""
        from kaoji.apps.appraisals import actions
        from kaoji.apps.appraisals.enums import StageKind as Kind

        kinds = (
            Kind.SCORE, Kind.FOREWARN, Kind.MEETING, Kind.PUBLIC, Kind.FINAL, Kind.FEEDBACK,
            Kind.IMPROVE, Kind.ARCHIVE,
        )  # fmt: skip
        shape = actions.CycleShape(
            title=self.own.TITLE, scheme=self.pin, group=self.group,
            subject_kind=self.own.SUBJECT, period=YEAR, basis=PLAN, begins_on=self.day.date(),
            stages=tuple(actions.StageShape(kind, 5) for kind in kinds),
        )  # fmt: skip
        actions.set_up_cycle(by=self.by("clerk"), shape=shape)
        self.begin(Kind.SCORE)
        actions.ask_for_run(by=self.by("clerk"), cycle=self.cycle, reason="年终计分")
        self.works()
        self.end(Kind.SCORE)
        self.begin(Kind.FOREWARN)
        actions.forewarn(by=self.by("clerk"), run=self.run(1), days=5)
        self.passes(days=10)
        self.end(Kind.FOREWARN)
        self.begin(Kind.MEETING)
        self.decide()
        self.end(Kind.MEETING)
        self.begin(Kind.PUBLIC)
        self.publish(self.run(1))
        self.object()
        self.publish(self.run(2))
        self.passes(days=14)
        self.end(Kind.PUBLIC)
        self.begin(Kind.FINAL)
        basis = "县委常委会纪要〔2026〕5号"
        made = actions.propose_final(by=self.by("clerk"), run=self.run(2), basis=basis)
        self.final = actions.confirm_final(by=self.by("leader"), final=made)
        self.end(Kind.FINAL)

    def run(self, number: int) -> Any:
        """A scoring that is done."""
        found = self.cycle.runs.get(number=number)
        assert found.state == "done", found.fault
        return found

    def decide(self) -> None:
        """The meeting gives the last seat to one of two that are level."""
        from kaoji.apps.appraisals import actions

        standings = {one.name: one for one in self.run(1).standings.all()}
        decided = [
            actions.Decided(standings[town], grade)
            for town, grade in zip(LEVEL, ("合格", "先进"), strict=True)
        ]
        paper = "县委常委会纪要〔2026〕3号"
        meeting = actions.Meeting(paper=paper, held_on=self.day.date(), text="同意")
        actions.decide(by=self.by("clerk"), run=self.run(1), meeting=meeting, decided=decided)

    def publish(self, run: Any) -> None:
        """Public by two."""
        from kaoji.apps.appraisals import actions

        notice = actions.Notice(text="现予公示", contact="绩效办", days=5, answer_days=5)
        made = actions.propose_publication(by=self.by("clerk"), run=run, notice=notice)
        actions.confirm_publication(by=self.by("leader"), publication=made)

    def object(self) -> None:
        """A town has been reported too little; its figure is put right by those whose it is."""
        from kaoji.apps.appraisals import actions
        from kaoji.apps.appraisals.losses import nodes_in
        from kaoji.apps.facts import actions as facts

        standing = self.run(1).standings.get(name=HARMED)
        nodes = nodes_in(json.loads(standing.account))
        node = next(one.node for one in nodes if "招商" in one.name)
        complaint = actions.Complaint(node=node, reason=f"应为 {RIGHT}")
        by = self.by("second_liaison")
        made = actions.object_to(by=by, standing=standing, complaint=complaint)
        for act in (facts.unreview, facts.send_back):
            self.task.refresh_from_db()
            act(by=self.by("clerk"), task=self.task, reason="更正", version=self.task.version)
        figure = self.task.figures.get(unit=self.towns[HARMED], typed=WRONG)
        key = self.task.keys.get(key=figure.key, field=figure.field)
        typed = [facts.Typed(self.towns[HARMED].pk, key.pk, RIGHT, figure.revision)]
        told = facts.enter(
            by=self.by("supplier"), task=self.task, once="again", typed=typed, reason="更正"
        )
        assert not told["wrong"], told
        self.sign()
        actions.uphold_objection(
            by=self.by("clerk"), objection=made, answer="属实", correction=f"改为 {RIGHT}"
        )
        self.works()

    # --- afterwards -------------------------------------------------------------------------------

    def afterwards(self) -> None:
        """Told, signed for, improved on, archived."""
        from kaoji.apps.appraisals.enums import StageKind as Kind

        self.begin(Kind.FEEDBACK)
        self.tell()
        self.end(Kind.FEEDBACK)
        self.begin(Kind.IMPROVE)
        self.improve()
        self.end(Kind.IMPROVE)
        self.begin(Kind.ARCHIVE)
        self.archive()

    def tell(self) -> None:
        """Notice and letters, by two, signed for."""
        from kaoji.apps.documents import actions as documents
        from kaoji.apps.documents.models import Receipt
        from kaoji.apps.feedback import actions
        from kaoji.apps.feedback.enums import Step

        by = self.by("clerk")
        issuer = "雾泽县绩效考核办公室文件"
        series = documents.declare_series(by=by, mark="雾考发", issuer=issuer)
        shape = actions.FeedbackShape(
            series=series, signed_by="雾泽县绩效考核办公室", addressee="各乡镇人民政府",
            other_copies=("县委组织部",), demand="请逐项整改。",
        )  # fmt: skip
        feedback = actions.set_up(by=by, final=self.final, shape=shape, version=0)
        actions.ask_for_drafts(by=by, feedback=feedback)
        self.works()
        for step, who in ((Step.SEND, "clerk"), (Step.APPROVE, "director"), (Step.ISSUE, "clerk")):
            actions.ask_for_step(by=self.by(who), feedback=feedback, step=step)
            self.works()
        for town, who in self.voices.items():
            for receipt in Receipt.objects.filter(unit=self.towns[town]).order_by("pk"):
                documents.sign_for(by=self.by(who), paper=receipt.paper)

    def improve(self) -> None:
        """Measures for each town's dearest loss."""
        from kaoji.apps.improvement import actions
        from kaoji.apps.improvement.models import Item
        from kaoji.apps.organisation.models import Post

        shape = actions.ListShape(most=1, least="", days=5)
        actions.draw_up(by=self.by("clerk"), cycle=self.cycle, shape=shape)
        due = self.day.date() + timedelta(days=28)
        for item in Item.objects.order_by("pk"):
            post = Post.objects.filter(unit=self.towns[item.unit_name]).order_by("pk").first()
            plan = actions.Plan(measures="逐月调度", post_key=post.pk, due_on=due)
            by = self.by(self.voices[item.unit_name])
            stated = actions.state(by=by, item=item, plan=plan, version=item.version)
            actions.accept(by=self.by("clerk"), item=stated, version=stated.version)

    def archive(self) -> None:
        """By two."""
        from kaoji.apps.archiving import actions
        from kaoji.apps.documents.enums import Retention

        shape = actions.ArchiveShape(retention=Retention.PERMANENT, note="依惯例")
        made = actions.propose(by=self.by("clerk"), cycle=self.cycle, shape=shape)
        actions.confirm(by=self.by("director"), archive=made)
        self.works()

    # --- what came of it --------------------------------------------------------------------------

    def told(self) -> dict[str, Any]:
        """Scores to the last digit, seals, pages, papers and the archive, each by its digest."""
        from kaoji.apps.appraisals.models import Publication
        from kaoji.apps.archiving.models import Archive
        from kaoji.apps.audit.chain import SEALED
        from kaoji.apps.audit.models import Entry
        from kaoji.apps.documents.models import Paper

        told: dict[str, Any] = {}
        for run in self.cycle.runs.order_by("number"):
            told[f"run {run.number}"] = {
                "facts": run.facts, "subjects": run.subjects, "digest": run.digest,
                "seal": _digest(run.seal), "result": _digest(run.result),
                "standings": [
                    (one.subject, one.exact, one.shown, one.rank, one.grade, _digest(one.account))
                    for one in run.standings.all()
                ],
            }  # fmt: skip
            told[f"sheet {run.number}"] = _digest(
                self.fetched(f"/appraisals/1/runs/{run.number}/sheet/")
            )
        for one in Publication.objects.order_by("pk"):
            for kind in ("docx", "xlsx"):
                content = self.fetched(f"/appraisals/publications/{one.pk}/?export={kind}")
                seen = cells_of(content) if kind == "xlsx" else _digest(content)
                told[f"publication {one.number} {kind}"] = seen
        for paper in Paper.objects.order_by("number_text"):
            told[f"paper {paper.number_text}"] = sorted(
                (one.kind, one.digest) for one in paper.files.all()
            )
        told["archive"] = {one["name"]: one["digest"] for one in Archive.objects.get().files}
        told["log"] = [
            [str(getattr(one, name)) for name in SEALED if name != "previous"]
            for one in Entry.objects.order_by("number")
        ]
        return told

    def fetched(self, address: str) -> bytes:
        """What the office downloads."""
        from tests import factories

        answer = factories.signed_in(self.cast.people["clerk"]).get(address)
        assert answer.status_code == 200, address
        found: bytes = answer.content if not answer.streaming else b"".join(answer)
        return found


def cells_of(content: bytes) -> list[list[str]]:
    """What stands in a workbook; its file bears the moment at which it was made."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return [[str(cell.value) for cell in row] for row in sheet.iter_rows()]


def _digest(content: bytes | memoryview | str) -> str:
    octets = content.encode() if isinstance(content, str) else bytes(content)
    return hashlib.sha256(octets).hexdigest()


if __name__ == "__main__":
    main()
