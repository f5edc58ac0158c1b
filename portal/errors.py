"""Errors as people read them: what happened, what was kept, what to do, and whom to ask."""

import logging
from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from portal import references
from portal.components import Happening

WORTH_KEEPING = 4
"""Letters from which on something typed is shown again; less is a choice or a number."""

log = logging.getLogger("portal.errors")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: something was sent that no page of ours sends."""
    return render(request, "portal/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the sentence that says who may, where there is one."""
    return render(request, "portal/errors/403.html", {"why": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404; the same whether the thing is not there or not for this person."""
    return render(request, "portal/errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database or the session: they may be what failed."""
    context = {"reference": references.current()}
    return HttpResponse(render_to_string("portal/errors/500.html", context), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when the form's protection is missing or too old."""
    log.warning("form refused: %s", reason)
    context = {"typed": typed_text(request)}
    return render(request, "portal/errors/form_expired.html", context, status=403)


def session_ended(request: HttpRequest) -> HttpResponse:
    """Answer 403 to a form that came after the session's end, with what had been typed."""
    context = {"typed": typed_text(request), "back": request.path}
    return render(request, "portal/errors/session_ended.html", context, status=403)


def typed_text(request: HttpRequest) -> list[str]:
    """Return what a person wrote in words in a form that could not be read; never a password."""
    secret = ("password", "code", "csrf", "key", "version", "fingerprint")
    rows = [(name, text) for name in request.POST for text in request.POST.getlist(name)]
    return [
        text
        for name, text in rows
        if not any(word in name for word in secret) and len(text.strip()) >= WORTH_KEEPING
    ]


def conflict(
    request: HttpRequest, *, changes: Sequence[Happening], form: BaseForm, back: str
) -> HttpResponse:
    """Answer 409: the object moved since the page was shown, or the form came before.

    Shows what changed and what the person had typed, to take it over on the fresh page.
    """
    context = {"changes": changes, "typed": typed(form), "back": back}
    return render(request, "portal/errors/409.html", context, status=409)


def typed(form: BaseForm) -> list[tuple[Any, str]]:
    """Return label and text of every field that somebody had filled in."""
    rows = [(field.label, field.value()) for field in form.visible_fields()]
    return [(label, str(value)) for label, value in rows if value not in (None, "")]
