"""The forms of signing in, in our own words: allauth's logic, no placeholders, no links."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from portal.signin import used_codes


def reword(form: Form, **labels: Any) -> None:
    """Give the fields our labels, and leave out placeholders and help that lead elsewhere."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what allauth gives."""
        super().__init__(*args, **kwargs)
        reword(self, login=_("E-mail"), password=_("Password"))


class AgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what allauth gives."""
        super().__init__(*args, **kwargs)
        reword(self, password=_("Password"))


class NewPasswordForm(ChangePasswordForm):
    """The present password and, twice, the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what allauth gives."""
        super().__init__(*args, **kwargs)
        reword(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("New password, once more"),
        )
        self.fields["password1"].help_text = _("At least 12 characters: a sentence is good.")


class _OnlyOnce(BaseAuthenticateForm):
    """Refuses a code that was used before, however long it would still be taken."""

    def clean_code(self) -> str:
        """Return the code; ValidationError when it is wrong, or not newer than the last one."""
        code: str = super().clean_code()
        is_telephone = self.authenticator.type == Authenticator.Type.TOTP
        if is_telephone and not used_codes.take(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnlyOnce, AuthenticateForm):
    """The code of the second factor, or a spare one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what allauth gives."""
        super().__init__(*args, **kwargs)
        _as_code(self)


class CodeAgainForm(_OnlyOnce, CodeReauthenticateForm):
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what allauth gives."""
        super().__init__(*args, **kwargs)
        _as_code(self)


class EnrolForm(ActivateTOTPForm):
    """The first code that the newly linked telephone shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what allauth gives."""
        super().__init__(*args, **kwargs)
        _as_code(self)


def _as_code(form: Form) -> None:
    reword(form, code=_("Six-digit code"))
    form.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")
