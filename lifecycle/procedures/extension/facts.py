"""What is known of an extension: of what, how many days were asked for, how many were given."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.cases import CaseRoot
from lifecycle.procedures.base import Procedure
from lifecycle.unit import model_and_id


class ExtensionFacts(Procedure):
    """More days for the case itself, or for the term of a procedure of it."""

    target = LabelField(_("what is extended"), blank=True)
    days_asked = models.PositiveSmallIntegerField(_("days asked for"))
    days_granted = models.PositiveSmallIntegerField(_("days granted"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=40)

    class Meta:
        abstract = True

    @property
    def moves(self) -> Procedure | CaseRoot:
        """Return the case, or the procedure, whose end is moved."""
        if self.target in ("", self.case_label):
            return self.root
        model, pk = model_and_id(self.target)
        return cast(Procedure, model._base_manager.get(pk=pk))
