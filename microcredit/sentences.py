"""How each step of a loan is told once it has happened: to those who work on it, and to its owner.

One line a command; `own` is what the person reads, and a step without it is kept from them.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Naming, Sentence, say
from microcredit import arrears_sentences, easing_sentences, rescheduling_sentences
from people.roles import Role


def register_all() -> None:
    """Say every command of the loan and of its parts."""
    _say_the_application()
    _say_the_decision()
    _say_the_life()
    _say_papers_of_the_decision()
    _say_tranches()
    _say_plans_and_receipts()
    arrears_sentences.register_all()
    easing_sentences.register_all()
    rescheduling_sentences.register_all()


def _say_the_application() -> None:
    say(
        "microcredit.loan",
        open=Sentence(
            _("%(who)s opened the application"),
            own=pgettext_lazy("own case", "The application was begun"),
        ),
        submit=Sentence(
            _("%(who)s handed the application in"),
            own=pgettext_lazy("own case", "The application was sent"),
        ),
        cancel=Sentence(
            _("%(who)s gave the draft up"),
            own=pgettext_lazy("own case", "The draft was given up"),
            by={Role.SYSTEM: _("Nobody sent the draft in time: it was given up")},
        ),
        withdraw=Sentence(
            _("%(who)s took the application back"),
            own=pgettext_lazy("own case", "The application was taken back"),
        ),
        take_charge=Sentence(
            _("%(who)s took the case in charge"),
            own=pgettext_lazy("own case", "An officer took the application up"),
        ),
        formal_ok=Sentence(
            _("%(who)s closed the formal check and reserved the sum"),
            own=pgettext_lazy("own case", "Your papers are in order"),
            amount="F2",
        ),
        propose=Sentence(
            _("%(who)s proposed the loan to the committee"),
            own=pgettext_lazy("own case", "The loan went to the committee"),
            amount=TOLD,
        ),
        ask_integration=Sentence(
            _("The case waits for what the person was asked for"),
            own=pgettext_lazy("own case", "Your application waits for what is missing"),
        ),
        answer=Sentence(
            _("The case goes on after the integration"),
            own=pgettext_lazy("own case", "Your application goes on"),
        ),
        notify_adverse=Sentence(
            _("The case waits for the person's observations"),
            own=pgettext_lazy("own case", "Your application waits for your answer"),
        ),
        hear_observations=Sentence(
            _("The case goes on after the adverse notice"),
            own=pgettext_lazy("own case", "Your application goes on"),
        ),
        refuse=Sentence(
            _("%(who)s refused the application"),
            own=pgettext_lazy("own case", "The application was not accepted"),
        ),
        readmit=Sentence(
            _("The application is looked at again, after an appeal"),
            own=pgettext_lazy("own case", "The office looks at your application again"),
        ),
        send_back=Sentence(
            _("%(who)s sent the loan back to assessment"),
            own=pgettext_lazy("own case", "The committee asked for another look"),
        ),
    )


def _say_the_decision() -> None:
    say(
        "microcredit.loan",
        approve=Sentence(
            _("%(who)s approved the loan"),
            own=pgettext_lazy("own case", "The loan was approved"),
            amount=TOLD,
        ),
        lapse_unsigned=Sentence(
            _("The contract was not signed in time, and the offer lapsed"),
            own=pgettext_lazy("own case", "The contract was not signed in time"),
        ),
        sign=Sentence(
            _("%(who)s signed the contract"),
            own=pgettext_lazy("own case", "The contract was signed"),
        ),
        waive=Sentence(
            _("%(who)s gave the loan up"),
            own=pgettext_lazy("own case", "The loan was given up"),
        ),
        disburse_first=Sentence(
            _("%(who)s cleared the first tranche"),
            own=pgettext_lazy("own case", "The money is on its way"),
            amount=TOLD,
        ),
        disburse_next=Sentence(
            _("%(who)s cleared the next tranche"),
            own=pgettext_lazy("own case", "The next money is on its way"),
            amount=TOLD,
        ),
        fully_drawn=Sentence(
            _("The loan is paid out"),
            own=pgettext_lazy("own case", "The loan is paid out"),
        ),
        cut_undrawn=Sentence(
            _("%(who)s cut what was not drawn"),
            own=pgettext_lazy("own case", "What was not needed was cut"),
        ),
    )


def _say_the_life() -> None:
    say(
        "microcredit.loan",
        receive=Sentence(
            _("%(who)s entered a receipt"),
            own=pgettext_lazy("own case", "Your payment arrived"),
            amount=TOLD,
        ),
        reverse_receipt=Sentence(
            _("%(who)s took a receipt back"),
            own=pgettext_lazy("own case", "A payment came back"),
            amount=TOLD,
        ),
        mark_late=Sentence(
            _("An instalment is overdue"),
            own=pgettext_lazy("own case", "An instalment is overdue"),
        ),
        cure=Sentence(
            _("Nothing is overdue any more"),
            own=pgettext_lazy("own case", "Nothing is overdue any more"),
        ),
        repay_all=Sentence(
            _("The loan is repaid"), own=pgettext_lazy("own case", "The loan is repaid")
        ),
        bounce=Sentence(
            _("A receipt came back: the loan is owed again"),
            own=pgettext_lazy("own case", "A payment came back: a part is owed again"),
        ),
        refund_excess=Sentence(
            _("%(who)s refunded what was paid too much"),
            own=pgettext_lazy("own case", "What you paid too much was given back"),
            amount=TOLD,
        ),
        close=Sentence(
            _("%(who)s closed the loan"), own=pgettext_lazy("own case", "The loan was closed")
        ),
    )


def _say_papers_of_the_decision() -> None:
    say(
        "microcredit.assessment",
        naming=Naming(lambda row: _("assessment no. %(number)s") % {"number": row.number}),
        write=Sentence(
            _("%(who)s wrote %(what)s"),
            own=pgettext_lazy("own case", "Your household's budget was written down"),
            amount=TOLD,
        ),
        take_effect=Sentence(_("The committee decides on %(what)s")),
        supersede=Sentence(_("A newer assessment takes the place of %(what)s")),
    )
    say(
        "microcredit.vote",
        naming=Naming(lambda row: row.get_choice_display()),
        cast_vote=Sentence(
            _("%(who)s voted: %(what)s"),
            own=pgettext_lazy("own case", "A member of the committee voted"),
        ),
    )


def _say_tranches() -> None:
    say(
        "microcredit.tranche",
        naming=Naming(
            lambda row: _("tranche no. %(number)s") % {"number": row.number},
            cents=lambda row: int(row.cents),
        ),
        plan_tranche=Sentence(_("The contract opened %(what)s")),
        clear=Sentence(_("Cleared for payment: %(what)s")),
        mark_paid=Sentence(_("The bank paid %(what)s"), amount=TOLD),
        mark_returned=Sentence(_("The bank returned %(what)s"), amount=TOLD),
        mark_reissued=Sentence(_("The bank paid again: %(what)s"), amount=TOLD),
        mark_dropped=Sentence(_("The payment was given up: %(what)s"), amount=TOLD),
        renounce=Sentence(_("Nobody draws %(what)s any more"), amount=TOLD),
    )


def _say_plans_and_receipts() -> None:
    say(
        "microcredit.scheduleversion",
        naming=Naming(lambda row: _("version %(number)s of the plan") % {"number": row.number}),
        draw_up=Sentence(_("Drawn up: %(what)s")),
        replace=Sentence(_("A newer one takes the place of %(what)s")),
    )
    say(
        "microcredit.receipt",
        naming=Naming(cents=lambda row: int(row.cents)),
        record=Sentence(_("The receipt was recorded"), amount=TOLD),
        reverse=Sentence(_("The receipt counts no more"), amount=TOLD),
    )
