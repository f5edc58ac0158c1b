"""The register of exports: what was issued, to whom, with which fingerprint."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from audit.labels import label
from people.models import Mandate
from people.reach import EVERYTHING
from people.roles import Role
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User

OVERSIGHT = (Role.AUDITOR, Role.CONTROL_HEAD, Role.MANAGING_AUTHORITY)


class IssuedExport(ScopedModel):
    """One file as issued: its parameters, hashes and sealed bytes; never changed.

    The bytes are kept encrypted under the house key, except for exports that are `personal`: of
    those only the hashes are kept, so that a person can be erased.
    """

    class Format(models.TextChoices):
        """The formats in which every export can be had."""

        XLSX = "xlsx", "XLSX"
        CSV = "csv", "CSV"
        JSON = "json", "JSON"
        PDF = "pdf", "PDF"

    id = IdField()
    name = models.CharField(_("export"), max_length=60)
    params = models.JSONField(_("parameters"))
    format = models.CharField(_("format"), max_length=4, choices=Format)
    cut_off = models.DateTimeField(_("cut-off"))
    author = models.CharField(_("author"), max_length=80)
    issued_at = models.DateTimeField(_("issued at"))
    cover = models.JSONField(_("cover"))
    row_count = models.PositiveIntegerField(_("number of rows"))
    rows_hash = models.CharField(_("hash of the rows"), max_length=64)
    trail_size = models.PositiveBigIntegerField(_("size of the trail"))
    trail_root = models.CharField(_("root of the trail"), max_length=64, blank=True)
    file_hash = models.CharField(_("hash of the file"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content = models.BinaryField(_("file, encrypted"), null=True)

    class Meta:
        verbose_name = _("issued export")
        verbose_name_plural = _("issued exports")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["name", "cut_off"], name="documents_issued_export_of"),
        ]

    def __str__(self) -> str:
        return f"{self.name}.{self.format}"

    @classmethod
    def scope(cls, user: "User", *, on: date) -> Q:
        """Return: one's own exports, and all of them to those who oversee every partner."""
        held = Mandate.objects.in_force(on).filter(user=user, role__in=OVERSIGHT)
        if user.is_active and held.filter(partner=None, operation=None).exists():
            return EVERYTHING
        return Q(author=label(user))
