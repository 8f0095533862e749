"""`kaoji plan`: the expanded scheme and, behind it as comments, what is computed how."""

from __future__ import annotations

from kaoji.cli.output import say_problems
from kaoji.cli.printing import say_json, say_lines
from kaoji.cli.scoring import json_flag, scheme_argument
from kaoji.cli.shell import DONE, FAULTY, Call, Command
from kaoji.cli.words import Words


def plan(call: Call) -> int:
    """Print the plan of a scheme."""
    from kaoji.engine.plan.lower import make_plan
    from kaoji.engine.plan.text import plan_as_json, plan_as_text
    from kaoji.engine.plinth.problem import has_errors
    from kaoji.engine.runs.job import open_scheme

    scheme, problems = open_scheme(call["scheme"])
    told = [problem.as_json() for problem in problems]
    if scheme is None or has_errors(problems):
        if call["as_json"]:
            nothing = {"scheme": call["scheme"], "version": "", "text": "", "nodes": []}
            say_json({**nothing, "problems": told}, command="plan")
        else:
            say_problems(problems)
        return FAULTY
    made, _problems = make_plan(scheme)
    if call["as_json"]:
        say_json({**plan_as_json(made), "problems": told}, command="plan")
    else:
        say_lines(plan_as_text(made).rstrip("\n"))
    return DONE


COMMANDS = {
    "plan": Command(
        "plan",
        words=Words(
            "打印展开的方案（模板、变更都已套用），后面以注释列出每个节点怎样算、引用什么、"
            "能否列式计算。打印出来的就是一份方案，可以存成文件再用。",
            "Print the expanded scheme and, as comments behind it, each node: how it is "
            "computed, what it refers to, whether it can be done in columns. What is printed "
            "is a scheme file again.",
        ),
        run=plan,
        examples=Words(
            "kaoji plan zhengding-towns > towns.yaml",
            "kaoji plan zhengding-towns > towns.yaml",
        ),
        params=(scheme_argument(), json_flag()),
    )
}
