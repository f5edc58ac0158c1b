"""How each step of a grant is told once it has happened: to those who work on it, to its owner.

One line a command; `own` is what the person reads, and a step without it is kept from them.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Naming, Sentence, say
from startup_grants.models import Tranche

GRANT = "startup_grants.grant"


def register_all() -> None:
    """Say every command of calls and rankings, of grants, plans, sheets, tranches."""
    _say_the_application()
    _say_the_grant()
    _say_plans_and_sheets()
    _say_tranches()
    _say_expenses_and_guarantees()
    _say_calls()


def _own(said: str | Promise, own: str | Promise, amount: str = "") -> Sentence:
    return Sentence(said, own=own, amount=amount)


def _say_the_application() -> None:
    say(
        GRANT,
        open=_own(
            _("%(who)s opened the application"),
            pgettext_lazy("own case", "The application was begun"),
        ),
        submit=_own(
            _("%(who)s handed the application in"),
            pgettext_lazy("own case", "The application was sent"),
        ),
        cancel=_own(
            _("%(who)s gave the draft up"),
            pgettext_lazy("own case", "The draft was given up"),
        ),
        withdraw=_own(
            _("%(who)s took the application back"),
            pgettext_lazy("own case", "The application was taken back"),
            amount="F1",
        ),
        take_charge=_own(
            _("%(who)s took the file in charge"),
            pgettext_lazy("own case", "An officer took the file"),
        ),
        ask_integration=_own(
            _("The case waits for what the person was asked for"),
            pgettext_lazy("own case", "Your application waits for what is missing"),
        ),
        answer=_own(
            _("The case goes on after the integration"),
            pgettext_lazy("own case", "Your application goes on"),
        ),
        notify_adverse=_own(
            _("The case waits for the person's observations"),
            pgettext_lazy("own case", "Your application waits for your answer"),
        ),
        hear_observations=_own(
            _("The case goes on after the adverse notice"),
            pgettext_lazy("own case", "Your application goes on"),
        ),
        refuse=_own(
            _("%(who)s refused the application"),
            pgettext_lazy("own case", "The application was not accepted"),
        ),
        admit=_own(
            _("%(who)s confirmed every requirement: the committee reads the application"),
            pgettext_lazy("own case", "The requirements were confirmed"),
        ),
        close_scores=_own(
            _("%(who)s closed the score of the application"),
            pgettext_lazy("own case", "Your application was scored"),
        ),
        below_threshold=_own(
            _("%(who)s closed the application below the threshold"),
            pgettext_lazy("own case", "Your application has too few points"),
        ),
    )


def _say_the_grant() -> None:
    say(
        GRANT,
        fund=_own(
            _("%(who)s gave the application its cover"),
            pgettext_lazy("own case", "There is money for your application"),
            amount="F2",
        ),
        reserve=_own(
            _("The ranking has no money for it: reserve list"),
            pgettext_lazy("own case", "Your application is on the reserve list"),
        ),
        scroll=_own(
            _("%(who)s scrolled the ranking to this application"),
            pgettext_lazy("own case", "There is money for your application now"),
            amount="F2",
        ),
        lapse_waiting=_own(
            _("The ranking is over, and the application lapsed"),
            pgettext_lazy("own case", "The ranking is over: there was no money left"),
        ),
        lapse_unready=_own(
            _("%(who)s let the application lapse: duties not met in time"),
            pgettext_lazy("own case", "The duties were not met in time"),
            amount="F1",
        ),
        register_enterprise=_own(
            _("%(who)s named the enterprise"),
            pgettext_lazy("own case", "The enterprise was named"),
        ),
        award=_own(
            _("%(who)s granted the start-up"),
            pgettext_lazy("own case", "The grant was decided"),
            amount="F3",
        ),
        sign=_own(
            _("%(who)s signed the agreement"),
            pgettext_lazy("own case", "The agreement was signed"),
        ),
        lapse_unsigned=_own(
            _("The agreement was not signed in time, and the grant lapsed"),
            pgettext_lazy("own case", "The agreement was not signed in time"),
            amount="F1",
        ),
        start=_own(
            _("%(who)s took note that the works have begun"),
            pgettext_lazy("own case", "The works have begun"),
        ),
    )


def _say_plans_and_sheets() -> None:
    say(
        "startup_grants.businessplan",
        draft=_own(
            _("%(who)s saved the business plan"),
            pgettext_lazy("own case", "The business plan was saved"),
        ),
        freeze=Sentence(_("The business plan was frozen as it was handed in")),
        supersede=Sentence(_("An older version of the business plan gave way")),
    )
    say(
        "startup_grants.scoresheet",
        assign=_own(
            _("%(who)s gave the application to a reader"),
            pgettext_lazy("own case", "A reader was chosen"),
        ),
        accept=_own(
            _("%(who)s declared no conflict of interest and reads"),
            pgettext_lazy("own case", "A reader has begun to read"),
        ),
        declare_conflict=_own(
            _("%(who)s declared a conflict of interest and left the application"),
            pgettext_lazy("own case", "A reader left the application to another"),
        ),
        sign_sheet=_own(
            _("%(who)s signed a score sheet"),
            pgettext_lazy("own case", "A reader has given points"),
        ),
    )


def _say_tranches() -> None:
    say(
        "startup_grants.tranche",
        naming=Naming(cents=_cents),
        foresee=Sentence(_("%(what)s: foreseen by the agreement")),
        request=_own(
            _("%(who)s asked for: %(what)s"),
            pgettext_lazy("own case", "You asked for: %(what)s"),
            amount=TOLD,
        ),
        withdraw=_own(
            _("%(who)s took the request back: %(what)s"),
            pgettext_lazy("own case", "You took the request back: %(what)s"),
        ),
        take=_own(
            _("%(who)s began to check: %(what)s"),
            pgettext_lazy("own case", "An officer checks: %(what)s"),
        ),
        approve=_own(
            _("%(who)s approved: %(what)s"),
            pgettext_lazy("own case", "Approved: %(what)s"),
            amount=TOLD,
        ),
        approve_part=_own(
            _("%(who)s approved with a cut: %(what)s"),
            pgettext_lazy("own case", "Approved with a cut: %(what)s"),
            amount=TOLD,
        ),
        reject=_own(
            _("%(who)s rejected: %(what)s"),
            pgettext_lazy("own case", "Not approved: %(what)s"),
        ),
        authorise=_own(
            _("%(who)s authorised the payment of: %(what)s"),
            pgettext_lazy("own case", "The payment was authorised: %(what)s"),
            amount=TOLD,
        ),
        clear=_own(
            _("%(who)s cleared for payment: %(what)s"),
            pgettext_lazy("own case", "About to be paid: %(what)s"),
            amount="F4",
        ),
        take_back=_own(
            _("%(who)s took the clearance back: %(what)s"),
            pgettext_lazy("own case", "The payment waits again: %(what)s"),
            amount="F3",
        ),
        mark_paid=_own(
            _("The bank has paid: %(what)s"),
            pgettext_lazy("own case", "Paid: %(what)s"),
            amount=TOLD,
        ),
        mark_returned=_own(
            _("The bank has returned: %(what)s"),
            pgettext_lazy("own case", "The payment came back: %(what)s"),
        ),
        mark_reissued=_own(
            _("The bank has paid again: %(what)s"),
            pgettext_lazy("own case", "Paid again: %(what)s"),
        ),
        mark_dropped=_own(
            _("The payment was given up: %(what)s"),
            pgettext_lazy("own case", "The payment was given up: %(what)s"),
        ),
    )


def _say_expenses_and_guarantees() -> None:
    say(
        "startup_grants.expense",
        naming=Naming(related=("invoice",), cents=lambda row: row.cents),
        present=_own(
            _("%(who)s presented the invoice %(what)s"),
            pgettext_lazy("own case", "You presented the invoice %(what)s"),
            amount=TOLD,
        ),
        take_back=_own(
            _("%(who)s took the invoice %(what)s back"),
            pgettext_lazy("own case", "You took the invoice %(what)s back"),
        ),
        admit=_own(
            _("%(who)s admitted the invoice %(what)s"),
            pgettext_lazy("own case", "The invoice %(what)s counts"),
        ),
        admit_part=_own(
            _("%(who)s admitted a part of the invoice %(what)s"),
            pgettext_lazy("own case", "A part of the invoice %(what)s counts"),
        ),
        refuse=_own(
            _("%(who)s did not admit the invoice %(what)s"),
            pgettext_lazy("own case", "The invoice %(what)s does not count"),
        ),
    )
    say(
        "startup_grants.fideiussione",
        present=_own(
            _("%(who)s presented the guarantee %(what)s"),
            pgettext_lazy("own case", "You presented the guarantee %(what)s"),
        ),
        verify=_own(
            _("%(who)s verified the guarantee %(what)s"),
            pgettext_lazy("own case", "The guarantee was verified"),
        ),
        refuse=_own(
            _("%(who)s refused the guarantee %(what)s"),
            pgettext_lazy("own case", "The guarantee was not accepted"),
        ),
        activate=_own(
            _("%(who)s put the guarantee %(what)s in force"),
            pgettext_lazy("own case", "The guarantee is in force"),
        ),
        warn=_own(
            _("The guarantee %(what)s expires soon"),
            pgettext_lazy("own case", "Your guarantee expires soon"),
        ),
        extend=_own(
            _("%(who)s took the extension of the guarantee %(what)s"),
            pgettext_lazy("own case", "The guarantee was extended"),
        ),
        release=_own(
            _("%(who)s released the guarantee %(what)s"),
            pgettext_lazy("own case", "The guarantee was given back"),
        ),
    )


def _say_calls() -> None:
    say(
        "startup_grants.grantcall",
        prepare=Sentence(_("%(who)s began to prepare the call")),
        publish=Sentence(_("%(who)s published the call")),
        correct=Sentence(_("%(who)s corrected the call by a new version")),
    )
    say(
        "startup_grants.callversion",
        write=Sentence(_("%(who)s wrote a version of the rules")),
        take_effect=Sentence(_("The version is in force: %(what)s")),
        supersede=Sentence(_("The version gave way to a newer one: %(what)s")),
    )
    say(
        "startup_grants.ranking",
        draw_up=Sentence(_("%(who)s drew the ranking up: %(what)s"), amount=TOLD),
        publish=Sentence(_("%(who)s published the ranking as provisional: %(what)s")),
        note_change=Sentence(_("The ranking is to be updated: %(what)s")),
        finalise=Sentence(_("%(who)s made the ranking final: %(what)s")),
        supersede=Sentence(_("The ranking gave way to a later version: %(what)s")),
    )


def _cents(row: Tranche) -> int | None:
    return row.approved_cents or row.requested_cents
