"""How long a verified account waits before it is used."""

from __future__ import annotations

from django.db.models import Max

from people.models import CaseFile, Participant
from programme.models import CallTerm
from programme.terms import DAYS, OURS, Term

NAME = "iban_cooling_days"
DEFAULT_DAYS = 2
"""Chosen by us: lifecycles 7 says 48 hours, and no source of the project gives any."""


def cooling(participant: Participant) -> Term:
    """Return the days of cooling: the longest among the calls of the person's operations."""
    operations = CaseFile.objects.as_system().filter(participant=participant).values("operation")
    terms = CallTerm.objects.filter(name=NAME, call__operation__in=operations)
    longest = terms.aggregate(days=Max("value"))["days"]
    row = terms.filter(value=longest).order_by("id").first()
    if row is None:
        return Term(NAME, DEFAULT_DAYS, DAYS, OURS, ours=True)
    return Term(NAME, row.value, row.unit, row.source, row.ours)
