"""Lets nobody who holds an office work without the second factor."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from portal.visitors import visitor_of

# What somebody may open between the password and the second factor.
BEFORE = frozenset(
    {
        "mfa_activate_totp",
        "second_factor_picture",
        "account_reauthenticate",
        "account_logout",
        "leave_now",
        "language",
        "accessibility",
        "privacy",
        "health",
    }
)


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session proved its second factor."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def note_enrolled(request: HttpRequest) -> None:
    """Take a code that was right at enrolment as the proof for this session."""
    record_authentication(request, request.user, "mfa", type="totp")


class SecondFactorMiddleware:
    """Sends staff without second factor to enrol it, whatever page they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visitor = visitor_of(request)
        if visitor is None or not visitor.is_staff or has_second_factor(request):
            return self.get_response(request)
        if _name(request.path) in BEFORE:
            return self.get_response(request)
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


def _name(path: str) -> str:
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""
