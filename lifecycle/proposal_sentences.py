"""How proposals and approvals are told: by the name of the step that they decide on."""

from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.labels import split
from lifecycle.sentences import TOLD, Naming, Sentence, say
from lifecycle.steps import steps_of


def register_all() -> None:
    """Say every command of the two small machines of four eyes."""
    say(
        "lifecycle.proposal",
        naming=Naming(_step_of, cents=lambda proposal: proposal.cents),
        propose=Sentence(_("%(who)s proposed “%(what)s”"), amount=TOLD),
        execute=Sentence(_("The proposal “%(what)s” was carried out")),
        send_back=Sentence(_("%(who)s sent the proposal “%(what)s” back")),
        go_stale=Sentence(_("The case changed: the proposal “%(what)s” is overtaken")),
    )
    say(
        "lifecycle.approval",
        naming=Naming(
            lambda approval: _step_of(approval.proposal),
            related=["proposal"],
            cents=lambda approval: approval.proposal.cents,
        ),
        give=Sentence(_("%(who)s approved “%(what)s”"), amount=TOLD),
    )


def _step_of(proposal: Any) -> str | Promise:
    model = apps.get_model(split(proposal.subject)[0])
    return steps_of(model)[proposal.command].label
