"""Chooses the language: what the person asked for, as far as these pages speak it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from portal.visitors import visitor_of

STAFF_LANGUAGES = ("it", "en")


def chosen_language(request: HttpRequest) -> str:
    """Return the language of this answer.

    The cookie of the language row goes before the person's own language; before signing in
    the browser's wish counts; staff pages exist in Italian and English only.
    """
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    visitor = visitor_of(request)
    if visitor is None:
        return translation.get_language_from_request(request)
    wanted = cookie if cookie in dict(settings.LANGUAGES) else visitor.language
    if visitor.is_staff and wanted not in STAFF_LANGUAGES:
        return settings.LANGUAGE_CODE
    return wanted


class LanguageMiddleware:
    """Activates the language for the request and names it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
