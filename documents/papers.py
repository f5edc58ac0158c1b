"""The one registry of papers: a function that returns the facts of a document, registered once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.tables import Text


class UnknownPaperError(LookupError):
    """Raised for a name that no paper is registered under."""


Facts = Mapping[str, Any]
Context = Callable[[Any], Facts]
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


_registry: dict[str, Paper] = {}


def paper(
    name: str,
    *,
    code: str,
    title: Text,
    template: str,
    participant: Finder | None = None,
    partner: Finder | None = None,
) -> Callable[[Context], Context]:
    """Register the function below as what fills the paper `name`; raise ValueError if taken.

    The function gets the subject and returns plain facts: text, numbers, dates, Decimal, Money,
    lists and mappings of these. They are frozen, encrypted, in the transaction of the step that
    asks for the paper; the template sees them and nothing else. `participant` and `partner` find
    whose paper it is; as a rule both are attributes of the subject or of its case.
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
