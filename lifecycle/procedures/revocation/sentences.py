"""How a revocation is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of a revocation."""
    say(
        "lifecycle.revocation",
        naming=Naming(),
        propose=Sentence(
            _("%(who)s proposed a revocation"),
            own=pgettext_lazy("own case", "The office looks at whether the support can go on"),
        ),
        adjust=Sentence(
            _("%(who)s adjusted what is to be revoked"),
            own=pgettext_lazy("own case", "The office looked at the amounts again"),
            amount=TOLD,
        ),
        recompute=Sentence(
            _("%(who)s computed again what is to be revoked"),
            own=pgettext_lazy("own case", "The office looked at the amounts again"),
            amount=TOLD,
        ),
        dismiss=Sentence(
            _("%(who)s dismissed the revocation"),
            own=pgettext_lazy("own case", "Nothing is taken back: the support goes on"),
        ),
        notify=Sentence(
            _("%(who)s began the revocation: payments are stopped"),
            own=pgettext_lazy("own case", "The office told you that it may take support back"),
            amount=TOLD,
        ),
        counter=Sentence(
            _("%(who)s answered the notice of revocation"),
            own=pgettext_lazy("own case", "You answered the notice"),
            by={Role.OPERATOR: _("%(who)s answered the notice of revocation, for the person")},
        ),
        expire=Sentence(
            _("The term for counter-arguments passed"),
            own=pgettext_lazy("own case", "The time for answering the notice is over"),
        ),
        decide=Sentence(
            _("%(who)s weighs the revocation"),
            own=pgettext_lazy("own case", "The office weighs its decision"),
        ),
        wait=Sentence(
            _("%(who)s waits for integrations before deciding"),
            own=pgettext_lazy("own case", "The office waits for something before deciding"),
        ),
        go_on=Sentence(
            _("%(who)s goes on with the decision"),
            own=pgettext_lazy("own case", "The office weighs its decision"),
        ),
        issue=Sentence(
            _("%(who)s issued the revocation"),
            own=pgettext_lazy("own case", "Support was taken back"),
            amount=TOLD,
        ),
        confirm=Sentence(
            _("The revocation became final"),
            own=pgettext_lazy("own case", "The decision to take support back is final"),
        ),
        annul=Sentence(
            _("%(who)s annulled the revocation: everything is as before"),
            own=pgettext_lazy("own case", "The decision was withdrawn: all is as before"),
        ),
        annul_on_appeal=Sentence(
            _("The revocation fell on appeal: everything is as before"),
            own=pgettext_lazy("own case", "The decision was withdrawn: all is as before"),
        ),
    )
