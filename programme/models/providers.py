"""Providers (hosts, landlords, trainers) and the agreements that partners have with them."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.models.network import Partner, Territory
from programme.validity import DatedQuerySet, dates_in_order


class Provider(models.Model):
    """Someone who is paid for a service to participants.

    `name` is safe to show: a firm's own, or a pseudonym where a natural person is behind it.
    The true name, fiscal code and IBAN are in `sealed` (see `programme.providers`).
    """

    class Kind(models.TextChoices):
        """What a provider gives."""

        HOST = "host", _("Host firm")
        LANDLORD = "landlord", _("Landlord")
        TRAINING = "training", _("Training body")
        SERVICES = "services", _("Services")

    id = IdField()
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    is_natural_person = models.BooleanField(_("natural person"), default=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="providers")
    sealed = models.BinaryField(_("name, fiscal code and IBAN, encrypted"))

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """Return the name as people read it: of a natural person, what they are and a code."""
        if not self.is_natural_person:
            return self.name
        return f"{self.get_kind_display()} {self.name.rpartition('-')[2].upper()}"


class Agreement(models.Model):
    """A partner's agreement with a provider: no service is booked outside its days."""

    id = IdField()
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="agreements")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(_("kind"), max_length=10, choices=Provider.Kind)
    reference = models.CharField(_("reference"), max_length=80)
    signed_on = models.DateField(_("signed on"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"))

    objects = DatedQuerySet["Agreement"].as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "reference"], name="programme_agreement_reference_once"
            ),
            dates_in_order("programme_agreement_days_in_order", "valid_from", "valid_to"),
            dates_in_order("programme_agreement_signed_before_its_end", "signed_on", "valid_to"),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_in_force(self, on: date) -> bool:
        """Say whether the agreement holds on a day."""
        return self.valid_from <= on <= self.valid_to
