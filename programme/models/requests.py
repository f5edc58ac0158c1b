"""What an officer may ask a person to add to a file, said in the person's language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class RequestedThing(models.Model):
    """Something that can be asked for: its name, and a sample of what is accepted."""

    class Kind(models.TextChoices):
        """How the person answers."""

        DOCUMENT = "document", _("A document")
        ANSWER = "answer", _("An answer in words")
        EXPENSE = "expense", _("The proof of an expense")

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    titles: models.JSONField[Any, Any] = models.JSONField(_("name, by language"))
    accepted: models.JSONField[Any, Any] = models.JSONField(_("what is accepted, by language"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("thing that can be asked for")
        verbose_name_plural = _("things that can be asked for")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title_in(get_language() or "it")

    def title_in(self, language: str) -> str:
        """Return its name in a language, or in Italian where that is missing."""
        return str(self.titles.get(language) or self.titles["it"])

    def accepted_in(self, language: str) -> str:
        """Return a sample of what is accepted, in a language or in Italian."""
        return str(self.accepted.get(language) or self.accepted["it"])
