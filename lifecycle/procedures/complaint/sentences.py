"""How a complaint is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say


def register_all() -> None:
    """Say every command of a complaint."""
    looked = pgettext_lazy("own case", "Somebody looks into your complaint")
    say(
        "lifecycle.complaint",
        naming=Naming(),
        submit=Sentence(
            _("%(who)s made a complaint"),
            own=pgettext_lazy("own case", "Your complaint was received"),
        ),
        assign=Sentence(_("%(who)s assigned the complaint"), own=looked),
        begin_work=Sentence(_("%(who)s looks into the complaint"), own=looked),
        put_on_hold=Sentence(
            _("%(who)s put the complaint on hold"),
            own=pgettext_lazy("own case", "Your complaint waits for an answer from others"),
        ),
        take_up=Sentence(_("%(who)s took the complaint up again"), own=looked),
        answer=Sentence(
            _("%(who)s wrote the answer to the complaint"),
            own=pgettext_lazy("own case", "The answer to your complaint is being prepared"),
        ),
        send_back=Sentence(_("%(who)s asked for another answer"), own=looked),
        close=Sentence(
            _("%(who)s approved the answer to the complaint"),
            own=pgettext_lazy("own case", "Your complaint was answered"),
        ),
    )
