"""The states of a request for integration and of its items."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestState(models.TextChoices):
    """Where a request for integration stands (lifecycles 1, P-INT)."""

    DRAFTED = "drafted", pgettext_lazy("a request", "Drafted")
    SENT = "sent", pgettext_lazy("a request", "Sent")
    EXTENDED = "extended", _("Term extended")
    PARTLY = "partially_answered", _("Partly answered")
    ANSWERED = "answered", _("Answered")
    ACCEPTED = "accepted", _("Answers accepted")
    INSUFFICIENT = "insufficient", _("Answers not sufficient")
    EXPIRED = "expired", pgettext_lazy("a request", "Expired")
    CLOSED = "closed_by_office", _("Closed by the office")


class ItemState(models.TextChoices):
    """Where one thing that was asked for stands."""

    ASKED = "asked", _("Asked")
    ANSWERED = "item_answered", pgettext_lazy("an item", "Answered")
    ACCEPTED = "item_accepted", pgettext_lazy("an item", "Accepted")
    INSUFFICIENT = "item_insufficient", pgettext_lazy("an item", "Not sufficient")


WITH_THE_PERSON = (RequestState.SENT, RequestState.EXTENDED, RequestState.PARTLY)
ENDED = (
    RequestState.ACCEPTED,
    RequestState.INSUFFICIENT,
    RequestState.EXPIRED,
    RequestState.CLOSED,
)
