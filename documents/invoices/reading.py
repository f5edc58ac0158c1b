"""Walks through the XML of an invoice once, keeping only what is asked for.

One pass of expat over at most a few megabytes that are already in memory: nothing is built up
beside the texts asked for, a document type (and so every entity) is refused where it begins.
"""

from __future__ import annotations

from collections.abc import Collection
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from documents.invoices.refused import InvoiceRefused, refused

DEEPEST = 24
MOST_ELEMENTS = 300_000
LONGEST_TEXT = 1_000
MOST_TEXTS = 50_000
_BETWEEN = "\x01"

Texts = list[tuple[str, str]]
"""Path from the root, such as ``Header/Data``, and the text there, in the order of the file."""


class _Walk:
    """Where the parser is, and what it has found."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.wanted = wanted
        self.root = ("", "")
        self.path: list[str] = []
        self.texts: Texts = []
        self.elements = 0
        self.pieces: list[str] | None = None

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        space, _mark, local = name.rpartition(_BETWEEN)
        self.elements += 1
        if len(self.path) >= DEEPEST or self.elements > MOST_ELEMENTS:
            raise refused("shape", _("The file has more parts than an invoice can have."))
        if not self.path:
            self.root = (space, local)
        self.path.append(local)
        place = "/".join(self.path[1:])
        self.pieces = [] if place in self.wanted else None

    def text(self, piece: str) -> None:
        if self.pieces is not None:
            self.pieces.append(piece)

    def end(self, _name: str) -> None:
        place = "/".join(self.path[1:])
        if place in self.wanted:
            found = "".join(self.pieces or ()).strip()[:LONGEST_TEXT]
            self.texts.append((place, found))
            if len(self.texts) > MOST_TEXTS:
                raise refused("shape", _("The file has more parts than an invoice can have."))
        self.pieces = None
        self.path.pop()


def walk(content: bytes, *, wanted: Collection[str]) -> tuple[tuple[str, str], Texts]:
    """Return the root's namespace and name, and the texts at the wanted paths, as each ends.

    What holds others has no text, and closes them. Raises InvoiceRefused for what is no
    well-formed XML, for a document type, and for more or deeper parts than an invoice has.
    """
    found = _Walk(wanted)
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = found.start
    parser.CharacterDataHandler = found.text
    parser.EndElementHandler = found.end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _no_xml(error) from error
    return found.root, found.texts


def _no_xml(error: Exception) -> InvoiceRefused:
    if isinstance(error, expat.ExpatError):
        sentence = _("This is no readable XML: line %(line)d is wrong. Ask the supplier for it.")
        return refused("xml", sentence, line=error.lineno)
    return refused("xml", _("This is no readable XML: ask the supplier for it again."))


def _refuse_document_type(*_declared: object) -> None:
    raise refused("entities", _("The file declares entities of its own: no invoice does."))
