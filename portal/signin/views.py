"""The sign-in pages that differ from allauth's own."""

import io

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from portal.signin import traces, used_codes
from portal.signin.second_factor import has_second_factor, note_enrolled


class EnrolView(ActivateTOTPView):
    """Enrols the second factor; the code typed here proves it for this session too."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send away who has one: to the start page, or to sign in again and prove it."""
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            if has_second_factor(request):
                return HttpResponseRedirect(reverse("mfa_index"))
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        """Keep the secret, note the proof, show the spare codes."""
        response: HttpResponse = super().form_valid(form)
        linked = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        used_codes.take(linked, form.cleaned_data["code"])
        note_enrolled(self.request)
        traces.note(self.request.user, traces.ENROLLED)
        return response


enrol = login_required(EnrolView.as_view())


@login_required
@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """Draw the secret that is being enrolled as a QR code; 404 outside of an enrolment."""
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        raise Http404
    url = get_adapter().build_totp_url(request.user, get_totp_secret(regenerate=False))
    drawn = io.BytesIO()
    code = segno.make(url, error="m")
    code.save(drawn, kind="svg", scale=5, border=2, svgclass=None, lineclass=None)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
