"""Puts many ready items into a claim at once, each with its own result."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expenditure.models import Claim, Item
from lifecycle.engine import perform
from lifecycle.errors import KeyReused, Refused, Stale
from people.roles import Role
from portal.access import RolesMixin
from portal.reporting.claim_pages import claim_or_404
from portal.reporting.claim_panels import MOST, ready_for


class Include(RolesMixin):
    """Includes every ticked item in a transaction of its own, and tells each that is refused."""

    roles = (Role.FINANCE,)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Include them and go back to the claim."""
        claim = claim_or_404(self.visitor, pk)
        chosen = request.POST.getlist("item")[:MOST]
        if not chosen:
            messages.error(request, _("Tick at least one item."))
        done = sum(self._include(item, claim) for item in ready_for(claim).filter(pk__in=chosen))
        if done:
            words = ngettext(
                "%(number)s item is in the claim now.",
                "%(number)s items are in the claim now.",
                done,
            )
            messages.success(request, words % {"number": done})
        return HttpResponseRedirect(reverse("claim", args=[claim.pk]))

    def _include(self, item: Item, claim: Claim) -> bool:
        """Include one item; tell why it could not be."""
        key = self.request.POST.get(f"key-{item.pk}") or None
        version = self.request.POST.get(f"version-{item.pk}", "")
        try:
            perform(
                item.include,
                by=self.visitor.user,
                on=self.visitor.on,
                key=key,
                version=int(version) if version.isascii() and version.isdigit() else None,
                claim=claim.pk,
            )
        except Refused as refused:
            self._tell(item, " ".join(str(each.sentence) for each in refused.obstacles))
        except Stale:
            self._tell(item, _("It changed since the page was shown: look at it again."))
        except KeyReused:
            self._tell(item, _("This form was used before. Reload the page."))
        else:
            return True
        return False

    def _tell(self, item: Item, why: str) -> None:
        messages.error(self.request, f"{item.reference}: {why}")
