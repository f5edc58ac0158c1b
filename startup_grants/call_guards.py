"""When the rules of a call can be written and published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from people.roles import Role
from programme.models import BudgetLine, CostCategory, Fund
from startup_grants.states import VersionState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import CallVersion, GrantCall

Sentences = Iterator["str | Promise"]


@guard(Role.GRANT_OFFICER)
def the_rules_can_be_read(version: CallVersion, act: Act) -> Sentences:
    """Object to rules that lack something or contradict themselves."""
    try:
        rules = version.typed
    except ValueError as wrong:
        yield _("The rules cannot be read: %(what)s.") % {"what": wrong}
        return
    operation = version.grant_call.operation_id
    if not BudgetLine.objects.filter(pk=rules.line, operation=operation).exists():
        yield _("The budget line is not one of the operation.")
    if not Fund.objects.filter(pk=rules.fund).exists():
        yield _("The fund is not known.")
    if not CostCategory.objects.filter(pk=rules.category).exists():
        yield _("The cost category is not known.")


@guard(Role.GRANT_OFFICER)
def the_version_is_the_latest_draft(call: GrantCall, act: Act) -> Sentences:
    """Object when there is no drafted version, or a newer one than the one proposed."""
    latest = call.versions.as_system().order_by("-number").first()
    if latest is None or latest.state != VersionState.DRAFTED:
        yield _("Write the rules first: there is no draft.")
    elif "wording" in act.facts and act["wording"] != latest.pk:
        yield _("A newer draft exists: version %(number)s.") % {"number": latest.number}


@guard(Role.GRANT_OFFICER)
def the_draft_names_its_act(call: GrantCall, act: Act) -> Sentences:
    """Object to a draft without the act that publishes or corrects the call."""
    latest = call.versions.as_system().order_by("-number").first()
    if latest is not None and not latest.legal_act.strip():
        yield _("A call is published, and corrected, by an act: name it.")
