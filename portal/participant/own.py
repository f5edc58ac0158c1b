"""Finds what belongs to the participant who asks; what belongs to others does not exist here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from dote.models import Dote, Month
from people.actors import Actor
from people.models import Participant
from people.roles import Role
from portal.access import RolesMixin


class OwnMixin(RolesMixin):
    """Opens a view to participants, and keeps who they are."""

    roles = (Role.PARTICIPANT,)
    person: Participant

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the participant behind the account; 403 for an account without one."""
        if request.user.is_authenticated:
            person = request.user.participant
            if person is None:
                raise PermissionDenied
            self.person = person
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> Actor:
        """Return the participant as who acts."""
        actor = self.visitor.actor(self.roles)
        if actor is None:
            raise PermissionDenied
        return actor

    def own_dote(self, pk: str) -> Dote:
        """Return one's own dote; 404 for anybody else's."""
        rows = Dote.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("call", "operation", "partner", "participant")
        dote: Dote | None = related.filter(pk=pk, participant=self.person).first()
        if dote is None:
            raise Http404
        return dote

    def own_month(self, pk: str) -> Month:
        """Return a month of one's own dote; 404 for anybody else's."""
        rows = Month.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("line__offer", "dote__participant", "dote__partner")
        month: Month | None = related.filter(pk=pk, dote__participant=self.person).first()
        if month is None:
            raise Http404
        return month
