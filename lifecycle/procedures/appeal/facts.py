"""What is known of an appeal: of which kind, against what, filed when, decided how."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.procedures.base import Procedure


class Kind(models.TextChoices):
    """Before whom one appeals."""

    OPPOSITION = "opposition", _("Opposition, to the same office")
    HIERARCHICAL = "hierarchical", _("Hierarchical appeal")
    COURT = "court", _("Administrative court (TAR)")
    HEAD_OF_STATE = "head_of_state", _("Extraordinary appeal to the Head of State")
    ORDINARY = "ordinary", _("Ordinary judge")
    MEDIATION = "mediation", _("Mediation")


class AppealFacts(Procedure):
    """The act appealed, its days, the orders of whoever judges."""

    TERMS: ClassVar[dict[str, str]] = {
        Kind.OPPOSITION: "hierarchical_days",
        Kind.HIERARCHICAL: "hierarchical_days",
        Kind.COURT: "appeal_court_days",
        Kind.HEAD_OF_STATE: "appeal_head_of_state_days",
    }
    """Days to appeal, by kind; the others have no term of ours."""

    kind = models.CharField(_("kind of appeal"), max_length=14, choices=Kind)
    against = LabelField(_("against"))
    docket = models.CharField(_("docket number"), max_length=60, blank=True)
    known_on = models.DateField(_("act received on"))
    filed_on = models.DateField(_("filed on"))
    in_time = models.BooleanField(_("filed in time"), default=True, editable=False)
    stay_order = models.CharField(_("order on the stay"), max_length=60, blank=True, editable=False)
    decision = models.CharField(_("decision"), max_length=60, blank=True, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, editable=False)

    class Meta:
        abstract = True

    def weigh_days(self) -> None:
        """Find until when one could appeal, and whether this one came in time."""
        name = self.TERMS.get(self.kind)
        if name is not None:
            self.due_on = self.known_on + timedelta(days=self.term(name).value)
            self.in_time = self.filed_on <= self.due_on
