"""An account of one of the two books."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounting.accounts import FUNNEL, Book, Kind


class Account(models.Model):
    """An account of the chart; its code is what lifecycles.md section 0 calls it."""

    code = models.CharField(_("code"), max_length=4, primary_key=True)
    book = models.CharField(_("book"), max_length=7)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=13)

    class Meta:
        ordering = ("code",)
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                name="accounting_account_book",
                condition=Q(book=Book.FUNNEL.value, code__in=FUNNEL)
                | Q(book=Book.GENERAL.value) & ~Q(code__in=FUNNEL),
                violation_error_message=_("F0 to F9 are the funnel; all others the general book."),
            ),
            models.CheckConstraint(
                name="accounting_account_kind",
                condition=Q(kind__in=[kind.value for kind in Kind]),
                violation_error_message=_("This kind of account is not known."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """Return the account's name in the reader's language."""
        return gettext(self.name)
