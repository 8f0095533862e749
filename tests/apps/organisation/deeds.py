"""How to come to the addresses of this room (see tests/deeds.py)."""

from __future__ import annotations

from kaoji.apps.organisation import actions
from kaoji.web.roles import BUSINESS, OFFICE, Role
from tests import factories
from tests.cast import TODAY
from tests.deeds import Deed, Place

FROM = {"on": "2026-07-01", "version": "0"}
SPELL = {"begins_on": "2026-07-01", "ends_on": "2026-07-10"}
KINDS = {"kind": "department", "order": "3"}


def unit(cast, _made=None):
    return {"key": cast.units["finance"].pk}


def group(cast, _made=None):
    return {"key": cast.groups["townships"].pk}


def post(cast, _made=None):
    return {"key": cast.posts["supplier"].pk}


def holding(cast, _made=None):
    return {"key": cast.holdings["supplier"].pk}


def person(cast, _made=None):
    return {"key": cast.people["staff"].pk}


def made_key(_cast, made):
    return {"key": made.pk}


def away(cast, _client=None):
    return factories.make_absence(user=cast.people["liaison"], begins_on=TODAY)


def standing(cast, _client=None):
    return factories.delegate(
        cast.holdings["head"],
        deputy=cast.people["second_head"],
        begins_on=TODAY,
        ends_on=TODAY.replace(day=20),
    )


def local(cast, _client=None):
    return factories.make_local_day(organisation=cast.organisation, day=TODAY.replace(day=15))


def handed_over(cast):
    return actions.hand_over(
        by=cast.actor("director"),
        holding=cast.holdings["supplier"],
        successor=cast.people["staff"],
        on=TODAY.replace(month=7, day=1),
        note="钥匙。",
    )


def filled(**data):
    """A form that does not depend on the cast."""
    return lambda _cast, _made: data


def chosen(**keys):
    """A form with the key of somebody or something of the cast: user="people.staff"."""

    def data(cast, _made):
        told = {}
        for name, where in keys.items():
            if isinstance(where, str) and "." in where:
                kind, _, key = where.partition(".")
                told[name] = getattr(cast, kind)[key].pk
            else:
                told[name] = where
        return told

    return data


DIRECTOR = {Role.SECURITY_ADMINISTRATOR: "gives the post of the director only"}
#: Beyond the office, everybody delegates the own post; here stands the supplier's, or the head's.
OWN_ONLY = dict.fromkeys(BUSINESS - OFFICE - {Role.DATA_SUPPLIER}, "delegates the own post only")
#: A supplier's paper: of the office, of giver and receiver, of the head of the bureau.
NO_CONCERN = dict.fromkeys(
    BUSINESS - OFFICE - {Role.DATA_SUPPLIER, Role.STAFF, Role.SUPPLIER_HEAD}, "is no concern"
)
HEADS_OWN = dict.fromkeys(BUSINESS - OFFICE - {Role.UNIT_HEAD}, "delegates the own post only")

PLACES = {
    **{
        f"organisation:{name}": Place(unit)
        for name in (
            "unit", "change-unit", "move-unit", "close-unit", "merge-units", "split-unit",
            "set-duties", "add-post",
        )
    },
    "organisation:change-group": Place(group),
    "organisation:appoint": Place(post, hidden_from=DIRECTOR),
    "organisation:borrow": Place(post),
    "organisation:close-post": Place(post),
    "organisation:person": Place(person),
    "organisation:note-absence": Place(person),
    "organisation:note-return": Place(lambda cast: {"key": away(cast).pk}),
    "organisation:transfer": Place(holding),
    "organisation:end-holding": Place(holding, hidden_from=DIRECTOR),
    "organisation:hand-over": Place(holding),
    "organisation:delegate": Place(holding, hidden_from=OWN_ONLY),
    "organisation:withdraw-delegation": Place(
        lambda cast: {"key": standing(cast).pk}, hidden_from=HEADS_OWN
    ),
    "organisation:hand-over-paper": Place(
        lambda cast: {"key": handed_over(cast).pk}, hidden_from=NO_CONCERN
    ),
    "organisation:drop-local-day": Place(lambda cast: {"key": local(cast).pk}),
}  # fmt: skip


def _deed(name, data, kwargs=None, **more):
    more |= {"kwargs": kwargs} if kwargs else {}
    return Deed(f"organisation:{name}", "director", data=data, **more)


DEEDS = (
    _deed("add-unit", filled(name="数据局", **KINDS, **FROM)),
    _deed("change-unit", filled(name="财政金融局", **KINDS, **FROM), unit),
    _deed("move-unit", chosen(parent="units.housing", **FROM), unit),
    _deed("close-unit", filled(**FROM), unit),
    _deed("merge-units", chosen(formers="units.housing", takes_people="on", **FROM), unit),
    _deed("split-unit", filled(names="国资局\n金融局", **FROM), unit),
    _deed("set-duties", filled(texts="管钱。\n管物。", **FROM), unit),
    _deed("add-post", filled(name="会计", role="staff", **FROM), unit),
    _deed("add-group", filled(name="驻县单位组", version="0")),
    _deed("change-group", filled(name="镇街组", order="1", version="0"), group),
    _deed("appoint", chosen(user="people.staff", **FROM), post),
    _deed("borrow", chosen(user="people.staff", ends_on="2026-12-31", **FROM), post),
    _deed("close-post", filled(**FROM), post),
    _deed("transfer", chosen(post="posts.staff", **FROM), holding),
    _deed("end-holding", filled(**FROM), holding),
    _deed("hand-over", chosen(successor="people.staff", note="钥匙。", **FROM), holding),
    _deed("delegate", chosen(deputy="people.staff", reason="出差", **SPELL), holding),
    _deed("withdraw-delegation", filled(version="0"), made_key, before=standing),
    _deed("note-absence", filled(kind="study", **SPELL), person),
    _deed("note-return", filled(**FROM), made_key, before=away),
    _deed(
        "set-local-day",
        filled(day="2026-06-16", is_working="0", name="县庆", basis="禾政办〔2026〕9号"),
    ),
    _deed("drop-local-day", filled(), made_key, before=local),
)

QUIET = {
    "organisation:units-workbook": "several steps; tests/apps/organisation/test_books.py",
    "organisation:people-workbook": "several steps; tests/apps/organisation/test_books.py",
    "organisation:open-office": "needs an organisation without an office; test_every_act.py",
}
