"""Papers asked for, the numbers they get, and the sealed files they become."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from documents.models.owned import Owned
from people.languages import Language


class ProtocolCounter(models.Model):
    """The last protocol number given in one year; a trigger lets it grow by one at a time."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("protocol counter")
        verbose_name_plural = _("protocol counters")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class DocumentRequest(Owned):
    """A paper asked for by a step, with its facts frozen; the worker makes the file.

    The facts are encrypted, under the key of the person whose paper it is or else the house key.
    The protocol number is given once, before the first rendering, and stays through all retries.
    """

    class State(models.TextChoices):
        """Where the making of the paper stands."""

        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Being made")
        ISSUED = "issued", _("Issued")
        FAILED = "failed", _("Failed")

    id = IdField()
    paper = models.CharField(_("paper"), max_length=60)
    language = models.CharField(
        _("language"), max_length=7, choices=Language, default=Language.ITALIAN
    )
    facts = models.BinaryField(_("facts, encrypted"))
    actor = models.CharField(_("asked by"), max_length=80)
    event_stream = models.CharField(max_length=80)
    event_seq = models.PositiveBigIntegerField()
    requested_on = models.DateField(_("asked on"))

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    protocol_year = models.PositiveSmallIntegerField(null=True, blank=True)
    protocol_number = models.PositiveIntegerField(null=True, blank=True)
    protocol_on = models.DateField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    claim = models.CharField(max_length=26, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(_("reason of the failure"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("document request")
        verbose_name_plural = _("document requests")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["protocol_year", "protocol_number"],
                name="documents_request_protocol_once",
                violation_error_message=_("Each protocol number is given once."),
            ),
            models.CheckConstraint(
                condition=Q(protocol_year=None, protocol_number=None, protocol_on=None)
                | Q(
                    protocol_number__isnull=False,
                    protocol_year__isnull=False,
                    protocol_on__isnull=False,
                    protocol_on__year=F("protocol_year"),
                ),
                name="documents_request_protocol_whole",
                violation_error_message=_("A protocol number has its year and its day."),
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(protocol_number__isnull=False),
                name="documents_request_issued_has_number",
                violation_error_message=_("A document is issued under a protocol number."),
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(failure=""),
                name="documents_request_failed_says_why",
                violation_error_message=_("A document that failed says why."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="documents_request_open",
                condition=Q(state__in=["waiting", "taken"]),
            ),
        ]

    def __str__(self) -> str:
        return self.protocol or self.id

    @property
    def protocol(self) -> str:
        """Return the protocol number, such as `PG/2026/0000123`, or nothing before it is given."""
        if self.protocol_number is None:
            return ""
        return f"PG/{self.protocol_year}/{self.protocol_number:07d}"


class Document(Owned):
    """A paper as issued: numbered, sealed by its SHA-256, kept encrypted, never changed.

    The file holds a random mark that is kept among the encrypted facts, so that once a person's
    key is destroyed the fingerprint says nothing about the person.
    """

    id = IdField()
    request = models.OneToOneField(
        DocumentRequest, on_delete=models.PROTECT, related_name="document"
    )
    number = models.CharField(_("protocol number"), max_length=16, unique=True)
    protocol_on = models.DateField(_("protocol day"))
    paper = models.CharField(_("paper"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=7, choices=Language)
    template_version = models.CharField(_("template version"), max_length=12)
    issued_at = models.DateTimeField(_("issued at"))
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    content = models.BinaryField(_("file, encrypted"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.number
