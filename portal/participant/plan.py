"""The action plan as the person reads and signs it, in their own language around its own words."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dote.models.offer import ServiceKind
from lifecycle.errors import KeyReused
from people import plans
from people.keys import KeyDestroyed
from people.models import ActionPlanVersion, Participant
from people.plans import PlanContent
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE
from portal.keys import FormKeys, keys_for, sent_keys
from portal.once import once
from portal.participant.own import OwnMixin
from portal.participant.signing import SignForm
from portal.participant.situation import newest_plan


def versions_of(person: Participant) -> QuerySet[ActionPlanVersion]:
    """Return the versions of a person's plans, the newest first."""
    rows = ActionPlanVersion.objects.as_system().filter(plan__case_file__participant=person)
    return rows.select_related("plan__case_file__partner").order_by("-drafted_on", "-number")


class OwnPlans(OwnMixin):
    """Leads to the newest version, or says that there is none yet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the newest plan."""
        newest = newest_plan(self.person)
        if newest is None:
            return render(request, "portal/participant/no_plan.html")
        return HttpResponseRedirect(reverse("own_plan", args=[newest.pk]))


class OwnPlan(OwnMixin):
    """One version of the plan: what was agreed, who has signed, and the person's signature."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the plan; a signed one stays readable."""
        return self._page(self._version(pk), SignForm(request=request), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Sign the very words that were shown, once."""
        version, keys = self._version(pk), sent_keys(request)
        form = SignForm(request.POST, request=request)
        if request.POST.get("fingerprint") != version.content_hash:
            return conflict(request, changes=[], form=form, back=request.path)
        if not form.is_valid():
            return self._page(version, form, keys, status=UNPROCESSABLE)
        try:
            once(
                keys.key,
                by=self.visitor.user,
                body={"version": version.pk, "fingerprint": version.content_hash},
                do=lambda: plans.sign_as_participant(
                    version, means=form.means, by=self.actor, on=self.visitor.on
                ),
            )
        except ValidationError as wrong:
            form.add_error(None, list(wrong.messages))
            return self._page(version, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("own_plan", args=[version.pk]))

    def _version(self, pk: str) -> ActionPlanVersion:
        version = versions_of(self.person).filter(pk=pk).first()
        if version is None:
            raise Http404
        return version

    def _page(
        self, version: ActionPlanVersion, form: SignForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        versions = list(versions_of(self.person))
        context = {
            "version": version,
            "content": _words(version),
            "kinds": dict(ServiceKind.choices),
            "office": version.plan.case_file.partner.name,
            "form": form,
            "keys": keys,
            "is_newest": versions[0].pk == version.pk,
            "earlier": [each for each in versions if each.pk != version.pk],
        }
        return render(self.request, "portal/participant/plan.html", context, status=status)


def _words(version: ActionPlanVersion) -> PlanContent | None:
    try:
        return plans.read(version)
    except KeyDestroyed:
        return None
