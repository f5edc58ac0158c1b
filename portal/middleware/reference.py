"""Gives every request its reference and sends it back in a header."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lifecycle.orders import request_id
from portal import references


class ReferenceMiddleware:
    """Comes first, so that everything logged afterwards carries the reference."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = references.begin()
        told = request_id.set(reference)  # the engine writes it on the event
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(told)  # what this thread does next is not this request's
        response["X-Request-Id"] = reference
        return response
