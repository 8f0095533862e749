"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from kaoji.apps.organisation.views import books, days, office, people, units

app_name = "organisation"
urlpatterns = [
    path("", units.tree, name="tree"),
    path("units/add/", units.add_unit, name="add-unit"),
    path("units/<int:key>/", units.unit, name="unit"),
    path("units/<int:key>/change/", units.change_unit, name="change-unit"),
    path("units/<int:key>/move/", units.move_unit, name="move-unit"),
    path("units/<int:key>/close/", units.close_unit, name="close-unit"),
    path("units/<int:key>/merge/", units.merge_units, name="merge-units"),
    path("units/<int:key>/split/", units.split_unit, name="split-unit"),
    path("units/<int:key>/duties/", units.set_duties, name="set-duties"),
    path("units/<int:key>/posts/add/", people.add_post, name="add-post"),
    path("units/workbook/", books.units, name="units-workbook"),
    path("people/workbook/", books.people, name="people-workbook"),
    path("groups/", units.groups, name="groups"),
    path("groups/add/", units.add_group, name="add-group"),
    path("groups/<int:key>/change/", units.change_group, name="change-group"),
    path("posts/<int:key>/appoint/", people.appoint, name="appoint"),
    path("posts/<int:key>/borrow/", people.borrow, name="borrow"),
    path("posts/<int:key>/close/", people.close_post, name="close-post"),
    path("people/", people.people, name="people"),
    path("people/<int:key>/", people.person, name="person"),
    path("people/<int:key>/absence/", people.note_absence, name="note-absence"),
    path("absences/<int:key>/return/", people.note_return, name="note-return"),
    path("holdings/<int:key>/transfer/", people.transfer, name="transfer"),
    path("holdings/<int:key>/end/", people.end_holding, name="end-holding"),
    path("holdings/<int:key>/hand-over/", people.hand_over, name="hand-over"),
    path("holdings/<int:key>/delegate/", people.delegate, name="delegate"),
    path("delegations/<int:key>/withdraw/", people.withdraw_delegation, name="withdraw-delegation"),
    path("hand-overs/<int:key>/", people.hand_over_paper, name="hand-over-paper"),
    path("calendar/", days.calendar, name="calendar"),
    path("calendar/due/", days.due, name="due"),
    path("calendar/local/", days.local_days, name="local-days"),
    path("calendar/local/set/", days.set_local_day, name="set-local-day"),
    path("calendar/local/<int:key>/drop/", days.drop_local_day, name="drop-local-day"),
    path("office/", office.office, name="office"),
    path("office/open/", office.open_office, name="open-office"),
]
