"""Keeps signed-in pages out of every cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivacyMiddleware:
    """Says `no-store` on whatever a signed-in person received.

    After "Leave now" the back button must not bring the page back, and a shared proxy must
    never keep it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response
