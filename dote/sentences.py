"""How each step of a dote is told once it has happened: to those who work on it, and to its owner.

One line a command; `own` is what the person reads, and a step without it is kept from them.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of the dote, of its plans, its services and its months."""
    _say_the_dote()
    _say_plans_and_services()
    _say_months()


def _say_the_dote() -> None:
    say(
        "dote.dote",
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
            _("%(who)s took the file in charge"),
            own=pgettext_lazy("own case", "An officer took the file"),
        ),
        declare_eligible=Sentence(
            _("%(who)s confirmed every condition: the person is eligible"),
            own=pgettext_lazy("own case", "The conditions were confirmed"),
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
        queue=Sentence(
            _("%(who)s put the case on the waiting list"),
            own=pgettext_lazy("own case", "You are in the waiting list"),
        ),
        call_up=Sentence(
            _("%(who)s called the person up from the waiting list"),
            own=pgettext_lazy("own case", "It is your turn: you are asked to confirm"),
        ),
        confirm=Sentence(
            _("%(who)s confirmed what was told"),
            own=pgettext_lazy("own case", "You confirmed"),
        ),
        lapse_unconfirmed=Sentence(
            _("Nobody confirmed in time, and the place went on"),
            own=pgettext_lazy("own case", "Nobody confirmed in time: the place went to others"),
        ),
        revoke=Sentence(
            _("The dote was revoked: what was not paid is free again"),
            own=pgettext_lazy("own case", "The support was taken back"),
        ),
        revoke_part=Sentence(
            _("A part of the dote was revoked: what was not paid of it is free again"),
            own=pgettext_lazy("own case", "A part of the support was taken back"),
        ),
        reinstate=Sentence(
            _("The dote was reinstated: every entry of the revocation was undone"),
            own=pgettext_lazy("own case", "You have the support again"),
        ),
        reopen=Sentence(
            _("The dote is open again, as before its closing"),
            own=pgettext_lazy("own case", "The office opened your file again"),
        ),
        lock_again=Sentence(
            _("The dote is closed again"),
            own=pgettext_lazy("own case", "The office closed your file again"),
        ),
        readmit=Sentence(
            _("The application is looked at again, after an appeal"),
            own=pgettext_lazy("own case", "The office looks at your application again"),
        ),
        reinstate_part=Sentence(
            _("What had been revoked was reinstated: every entry was undone"),
            own=pgettext_lazy("own case", "You have the support again"),
        ),
        start_plan=Sentence(
            _("%(who)s began the plan and reserved its ceiling"),
            own=pgettext_lazy("own case", "The plan was begun"),
            amount="F2",
        ),
        award=Sentence(
            _("%(who)s awarded the endowment"),
            own=pgettext_lazy("own case", "The support was decided"),
            amount="F3",
        ),
        sign=Sentence(
            _("%(who)s signed the pact"), own=pgettext_lazy("own case", "The pact was signed")
        ),
        lapse_unsigned=Sentence(
            _("The pact was not signed in time, and the award lapsed"),
            own=pgettext_lazy("own case", "The pact was not signed in time"),
            amount="F1",
        ),
        suspend=Sentence(
            _("The dote stands still"), own=pgettext_lazy("own case", "Your path stands still")
        ),
        resume=Sentence(
            _("The dote goes on after the suspension"),
            own=pgettext_lazy("own case", "Your path goes on"),
        ),
        amend=Sentence(
            _("The dote took on the new version of its plan"),
            own=pgettext_lazy("own case", "Your plan has changed"),
            amount=TOLD,
        ),
        extend=Sentence(
            _("The end of the services was moved"),
            own=pgettext_lazy("own case", "Your services last longer"),
        ),
        transfer_partner=Sentence(
            _("The case went over to the new partner"),
            own=pgettext_lazy("own case", "The new office follows you from now on"),
        ),
        waive=Sentence(
            _("The dote was given up: what is not performed is free again"),
            own=pgettext_lazy("own case", "You gave the support up"),
            amount="F1",
        ),
        complete=Sentence(
            _("%(who)s declared all services over"),
            own=pgettext_lazy("own case", "All services are over"),
        ),
        end_early=Sentence(
            _("%(who)s ended the path early"),
            own=pgettext_lazy("own case", "Your path ended before its time"),
        ),
        end_for_death=Sentence(
            _("%(who)s ended the path: the person has died"),
            own=pgettext_lazy("own case", "The path was closed"),
        ),
        expire_end=Sentence(
            _("The services were long over, and the path was ended"),
            own=pgettext_lazy("own case", "The time of your services is over"),
        ),
        lapse_for_death=Sentence(
            _("%(who)s let the case lapse: the person has died"),
            own=pgettext_lazy("own case", "The application was closed"),
        ),
        lapse_unreachable=Sentence(
            _("%(who)s let the case lapse: nobody could reach the person"),
            own=pgettext_lazy("own case", "We could not reach you, and your place went back"),
            amount="F1",
        ),
        start_settlement=Sentence(
            _("%(who)s began to close the accounts"),
            own=pgettext_lazy("own case", "The accounts are being closed"),
        ),
        close=Sentence(
            _("%(who)s closed the endowment"),
            own=pgettext_lazy("own case", "The endowment was closed"),
        ),
    )


def _say_plans_and_services() -> None:
    say(
        "dote.pricedplan",
        naming=Naming(lambda plan: _("plan no. %(number)s") % {"number": plan.number}),
        draft=Sentence(
            _("%(who)s priced %(what)s"),
            own=pgettext_lazy("own case", "The services and prices were written"),
            amount=TOLD,
        ),
        take_effect=Sentence(_("The award is made on %(what)s")),
        give_way=Sentence(_("A variation takes the place of %(what)s")),
        supersede=Sentence(_("A newer version takes the place of %(what)s")),
    )
    say(
        "dote.serviceline",
        naming=Naming(related=["offer"]),
        plan=Sentence(_("The award opened the service “%(what)s”")),
        book=Sentence(
            _("%(who)s arranged “%(what)s”"),
            own=pgettext_lazy("own case", "A service was arranged"),
        ),
        start=Sentence(
            _("%(who)s started “%(what)s”"), own=pgettext_lazy("own case", "A service began")
        ),
        perform_service=Sentence(
            _("%(who)s declared “%(what)s” performed"),
            own=pgettext_lazy("own case", "A service is over"),
        ),
        leave_out=Sentence(
            _("%(who)s left “%(what)s” out"),
            own=pgettext_lazy("own case", "A service was left out"),
            by={Role.SYSTEM: _("“%(what)s” was left out with the end of the path")},
        ),
        interrupt=Sentence(
            _("%(who)s interrupted “%(what)s”"),
            own=pgettext_lazy("own case", "A service ended before its time"),
            by={Role.SYSTEM: _("“%(what)s” ended with the path")},
        ),
        change_position=Sentence(_("“%(what)s” is paid by the new partner from now on")),
        vary=Sentence(
            _("“%(what)s” was varied"),
            own=pgettext_lazy("own case", "A service was changed"),
        ),
        make_up=Sentence(
            _("“%(what)s” lasts longer, for the months that were skipped"),
            own=pgettext_lazy("own case", "A service lasts longer"),
        ),
        postpone=Sentence(
            _("%(who)s moved the beginning of “%(what)s”"),
            own=pgettext_lazy("own case", "A service begins later"),
        ),
    )


def _say_months() -> None:
    say(
        "dote.month",
        naming=Naming(related=["line__offer"]),
        open=Sentence(_("The month opened: %(what)s")),
        report=Sentence(
            _("%(who)s reported %(what)s"), own=pgettext_lazy("own case", "A month was sent")
        ),
        send_back=Sentence(
            _("%(who)s sent %(what)s back to be completed"),
            own=pgettext_lazy("own case", "A month was sent back"),
        ),
        check_month=Sentence(
            _("%(who)s checked %(what)s"),
            own=pgettext_lazy("own case", "A month was checked"),
            amount=TOLD,
        ),
        approve=Sentence(
            _("%(who)s recognised %(what)s"),
            own=pgettext_lazy("own case", "A month was recognised"),
            amount=TOLD,
        ),
        cut=Sentence(
            _("%(who)s recognised %(what)s in part"),
            own=pgettext_lazy("own case", "A month was recognised in part"),
            amount=TOLD,
        ),
        reject=Sentence(
            _("%(who)s did not recognise %(what)s"),
            own=pgettext_lazy("own case", "A month was not recognised"),
        ),
        clear=Sentence(
            _("%(who)s cleared %(what)s for payment"),
            own=pgettext_lazy("own case", "A month was released for payment"),
            amount=TOLD,
        ),
        take_back=Sentence(
            _("%(who)s took the clearance of %(what)s back"),
            own=pgettext_lazy(
                "own case", "The payment of a month was stopped, to be checked again"
            ),
        ),
        mark_paid=Sentence(
            _("The bank paid %(what)s"),
            own=pgettext_lazy("own case", "A month was paid"),
            amount=TOLD,
        ),
        mark_returned=Sentence(
            _("The bank sent the payment of %(what)s back"),
            own=pgettext_lazy("own case", "A payment came back from the bank"),
            amount=TOLD,
        ),
        mark_reissued=Sentence(
            _("The bank paid %(what)s, sent again"),
            own=pgettext_lazy("own case", "A month was paid again"),
            amount=TOLD,
        ),
        call_off=Sentence(
            _("%(what)s does not take place: the service ended before"),
            own=pgettext_lazy("own case", "A month does not take place"),
        ),
        expire=Sentence(
            _("Nobody reported %(what)s in time"),
            own=pgettext_lazy("own case", "A month was not sent in time"),
        ),
        open_again=Sentence(
            _("%(who)s opened %(what)s again"),
            own=pgettext_lazy("own case", "A month can be sent after all"),
        ),
        pause=Sentence(
            _("%(who)s left %(what)s out, as a pause"),
            own=pgettext_lazy("own case", "You left a month out"),
            by={Role.OPERATOR: _("%(who)s left %(what)s out for the person, as a pause")},
        ),
        remind=Sentence(
            _("%(what)s is late: the person was reminded"),
            own=pgettext_lazy("own case", "A month is late: send it"),
        ),
        skip=Sentence(
            _("The month was skipped: %(what)s"),
            own=pgettext_lazy("own case", "A month was skipped"),
        ),
        mark_dropped=Sentence(
            _("The payment of %(what)s was given up"),
            own=pgettext_lazy("own case", "A payment was given up: the month is checked again"),
            amount=TOLD,
        ),
    )
