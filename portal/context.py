"""What every page may show: who is asking, the pages of the header, the languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from people.languages import Language
from people.roles import CASE_READERS
from portal import navigation, references
from portal.middleware.language import STAFF_LANGUAGES
from portal.visitors import Visitor, visitor_of

# Each language calls itself by its own name.
OWN_NAMES = {
    Language.ITALIAN: "Italiano",
    Language.ENGLISH: "English",
    Language.FRENCH: "Français",
    Language.ARABIC: "العربية",
}


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frames of the pages need; no query beyond the visitor's roles."""
    visitor = visitor_of(request)
    return {
        "visitor": visitor,
        "navigation": navigation.links_for(visitor, request.path) if visitor else [],
        "search_url": navigation.address("search") if _reads_cases(visitor) else "",
        "languages": _languages(visitor),
        "helpline": settings.HELPLINE,
        "is_demonstration": settings.DEMONSTRATION,
        "reference": references.current(),
    }


def _reads_cases(visitor: Visitor | None) -> bool:
    return visitor is not None and visitor.has(CASE_READERS)


def _languages(visitor: Visitor | None) -> list[tuple[str, str]]:
    staff = visitor is not None and visitor.is_staff
    return [
        (code, name) for code, name in OWN_NAMES.items() if not staff or code in STAFF_LANGUAGES
    ]
