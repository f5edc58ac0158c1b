"""The file for the register of aid, by call, and the import of the register's answer."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle import engine
from lifecycle.errors import Refused
from people.roles import Role
from portal.access import RolesMixin
from portal.grants.acts import CALL
from portal.keys import keys_for
from portal.subjects import subject_or_404
from startup_grants import rna
from startup_grants.models import Grant, GrantCall
from startup_grants.states import GrantState


class RegistryPage(RolesMixin):
    """Which grants of a call wait for their code; the answer is handed in here."""

    roles = (Role.GRANT_OFFICER,)

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the grants that wait for a code, and those that have one."""
        call = self._call(pk)
        context = {
            "call": call,
            "grants": self._waiting(call),
            "profile": rna.PROFILE,
            "keys": keys_for(),
        }
        return render(request, "portal/grants/registry.html", context)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Read the answer and note each code, or nothing of it."""
        call, upload = self._call(pk), request.FILES.get("file")
        back = HttpResponseRedirect(reverse("aid_registry", args=[call.pk]))
        if upload is None or (upload.size or 0) > rna.LARGEST_ANSWER:
            messages.error(request, _("Choose the answer of the register first."))
            return back
        try:
            noted, refused = self._note(call, rna.read(upload.read()))
        except ValidationError as wrong:
            messages.error(request, wrong.messages[0])
        except Refused as wrong:
            messages.error(request, str(wrong))
        else:
            said = _("%(noted)s codes noted, %(refused)s refused by the register.")
            messages.success(request, said % {"noted": noted, "refused": len(refused)})
            for answer in refused:
                messages.error(request, f"{answer.reference}: {answer.state} {answer.message}")
        return back

    @transaction.atomic
    def _note(self, call: GrantCall, answers: list[rna.Answer]) -> tuple[int, list[rna.Answer]]:
        """Note each code with its grant; a grant of another call refuses the whole file."""
        waiting = {grant.reference: grant for grant in self._waiting(call)}
        unknown = [each.reference for each in answers if each.reference not in waiting]
        if unknown:
            sentence = _("The answer names %(reference)s, which does not wait for a code here.")
            raise ValidationError(sentence % {"reference": unknown[0]})
        good = [each for each in answers if each.registered]
        for answer in good:
            engine.perform(
                waiting[answer.reference].note_registration,
                by=self.visitor.user,
                on=self.visitor.on,
                cor=answer.cor,
            )
        return len(good), [each for each in answers if not each.registered]

    def _call(self, pk: str) -> GrantCall:
        found = subject_or_404(self.visitor, CALL, pk)
        if not isinstance(found, GrantCall):
            raise Http404
        return found

    def _waiting(self, call: GrantCall) -> QuerySet[Grant]:
        rows: QuerySet[Grant] = Grant.objects.visible_to(self.visitor.user, on=self.visitor.on)
        ready = rows.filter(call=call.call_id, state=GrantState.PRE_GRANT)
        return ready.exclude(enterprise="").select_related("version").order_by("reference")


class RegistryFile(RegistryPage):
    """Downloads the file for the register: the grants of the call that wait for a code."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Return the XML; its name names nobody."""
        call, out = self._call(pk), BytesIO()
        rna.write(self._waiting(call), out)
        answer = HttpResponse(out.getvalue(), content_type="application/xml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="rna-{call.reference}.xml"'
        return answer

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Refuse: the answer is handed in on the page."""
        raise Http404
