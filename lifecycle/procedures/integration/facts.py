"""What is known of a request for integration, and of each thing that it asks for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.cases import AnyPart, Tracked
from lifecycle.procedures.base import Procedure
from lifecycle.unit import model_and_id
from programme.models import RequestedThing


class RequestFacts(Procedure):
    """Which round it is, and the days of its life."""

    about = LabelField(_("about"), blank=True, editable=False)
    """The procedure of the case that waits for it; empty where the case itself does."""
    round = models.PositiveSmallIntegerField(_("round"), editable=False)
    sent_on = models.DateField(_("sent on"), null=True, editable=False)
    answered_on = models.DateField(_("completed on"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def moves(self) -> Tracked:
        """Return what waits for the answers: the case, or a procedure of it."""
        if not self.about:
            return self.root
        model, pk = model_and_id(self.about)
        return model._base_manager.get(pk=pk)


class ItemFacts(AnyPart):
    """What is asked, whether it must be there, and what the person gave.

    Why it is asked, and an answer in words, are the notes beside those steps.
    """

    request = models.ForeignKey(
        "lifecycle.IntegrationRequest", models.PROTECT, related_name="items", editable=False
    )
    thing = models.ForeignKey(RequestedThing, models.PROTECT, related_name="+")
    mandatory = models.BooleanField(_("must be there"), default=True)
    means = models.CharField(_("answered by"), max_length=10, blank=True, editable=False)
    evidence = LabelField(_("document given"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)

    class Meta:
        abstract = True
