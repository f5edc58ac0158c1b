"""Reads a paper as it would be printed, in one of its languages."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from documents import papers
from documents.models import DocumentRequest


def printed(asked: DocumentRequest, language: str) -> str:
    """Return the page of a paper in Italian, or its courtesy copy in another language."""
    template = papers.get(asked.paper).template
    if language != "it":
        template = template.replace(".html", f".{language}.html")
    held = papers.held_facts(asked)
    with translation.override(language):
        frame = {
            "title": papers.get(asked.paper).title,
            "office": held["office"],
            "language": language,
            "right_to_left": language == "ar",
            "courtesy_copy": language != "it",
            "protocol": {"number": 1, "on": asked.requested_on, "line": "Prot. n. 1"},
        }
        return render_to_string(template, {**held["facts"], **frame})
