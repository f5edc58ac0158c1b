"""Finds the row of an address as far as the visitor may see it."""

from typing import Any

from django.apps import apps
from django.http import Http404

from lifecycle.cases import Tracked
from people.scope import ScopedManager
from portal.visitors import Visitor


def subject_or_404(visitor: Visitor, model_label: str, pk: str) -> Tracked:
    """Return the case or part that the address names.

    Raises Http404 when there is none, or when it is out of the visitor's scope: nobody learns
    the difference.
    """
    model = _machine(model_label)
    row = model.objects.visible_to(visitor.user, on=visitor.on).filter(pk=pk).first()
    if row is None:
        raise Http404
    found: Tracked = row
    return found


def _machine(model_label: str) -> Any:
    """Return the model of a machine whose rows are behind the door; Http404 for any other."""
    try:
        model = apps.get_model(model_label)
    except (LookupError, ValueError) as unknown:
        raise Http404 from unknown
    if not (issubclass(model, Tracked) and isinstance(model._default_manager, ScopedManager)):
        raise Http404
    return model
