"""Participants: a pseudonym for the books, an identity under a key of their own."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from people.languages import Language
from people.reach import reach
from people.scope import NOTHING, ScopedModel
from programme.models import Partner, Territory

if TYPE_CHECKING:
    from people.models.user import User


class PersonKey(models.Model):
    """The key of one person's data, wrapped by the master key; destroyed, it leaves a date."""

    id = IdField()
    wrapped = models.BinaryField(_("wrapped key"))
    wrapped_by = models.CharField(_("master key"), max_length=16)
    destroyed_on = models.DateField(_("destroyed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("person key")
        verbose_name_plural = _("person keys")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(destroyed_on__isnull=True) | Q(wrapped=b""),
                name="people_person_key_destroyed_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Participant(ScopedModel):
    """A person who receives support; everything that names them is in `identity`."""

    id = IdField()
    pseudonym = models.CharField(_("pseudonym"), max_length=8, unique=True)
    partner = models.ForeignKey(
        Partner, verbose_name=_("partner"), on_delete=models.PROTECT, related_name="participants"
    )
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="+"
    )
    key = models.OneToOneField(PersonKey, on_delete=models.PROTECT, related_name="participant")
    identity = models.BinaryField(_("identity, encrypted"))
    language = models.CharField(
        _("language"), max_length=7, choices=Language, default=Language.ITALIAN
    )
    protected = models.BooleanField(_("protected"), default=True)
    registered_on = models.DateField(_("registered on"))
    # Set when a person asks to be erased before the records may go: nobody reads them then.
    restricted_on = models.DateField(_("restricted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pseudonym"]

    def __str__(self) -> str:
        return self.pseudonym

    @classmethod
    def scope(cls, user: "User", *, on: date) -> Q:
        """Return: oneself, those of one's partners, and those whose case file one may see."""
        from people.models.case import CaseFile

        files = CaseFile.objects.visible_to(user, on=on).values("participant")
        return Q(pk__in=files) | cls._own(user) | reach(user, on=on, operation=None)

    @staticmethod
    def _own(user: "User") -> Q:
        return Q(pk=user.participant_id) if user.participant_id else NOTHING


class BlindIndex(ScopedModel):
    """A keyed fingerprint of a value that a person can be looked up by, and nothing else."""

    class Kind(models.TextChoices):
        """What the fingerprint is of."""

        FISCAL_CODE = "fiscal_code", _("Fiscal code")
        IBAN = "iban", "IBAN"
        NAME_TOKEN = "name_token", _("Part of a name")
        NAME_AND_BIRTH = "name_and_birth", _("Sound of the name and birth date")

    id = IdField()
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="blind_index"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    value = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("blind index")
        verbose_name_plural = _("blind index")
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "value"])]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "kind", "value"], name="people_blind_index_once"
            ),
            models.UniqueConstraint(
                fields=["value"],
                condition=Q(kind="fiscal_code"),
                name="people_blind_index_fiscal_code_is_one_person",
                violation_error_message=_("This fiscal code belongs to someone already known."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}"

    @classmethod
    def scope(cls, user: "User", *, on: date) -> Q:
        """Return: the fingerprints of the participants that the user may see."""
        visible = Participant.objects.visible_to(user, on=on)
        return Q(participant__in=visible)
