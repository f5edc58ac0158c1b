"""What papers and evidence have in common: whose they are, and so who may see them."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from audit.labels import LabelField
from people.models import Participant
from people.reach import reach
from people.roles import STAFF
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class Owned(ScopedModel):
    """A row about a subject, in one operation and for one partner, perhaps about a person.

    What is about a person is seen by whoever may see the person, and by those who read the cases
    of the partner for which it was made: an office keeps what it did for somebody who has gone
    over to another. What is about nobody is seen by the staff whose mandates reach it.
    """

    subject = LabelField(db_index=True)
    participant = models.ForeignKey(
        "people.Participant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        "programme.Partner", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    operation = models.ForeignKey(
        "programme.Operation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @classmethod
    def scope(cls, user: "User", *, on: date) -> Q:
        """Return: papers of the participants one may see, and one's offices' own papers."""
        visible = Participant.objects.visible_to(user, on=on)
        of_the_office = Q(participant__isnull=True) & reach(user, on=on, roles=STAFF)
        return Q(participant__in=visible) | of_the_office | reach(user, on=on)
