"""Coded reasons of decisions and requests, said in the languages of participants' pages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReasonQuerySet(models.QuerySet["Reason"]):
    """Questions about reasons."""

    def for_use(self, use: str) -> Self:
        """Return the reasons that may be given for a use, such as ``refusal``."""
        return self.filter(use=use)

    def unknown(self, use: str, codes: Collection[str]) -> list[str]:
        """Return the codes that are no reason for the use, in their order; a query."""
        known = set(self.for_use(use).values_list("code", flat=True))
        return [code for code in codes if code not in known]


class Reason(models.Model):
    """A reason with its code: why something is refused, asked for, suspended, given up."""

    class Use(models.TextChoices):
        """What the reason may be given for."""

        REFUSAL = "refusal", _("Refusal")
        EXTENSION = "extension", _("Extension of a term")
        SUSPENSION = "suspension", _("Suspension")
        WAIVER = "waiver", _("Waiver")

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    use = models.CharField(_("given for"), max_length=12, choices=Use)
    titles: models.JSONField[Any, Any] = models.JSONField(_("reason, by language"))
    source = models.CharField(_("source"), max_length=200)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("coded reason")
        verbose_name_plural = _("coded reasons")
        ordering = ("use", "code")

    def __str__(self) -> str:
        return self.title_in("it")

    def title_in(self, language: str) -> str:
        """Return the reason in a language, or in Italian where that is missing."""
        return str(self.titles.get(language) or self.titles["it"])
