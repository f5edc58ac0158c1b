"""Changes of bank account: who asked, who verified, when they take effect."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from people.bank_accounts import iban_of
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.casework.events import timeline
from portal.casework.reading import note_reading
from portal.casework.steps import steps_for
from portal.components import Badge, Cell, Column, Crumb, EmptyState, Fact, Kind, Records, Row, Tone
from portal.templatetags.percorsi import day
from programme.iban import mask_iban
from treasury.models import IbanChange
from treasury.states import IbanState

READERS = (Role.FINANCE, Role.GRANT_OFFICER, Role.OPERATOR)
ORDERS = [paging.Order("recenti", "", ("id",))]
TONES = {IbanState.EFFECTIVE: Tone.DONE, IbanState.REFUSED: Tone.REFUSED}


class AccountChanges(RolesMixin):
    """All changes of account that this person may see, newest first."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = IbanChange.objects.visible_to(self.visitor.user, on=self.visitor.on)
        page = paging.page_of(rows.select_related("participant"), orders=ORDERS, query=request.GET)
        return render(
            request,
            "portal/finance/account_changes.html",
            {"page": page, "changes": _table(list(page.rows))},
        )


class AccountChange(RolesMixin):
    """One change of account, with its steps."""

    roles = READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the change; the account numbers are masked, and their reading is recorded."""
        rows = IbanChange.objects.visible_to(self.visitor.user, on=self.visitor.on)
        change = rows.select_related("participant__key", "account", "previous").filter(pk=pk)
        found = change.first()
        if found is None:
            raise Http404
        note_reading(self.visitor, found.participant, purpose="account_change")
        opened, closed = steps_for(found, self.visitor)
        context = {
            "change": found,
            "crumbs": [
                Crumb(_("Changes of account"), reverse("account_changes")),
                Crumb(found.reference),
            ],
            "badge": _badge(found),
            "facts": _facts(found),
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(found.label, caption=_("Events, newest first")),
        }
        return render(request, "portal/finance/account_change.html", context)


def _table(changes: list[IbanChange]) -> Records:
    return Records(
        [
            Column(_("Change"), is_title=True),
            Column(_("Person")),
            Column(_("Asked on"), Kind.DATE),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(change.reference, href=reverse("account_change", args=[change.pk])),
                    change.participant.pseudonym,
                    change.requested_on,
                    Cell(badge=_badge(change)),
                ]
            )
            for change in changes
        ],
        caption=_("Changes of account"),
        empty=EmptyState(_("Nobody has asked to be paid on another account.")),
    )


def _badge(change: IbanChange) -> Badge:
    return Badge(change.get_state_display(), TONES.get(IbanState(change.state), Tone.NOW))


def _facts(change: IbanChange) -> list[Fact]:
    before = mask_iban(iban_of(change.previous)) if change.previous else _("none")
    return [
        Fact(_("Person"), change.participant.pseudonym, is_code=True),
        Fact(_("Account now"), before, is_code=True),
        Fact(_("Account asked for"), mask_iban(iban_of(change.account)), is_code=True),
        Fact(
            _("Held by the person"),
            _("yes") if change.account.holder_is_participant else _("no"),
        ),
        Fact(_("Asked on"), day(change.requested_on)),
        Fact(_("Verified on"), day(change.verified_on) if change.verified_on else "–"),
        Fact(_("In effect not before"), day(change.ready_on) if change.ready_on else "–"),
    ]
