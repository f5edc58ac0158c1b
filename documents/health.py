"""Says in sentences what is wrong with the making of papers, and what to do about it."""

from datetime import date

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import rendering
from documents.models import DocumentRequest


def report(*, on: date) -> list[str]:
    """Return a sentence for each thing wrong on a day; nothing when all is well."""
    state = DocumentRequest.State
    waiting = Q(state__in=[state.WAITING, state.TAKEN])
    counts = DocumentRequest.objects.as_system().aggregate(
        failed=Count("pk", filter=Q(state=state.FAILED)),
        late=Count("pk", filter=waiting & Q(requested_on__lt=on)),
        oldest=Min("requested_on", filter=waiting),
    )
    found = [rendering.missing()]
    if counts["failed"]:
        found.append(
            ngettext(
                "%(count)d document could not be made: see its reason and try it again.",
                "%(count)d documents could not be made: see their reasons and try them again.",
                counts["failed"],
            )
            % {"count": counts["failed"]}
        )
    if counts["late"]:
        found.append(
            _("Documents wait since %(day)s: is the worker running (manage.py work)?")
            % {"day": f"{counts['oldest']:%d/%m/%Y}"}
        )
    return [sentence for sentence in found if sentence]
