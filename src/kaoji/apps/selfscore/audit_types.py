"""The acts of this room that the log remembers."""

from __future__ import annotations

from kaoji.apps.audit.acts import Act, declare

OPEN = Act("selfscore.open", "布置自评")
TRY = Act("selfscore.try", "重新试算")
SAVE = Act("selfscore.save", "填写自评")
ATTACH = Act("selfscore.attach", "上传自评佐证")
SEND = Act("selfscore.send", "自评送签批")
SIGN = Act("selfscore.sign", "签批并报送自评")
RETURN = Act("selfscore.return", "退回自评")
READ_PROOF = Act("selfscore.read_proof", "下载自评佐证")

declare(OPEN, TRY, SAVE, ATTACH, SEND, SIGN, RETURN, READ_PROOF)
