"""The one register of evidence: invoices, receipts, attendance sheets, permits and the like."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from documents.models.owned import Owned


class Evidence(Owned):
    """One file that proves something about a subject, kept encrypted under a random name.

    `stored` is the name in the store and says nothing; the name that the file came with is
    encrypted like the file, under the person's key where a person is in it. Erasing a person
    blanks the fingerprint and says when; nothing else of a row can change.
    """

    id = IdField()
    kind = models.CharField(_("kind"), max_length=40)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    mime = models.CharField(_("type"), max_length=80)
    name = models.BinaryField(_("original name, encrypted"))
    stored = models.CharField(max_length=64, unique=True)
    issued_on = models.DateField(_("date of the document"), null=True, blank=True)
    amount_cents = models.PositiveBigIntegerField(_("amount in cents"), null=True, blank=True)
    kept_on = models.DateField(_("kept on"))
    kept_by = models.CharField(_("kept by"), max_length=80)
    erased_on = models.DateField(_("erased on"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="documents_evidence_not_empty",
                violation_error_message=_("An empty file proves nothing."),
            ),
            models.CheckConstraint(
                condition=(Q(erased_on__isnull=True) & ~Q(sha256=""))
                | Q(erased_on__isnull=False, sha256=""),
                name="documents_evidence_has_fingerprint",
                violation_error_message=_("Evidence has its fingerprint until it is erased."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
