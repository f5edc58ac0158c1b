"""How a hold is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say


def register_all() -> None:
    """Say every command of a hold."""
    say(
        "lifecycle.hold",
        naming=Naming(related=("cause",)),
        open=Sentence(
            _("%(who)s held the case. %(what)s"),
            own=pgettext_lazy("own case", "Something in your file waits for a check"),
        ),
        release=Sentence(
            _("%(who)s released a hold. %(what)s"),
            own=pgettext_lazy("own case", "A check in your file is over"),
        ),
        lift=Sentence(_("A hold was lifted with what had caused it. %(what)s")),
        hold_again=Sentence(
            _("%(who)s held the case again. %(what)s"),
            own=pgettext_lazy("own case", "Something in your file waits for a check"),
        ),
    )
