"""What is known of a transfer: to which partner, since when the person lives there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.base import Procedure


class TransferFacts(Procedure):
    """A case that goes over to another partner; ``partner`` stays the one that it comes from."""

    to_partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, verbose_name=_("new partner"), related_name="+"
    )
    moved_on = models.DateField(_("moved on"))
    released_on = models.DateField(_("released on"), null=True, editable=False)

    class Meta:
        abstract = True

    def partner_asked(self, command: str) -> str | None:
        """Return the new partner for what is its own to decide."""
        from lifecycle.procedures.transfer.machine import OF_THE_NEW_PARTNER

        if command in OF_THE_NEW_PARTNER:
            return self.to_partner_id
        return super().partner_asked(command)
