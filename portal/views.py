"""The pages that belong to nobody's work: start, language, leaving, legal notices."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from people.languages import Language
from portal import navigation
from portal.signin import traces
from portal.visitors import visitor_of

LEGAL = {"accessibility": gettext_lazy("Accessibility"), "privacy": gettext_lazy("Privacy")}
_YEAR = 365 * 24 * 60 * 60


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Send the visitor to where their role starts, or greet who has no page yet."""
    visitor = visitor_of(request)
    where = navigation.start_of(visitor) if visitor else ""
    if where and where != request.path:
        return HttpResponseRedirect(where)
    return render(request, "portal/start.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, and keep it as the person's own when signed in."""
    code = request.POST.get("language", "")
    response = HttpResponseRedirect(_inside(request, request.POST.get("next", "")))
    if code not in Language.values:
        return response
    if request.user.is_authenticated:
        request.user.language = code
        request.user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_POST
def leave_now(request: HttpRequest) -> HttpResponse:
    """Sign out and leave for a harmless site at once, so that the back button shows nothing."""
    if request.user.is_authenticated:
        traces.note(request.user, traces.LEFT)
        get_adapter(request).logout(request)
    response = render(request, "portal/leave.html", {"where": settings.LEAVE_TO})
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility declaration (L. 4/2004, AgID guidelines)."""
    return _legal(request, "accessibility")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show the privacy notice (Reg. (EU) 2016/679, art. 13)."""
    return _legal(request, "privacy")


def _legal(request: HttpRequest, name: str) -> HttpResponse:
    text = f"portal/legal/{name}.{(get_language() or 'it')[:2]}.html"
    return render(request, "portal/legal/page.html", {"text": text, "title": LEGAL[name]})


def _inside(request: HttpRequest, address: str) -> str:
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else reverse("start")
