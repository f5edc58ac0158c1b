"""The tables of the trail: events, heads of streams without a case, seals and their leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField


class Event(models.Model):
    """One thing that happened; written by `audit.trail` only, never changed.

    `content` is the canonical JSON of the whole event and `hash` its SHA-256; the other
    columns repeat parts of it, so that it can be searched. `seq` counts within the stream.
    """

    id = models.BigAutoField(primary_key=True)
    stream = LabelField(_("stream"))
    seq = models.BigIntegerField(_("number in its stream"))
    at = models.DateTimeField(_("recorded at"))
    actor = LabelField(_("actor"))
    role = models.CharField(_("role"), max_length=40)
    action = models.CharField(_("action"), max_length=80)
    subject = LabelField(_("subject"))
    source = models.CharField(_("from state"), max_length=60, blank=True)
    target = models.CharField(_("to state"), max_length=60, blank=True)
    content = models.TextField(_("content"))
    hash = models.CharField(_("fingerprint"), max_length=64)
    prev = models.CharField(_("fingerprint of the event before"), max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="audit_event_one_per_number"),
            models.CheckConstraint(
                condition=models.Q(seq__gte=1),
                name="audit_event_counts_from_one",
                violation_error_message=_("The events of a stream are counted from 1."),
            ),
            models.CheckConstraint(
                condition=~models.Q(actor="") & ~models.Q(action=""),
                name="audit_event_has_actor_and_action",
                violation_error_message=_("An event says who did what."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


class StreamHead(models.Model):
    """The last event of a stream that has no case root: sign-ins, readings, settings, seals."""

    stream = LabelField(_("stream"), primary_key=True)
    seq = models.BigIntegerField(_("number of the last event"), default=0)
    head = models.CharField(_("fingerprint of the last event"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("head of a stream")
        verbose_name_plural = _("heads of streams")

    def __str__(self) -> str:
        return self.stream


class Seal(models.Model):
    """A signed Merkle root over every stream that moved since the seal before.

    `size` is the number of events covered by this seal and all before it; size and root are
    what is printed on paper.
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("sealed at"))
    size = models.BigIntegerField(_("number of events covered"))
    root = models.CharField(_("root"), max_length=64)
    prev = models.CharField(_("fingerprint of the seal before"), max_length=64)
    signature = models.CharField(_("signature (Ed25519)"), max_length=128)
    public_key = models.CharField(_("public key"), max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1) & models.Q(size__gte=models.F("number")),
                name="audit_seal_covers_events",
                violation_error_message=_("A seal covers at least one event more than the last."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class SealLeaf(models.Model):
    """How far one stream had come when it was sealed."""

    id = models.BigAutoField(primary_key=True)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="leaves", verbose_name=_("seal"))
    stream = LabelField(_("stream"))
    seq = models.BigIntegerField(_("number of the last event covered"))
    head = models.CharField(_("fingerprint of that event"), max_length=64)

    class Meta:
        verbose_name = _("leaf of a seal")
        verbose_name_plural = _("leaves of seals")
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="audit_sealleaf_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"
