"""The forms of signing in, in our own words: allauth's logic, no placeholders, no links."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _


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


class CodeForm(AuthenticateForm):
    """The code of the second factor, or a spare one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what allauth gives."""
        super().__init__(*args, **kwargs)
        _as_code(self)


class CodeAgainForm(CodeReauthenticateForm):
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
