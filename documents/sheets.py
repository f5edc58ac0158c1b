"""Turns a numbered request into its printed sheets: the Italian text, then the courtesy copy."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import translation

from documents import papers, rendering
from documents.models import DocumentRequest
from people.languages import Language

RIGHT_TO_LEFT = (Language.ARABIC,)
_LOADS = re.compile(r'{%\s*(?:extends|include)\s+"([^"]+)"')


@dataclass(frozen=True)
class Printed:
    """A file, and what it was made from."""

    content: bytes
    title: str
    template_version: str


def printed(asked: DocumentRequest) -> Printed:
    """Return the file of a numbered request; the same request gives the same bytes.

    Raises KeyDestroyed when the person was erased, UnavailableError without Pango, and whatever
    a broken template raises.
    """
    paper = papers.get(asked.paper)
    held = papers.held_facts(asked)
    names = _templates(paper.template, _copy_language(asked))
    sheets = [_sheet(asked, held, language, name) for language, name in names]
    with translation.override(Language.ITALIAN):
        title = str(paper.title)
    return Printed(
        content=rendering.finish(sheets, mark=held["mark"]),
        title=title,
        template_version=_version(tuple(name for _language, name in names)),
    )


def _copy_language(asked: DocumentRequest) -> str:
    if asked.language != Language.ITALIAN or asked.participant is None:
        return asked.language
    return str(asked.participant.language)


def _templates(italian: str, language: str) -> list[tuple[str, str]]:
    """Return language and template of each part: a copy only where somebody wrote one."""
    found = [(str(Language.ITALIAN), italian)]
    copy = f"{italian.removesuffix('.html')}.{language}.html"
    try:
        get_template(copy)
    except TemplateDoesNotExist:
        return found
    return [*found, (language, copy)]


def _sheet(asked: DocumentRequest, held: dict[str, Any], language: str, name: str) -> Any:
    with translation.override(language):
        context = {
            **held["facts"],
            "title": str(papers.get(asked.paper).title),
            "office": held["office"],
            "language": language,
            "right_to_left": language in RIGHT_TO_LEFT,
            "courtesy_copy": language != Language.ITALIAN,
            "protocol": {
                "number": asked.protocol,
                "on": asked.protocol_on,
                "line": _protocol_line(asked),
            },
        }
        return rendering.lay_out(render_to_string(name, context))


def _protocol_line(asked: DocumentRequest) -> str:
    """Return the line of Italian offices: `Prot. n. 0004512/2026 del 18/11/2026`."""
    return (
        f"Prot. n. {asked.protocol_number:07d}/{asked.protocol_year}"
        f" del {asked.protocol_on:%d/%m/%Y}"
    )


@cache
def _version(names: tuple[str, ...]) -> str:
    """Return 12 hexadecimal digits of everything that the look of the paper depends on."""
    digest = hashlib.sha256(rendering.styles())
    for name in names:
        digest.update(_source(name).encode())
    return digest.hexdigest()[:12]


def _source(name: str) -> str:
    """Return a template's text with that of the templates it loads."""
    text: str = cast(Any, get_template(name)).template.source
    return text + "".join(_source(loaded) for loaded in _LOADS.findall(text))
