"""Shows every component once, with invented data, at a desk, on a telephone, right to left."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.access import EVERY_OFFICE, for_roles
from portal.guide import invented
from portal.guide.forms import ExampleForm


@for_roles(*EVERY_OFFICE)
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show the gallery.

    `?telefono` in the frame of participants, `?errori` with a form sent, `?arabo` right to left.
    """
    frame = "participant" if "telefono" in request.GET else "case"
    sent = {"amount": "1.2345", "starts_on": "31/02/2026", "kind": "rent", "reason": "abc"}
    form = ExampleForm(sent if "errori" in request.GET else None)
    context = invented.everything() | {"form": form}
    language = "ar" if "arabo" in request.GET else get_language() or "it"
    with translation.override(language):
        return render(request, f"portal/guide/{frame}.html", context)
