"""What the pages keep of their own: up to which message a person has read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessagesRead(models.Model):
    """The newest message that a person has said to have read; older ones are read too."""

    participant = models.OneToOneField(
        "people.Participant", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    upto = models.CharField(_("newest message read"), max_length=26)
    at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("messages read")
        verbose_name_plural = _("messages read")

    def __str__(self) -> str:
        return self.upto
