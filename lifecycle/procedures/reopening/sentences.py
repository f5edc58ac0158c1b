"""How a re-opening is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say


def register_all() -> None:
    """Say every command of a re-opening."""
    opened = pgettext_lazy("own case", "The office opened your file again")
    say(
        "lifecycle.reopening",
        naming=Naming(),
        request=Sentence(
            _("%(who)s asked for a re-opening"),
            own=pgettext_lazy("own case", "The office wants to look at your file again"),
        ),
        authorise=Sentence(
            _("%(who)s authorised the re-opening"),
            own=pgettext_lazy("own case", "The office may look at your file again"),
        ),
        authorise_again=Sentence(
            _("%(who)s authorised the re-opening, as a second person"),
            own=pgettext_lazy("own case", "The office may look at your file again"),
        ),
        open_limited=Sentence(_("%(who)s re-opened texts and documents"), own=opened),
        open_full=Sentence(_("%(who)s re-opened the case in full"), own=opened),
        reclose=Sentence(
            _("%(who)s closed the case again"),
            own=pgettext_lazy("own case", "The office closed your file again"),
        ),
        expire=Sentence(_("The re-opening expired unused")),
        restore_lock=Sentence(
            _("The days of the re-opening were over: the case is locked again"),
            own=pgettext_lazy("own case", "The office closed your file again"),
        ),
    )
