"""Where somebody asks from, behind a proxy of ours and without one."""

from __future__ import annotations

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory

from kaoji.web.middleware import seen_through_proxy


def seen(**headers):
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers=headers)
    answer = seen_through_proxy(lambda asked: HttpResponse(asked.META["REMOTE_ADDR"]))
    return answer(request).content.decode()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("10.3.0.7", "10.3.0.7"),
        ("1.1.1.1, 10.3.0.7", "10.3.0.7"),  # the first was written by whoever asks
        ("fd00::7", "fd00::7"),
        ("<script>", "127.0.0.1"),
        ("10.3.0.7, ", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_proxy_tells_the_last_address(settings, told, expected):
    settings.IS_BEHIND_PROXY = True
    assert seen(**{"X-Forwarded-For": told}) == expected


def test_without_a_proxy_nobody_is_believed():
    with pytest.raises(MiddlewareNotUsed):
        seen_through_proxy(lambda _asked: HttpResponse())
