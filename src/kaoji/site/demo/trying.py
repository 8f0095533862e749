"""Does a running county answer? The start page, one sign-in, and who is then signed in."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from kaoji.site.demo.signing_in import SignIn

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 20


def what_fails(address: str, *, sign_in: SignIn) -> str:
    """What does not answer as it should; nothing when all is well. For a person without a code."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    door = f"{address}/sign-in/"
    try:
        token = _TOKEN.search(_page(browser, door))
        if token is None:
            return f"{door}: no form"
        sent = {
            "csrfmiddlewaretoken": token[1],
            "username": sign_in.user.username,
            "password": sign_in.password,
            "next": "/account/",
        }
        answer = _page(browser, door, sent=sent)
    except OSError as fault:
        return f"{door}: {fault}"
    is_in = sign_in.user.name in answer and "sign-out" in answer
    return "" if is_in else f"{door}: {sign_in.user.username} does not get in"


def _page(browser: OpenerDirector, address: str, *, sent: dict[str, str] | None = None) -> str:
    body = None if sent is None else urlencode(sent).encode("ascii")
    with browser.open(address, data=body, timeout=PATIENCE) as answer:
        text: str = answer.read().decode("utf-8")
    return text
