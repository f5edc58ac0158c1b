"""Requests for integration and their items as the database keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.base import one_open
from lifecycle.procedures.integration.item_machine import ItemLifecycle
from lifecycle.procedures.integration.machine import RequestLifecycle
from lifecycle.procedures.integration.states import ENDED, ItemState, RequestState
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class IntegrationRequest(RequestLifecycle):
    """What is missing in a file, asked of the person with a term."""

    ENDED = ENDED
    INTERNAL = (RequestState.DRAFTED,)

    class Meta:
        verbose_name = _("request for integration")
        verbose_name_plural = _("requests for integration")
        ordering = ("-id",)
        constraints = [
            one_open(name="integration_one_open", ended=ENDED),
            CheckConstraint(
                name="integration_sent_has_its_term",
                condition=Q(state__in=[RequestState.DRAFTED, RequestState.CLOSED])
                | Q(sent_on__isnull=False, due_on__isnull=False, stopped_on__isnull=False),
                violation_error_message=_("A request that was sent has its term."),
            ),
            CheckConstraint(
                name="integration_clock_goes_on",
                condition=~Q(
                    state__in=[
                        RequestState.ANSWERED,
                        RequestState.ACCEPTED,
                        RequestState.INSUFFICIENT,
                        RequestState.EXPIRED,
                    ]
                )
                | Q(restarted_on__isnull=False),
                violation_error_message=_("The clock goes on when the answers are in."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="integration_by_term")]


class IntegrationItem(ItemLifecycle, ScopedModel):
    """One thing that a request asks for."""

    class Meta:
        verbose_name = _("item of a request")
        verbose_name_plural = _("items of a request")
        ordering = ("id",)
        constraints = [
            UniqueConstraint(
                name="integration_thing_once",
                fields=["request", "thing"],
                violation_error_message=_("This is already asked for in this request."),
            ),
            CheckConstraint(
                name="integration_answer_is_something",
                condition=Q(state=ItemState.ASKED)
                | Q(means="words")
                | Q(means="document") & ~Q(evidence=""),
                violation_error_message=_("An answer is a document, or words."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the items of the requests that the user may see."""
        return Q(request__in=IntegrationRequest.objects.visible_to(user, on=on))
