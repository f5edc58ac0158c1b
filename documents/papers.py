"""The one registry of papers: a function that returns the facts of a document, registered once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from audit.entropy import random_bytes
from audit.labels import label
from documents import facts, vault
from documents.models import Document, DocumentRequest
from documents.tables import Text
from people.languages import Language


class UnknownPaperError(LookupError):
    """Raised for a name that no paper is registered under."""


Context = Callable[[Any], Mapping[str, Any]]
Finder = Callable[[Any], Any]


def _of_case(name: str) -> Finder:
    """Return what reads `name` from an object, or from its case; None where neither has it.

    It asks the classes and not the objects, so that an error inside a property stays an error: a
    paper must not be sealed under the house key because its participant could not be read.
    """

    def find(subject: Any) -> Any:
        if hasattr(type(subject), name):
            return getattr(subject, name)
        if hasattr(type(subject), "root") and hasattr(type(subject.root), name):
            return getattr(subject.root, name)
        return None

    return find


@dataclass(frozen=True)
class Paper:
    """One registered paper: `code` is that of the list of documents (RIC, PATTO, DDR…)."""

    name: str
    code: str
    title: Text
    template: str
    context: Context
    participant: Finder
    partner: Finder
    operation: Finder


_registry: dict[str, Paper] = {}


def paper(
    name: str,
    *,
    code: str,
    title: Text,
    template: str,
    participant: Finder | None = None,
    partner: Finder | None = None,
    operation: Finder | None = None,
) -> Callable[[Context], Context]:
    """Register the function below as what fills the paper `name`; raise ValueError if taken.

    The function gets the subject and returns plain facts: text, numbers, dates, Decimal, Money,
    lists and mappings of these. They are frozen, encrypted, in the transaction of the step that
    asks for the paper; the template sees them and nothing else. `participant`, `partner` and
    `operation` find whose paper it is; as a rule they are attributes of the subject or its case.

    `template` is the Italian text, which prevails: `papers/pact.html`. A courtesy copy follows in
    the person's language where `papers/pact.ar.html` (or .en, .fr) exists.
    """

    def register(context: Context) -> Context:
        if name in _registry:
            raise ValueError(f"two papers are called {name}")
        _registry[name] = Paper(
            name=name,
            code=code,
            title=title,
            template=template,
            context=context,
            participant=participant or _of_case("participant"),
            partner=partner or _of_case("partner"),
            operation=operation or _of_case("operation"),
        )
        return context

    return register


def get(name: str) -> Paper:
    """Return the paper of that name; raise UnknownPaperError with the names that exist."""
    try:
        return _registry[name]
    except KeyError:
        names = ", ".join(sorted(_registry)) or "none"
        raise UnknownPaperError(f"no paper is called {name}; there are: {names}") from None


def registered() -> list[Paper]:
    """Return all papers, by name."""
    return [_registry[name] for name in sorted(_registry)]


def request(name: str, *, subject: Any, by: str, on: date, language: str = "") -> DocumentRequest:
    """Ask for a paper about a subject, inside the transaction of the step that causes it.

    The facts are read and frozen now; number, file and seal are the worker's later step. `by` is
    the label of who acts. Raises UnknownPaperError, TypeError for facts that are not plain, and
    RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a paper is asked for in the transaction of what causes it")
    wanted = get(name)
    asked = DocumentRequest(
        paper=name,
        language=language or Language.ITALIAN,
        subject=label(subject),
        participant=wanted.participant(subject),
        partner=wanted.partner(subject),
        operation=wanted.operation(subject),
        actor=by,
        event_stream=getattr(subject, "stream", label(subject)),
        event_seq=getattr(subject, "last_seq", 0),
        requested_on=on,
    )
    held = {"facts": wanted.context(subject), "office": _office(asked), "mark": _mark()}
    asked.facts = vault.seal(
        facts.frozen(held), participant=asked.participant, place=f"{label(asked)}/facts"
    )
    asked.save(force_insert=True)
    return asked


def held_facts(asked: DocumentRequest) -> dict[str, Any]:
    """Return what was frozen: `facts`, `office` and `mark`; KeyDestroyed after erasure."""
    kept = vault.unseal(
        bytes(asked.facts), participant=asked.participant, place=f"{label(asked)}/facts"
    )
    return facts.thawed(kept)


def read(document: Document) -> bytes:
    """Return the file of a document as issued; BrokenEnvelope if it was touched.

    KeyDestroyed when the person was erased.
    """
    return vault.unseal(
        bytes(document.content),
        participant=document.participant,
        place=f"{label(document)}/content",
    )


def _office(asked: DocumentRequest) -> dict[str, str]:
    """Return the letterhead: which partner writes, in which operation."""
    operation = asked.operation
    return {
        "name": asked.partner.name if asked.partner else "",
        "operation": operation.title if operation else "",
        "cup": operation.cup if operation else "",
    }


def _mark() -> str:
    """Return 16 random bytes that the file bears, so that its hash tells nothing by itself."""
    return random_bytes(16).hex()
