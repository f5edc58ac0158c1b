"""Downloads a list as it is filtered, through the one registry and register of exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import exports, issuing
from documents.exports import Export, UnknownExportError
from documents.frozen import TotalsDifferError
from documents.issuing import Issued, Order
from documents.rendering import UnavailableError
from documents.writers import WRITERS
from people.languages import Language
from people.roles import Role
from portal.access import EVERY_OFFICE, RolesMixin
from portal.components.status import Text
from portal.visitors import Visitor

UNPROCESSABLE = 422
MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
TITLES = (Language.ITALIAN, Language.ENGLISH)


@dataclass(frozen=True)
class Offer:
    """What a page offers to download: an export with the filters of the page."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    label: Text = ""
    formats: tuple[str, ...] = tuple(WRITERS)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return the filters that are set, as hidden fields."""
        return [(name, value) for name, value in self.values.items() if value]


class Refused(Exception):
    """Raised when a file cannot be issued; holds a sentence for each reason."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Download(RolesMixin):
    """Issues any registered export to whoever may have it."""

    roles = EVERY_OFFICE

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        """Hand over the file, or say in sentences why there is none."""
        try:
            export = exports.get(name)
        except UnknownExportError as unknown:
            raise Http404 from unknown
        known = export.form.base_fields if export.form else {}
        values = {each: request.POST[each] for each in known if request.POST.get(each)}
        try:
            return attachment(made(self.visitor, export, request.POST.get("format", ""), values))
        except Refused as refused:
            return not_issued(request, str(export.title), refused)


def made(visitor: Visitor, export: Export, form: str, values: Mapping[str, str]) -> Issued:
    """Issue an export for the visitor, in their language.

    Raises PermissionDenied without a role that may have it, Http404 where it is about something
    that is not there or out of scope, Refused with the reasons otherwise.
    """
    actor = visitor.actor([role for role in Role if role in export.roles])
    if actor is None:
        raise PermissionDenied
    language = get_language()
    order = Order(
        name=export.name,
        format=form,
        values=values,
        by=actor,
        viewer=visitor.user,
        language=language if language in TITLES else Language.ITALIAN,
    )
    try:
        return issuing.issue(order)
    except ObjectDoesNotExist as unseen:
        raise Http404 from unseen
    except ValidationError as wrong:
        raise Refused(list(wrong.messages)) from wrong
    except (TotalsDifferError, UnavailableError) as wrong:
        raise Refused(list(_in_words(wrong))) from wrong


def attachment(issued: Issued) -> HttpResponse:
    """Return an issued file as the browser keeps it."""
    return file_answer(issued.content, issued.row.format, issued.file_name)


def file_answer(content: bytes, form: str, name: str) -> HttpResponse:
    """Return bytes as a file of one of our formats, never kept by anybody on the way."""
    response = HttpResponse(content, content_type=MIME[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def not_issued(request: HttpRequest, title: str, refused: Refused) -> HttpResponse:
    """Answer 422 with every reason; nothing was issued, nothing is half done."""
    context = {"title": title, "sentences": refused.sentences}
    return render(request, "portal/reporting/not_issued.html", context, status=UNPROCESSABLE)


def _in_words(wrong: Exception) -> Iterator[str]:
    if isinstance(wrong, TotalsDifferError):
        yield _(
            "The rows do not add up to what the books hold: nothing is issued. "
            "Tell whoever runs the system, with this sentence: %(why)s."
        ) % {"why": wrong}
        return
    yield str(wrong)
