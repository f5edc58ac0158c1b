"""How an appeal is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say


def register_all() -> None:
    """Say every command of an appeal."""
    say(
        "lifecycle.appeal",
        naming=Naming(),
        receive=Sentence(
            _("%(who)s entered an appeal"),
            own=pgettext_lazy("own case", "Your appeal was received"),
        ),
        find_inadmissible=Sentence(
            _("%(who)s found the appeal inadmissible"),
            own=pgettext_lazy("own case", "Your appeal cannot be looked at"),
        ),
        admit=Sentence(
            _("%(who)s admitted the appeal"),
            own=pgettext_lazy("own case", "Your appeal is being looked at"),
        ),
        grant_stay=Sentence(
            _("%(who)s entered a stay: the effects of the act stand still"),
            own=pgettext_lazy("own case", "The decision does not count while it is judged"),
        ),
        deny_stay=Sentence(
            _("%(who)s entered that the stay was denied"),
            own=pgettext_lazy("own case", "The decision counts while it is judged"),
        ),
        uphold=Sentence(
            _("%(who)s followed the appeal: the act falls"),
            own=pgettext_lazy("own case", "Your appeal was right"),
        ),
        uphold_in_part=Sentence(
            _("%(who)s followed the appeal in part"),
            own=pgettext_lazy("own case", "Your appeal was right in part"),
        ),
        reject=Sentence(
            _("%(who)s entered that the appeal was rejected"),
            own=pgettext_lazy("own case", "Your appeal was rejected"),
        ),
        extinguish=Sentence(
            _("%(who)s ended the appeal without a decision"),
            own=pgettext_lazy("own case", "Your appeal ended without a decision"),
        ),
        finalise=Sentence(
            _("%(who)s made the decision on the appeal final"),
            own=pgettext_lazy("own case", "The decision on your appeal is final"),
        ),
    )
