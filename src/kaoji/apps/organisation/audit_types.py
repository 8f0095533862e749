"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

ADD_UNIT = Act("organisation.add_unit", "设立机构")
CHANGE_UNIT = Act("organisation.change_unit", "变更机构")
MOVE_UNIT = Act("organisation.move_unit", "调整隶属")
CLOSE_UNIT = Act("organisation.close_unit", "撤销机构")
MERGE_UNITS = Act("organisation.merge_units", "合并机构")
SPLIT_UNIT = Act("organisation.split_unit", "分设机构")
ADD_GROUP = Act("organisation.add_group", "设立考核组别")
CHANGE_GROUP = Act("organisation.change_group", "变更考核组别")
ADD_POST = Act("organisation.add_post", "设立岗位")
CLOSE_POST = Act("organisation.close_post", "撤销岗位")
OPEN_OFFICE = Act("organisation.open_office", "设立绩效办并任用首任主任")
APPOINT = Act("organisation.appoint", "任用")
END_HOLDING = Act("organisation.end_holding", "离任")
BORROW = Act("organisation.borrow", "借用")
TRANSFER = Act("organisation.transfer", "调动")
HAND_OVER = Act("organisation.hand_over", "交接")
NOTE_ABSENCE = Act("organisation.note_absence", "登记离岗")
NOTE_RETURN = Act("organisation.note_return", "登记返岗")
DELEGATE = Act("organisation.delegate", "委托代办")
WITHDRAW_DELEGATION = Act("organisation.withdraw_delegation", "收回委托")
SET_DUTIES = Act("organisation.set_duties", "登记三定职责")
IMPORT_ORGANISATION = Act("organisation.import", "导入机构和人员表")
SET_LOCAL_DAY = Act("organisation.set_local_day", "设定本地工作日")
DROP_LOCAL_DAY = Act("organisation.drop_local_day", "取消本地工作日")

declare(
    ADD_UNIT, CHANGE_UNIT, MOVE_UNIT, CLOSE_UNIT, MERGE_UNITS, SPLIT_UNIT, ADD_GROUP, CHANGE_GROUP,
    ADD_POST, CLOSE_POST, OPEN_OFFICE, APPOINT, END_HOLDING, BORROW, TRANSFER, HAND_OVER,
    NOTE_ABSENCE, NOTE_RETURN, DELEGATE, WITHDRAW_DELEGATION, SET_DUTIES, IMPORT_ORGANISATION,
    SET_LOCAL_DAY, DROP_LOCAL_DAY,
)  # fmt: skip
