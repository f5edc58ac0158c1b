"""Finds the procedure, the case, the part of an address, as far as the visitor may see them."""

from __future__ import annotations

from django.http import Http404

from lifecycle.cases import CaseRoot
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.kinds import kinds
from portal.subjects import subject_or_404
from portal.visitors import Visitor


def kind_or_404(name: str) -> type[Procedure]:
    """Return the kind of procedure that an address names; Http404 for any other word."""
    for kind in kinds():
        if kind._meta.model_name == name:
            return kind
    raise Http404


def procedure_or_404(visitor: Visitor, kind: str, pk: str) -> Procedure:
    """Return a procedure within the visitor's scope; Http404 otherwise."""
    found = subject_or_404(visitor, kind_or_404(kind)._meta.label_lower, pk)
    if not isinstance(found, Procedure):
        raise Http404
    return found


def case_or_404(visitor: Visitor, model_label: str, pk: str) -> CaseRoot:
    """Return a case within the visitor's scope; Http404 otherwise."""
    found = subject_or_404(visitor, model_label, pk)
    if not isinstance(found, CaseRoot):
        raise Http404
    return found
