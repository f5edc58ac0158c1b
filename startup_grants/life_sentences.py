"""How the life of a grant after its start is told: to those who work on it, to its owner."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Naming, Sentence, say
from startup_grants.models import Fideiussione, MonitoringDuty

GRANT = "startup_grants.grant"


def register_all() -> None:
    """Say every command of a grant in execution, revoked, stable, closed; of duties, guarantees."""
    _say_what_procedures_move()
    _say_the_end()
    _say_duties()
    _say_guarantees()
    _say_other_parts()


def _own(said: str | Promise, own: str | Promise, amount: str = "") -> Sentence:
    return Sentence(said, own=own, amount=amount)


def _say_what_procedures_move() -> None:
    say(
        GRANT,
        amend=_own(
            _("The variation is in effect: the budget has changed"),
            pgettext_lazy("own case", "Your variation is in effect"),
        ),
        extend=_own(
            _("The works have more time"),
            pgettext_lazy("own case", "You have more time for the works"),
        ),
        suspend=_own(
            _("The grant stands still"), pgettext_lazy("own case", "Your grant stands still")
        ),
        resume=_own(
            _("The grant goes on after the suspension"),
            pgettext_lazy("own case", "Your grant goes on"),
        ),
        waive=_own(_("The grant was given up"), pgettext_lazy("own case", "You gave the grant up")),
        revoke=_own(_("The grant was revoked"), pgettext_lazy("own case", "The grant was revoked")),
        revoke_part=_own(
            _("A part of the grant was revoked"),
            pgettext_lazy("own case", "A part of the grant was revoked"),
        ),
        reinstate=_own(
            _("The revocation fell: the grant is as it was before"),
            pgettext_lazy("own case", "The grant is yours again"),
        ),
        reinstate_part=_own(
            _("The revocation of a part fell"),
            pgettext_lazy("own case", "The part of the grant is yours again"),
        ),
        note_registration=_own(
            _("%(who)s noted the code of the register of aid"),
            pgettext_lazy("own case", "The State’s register of aid has taken your grant down"),
        ),
        readmit=_own(
            _("An appeal was upheld: the application was readmitted, its money is set aside"),
            pgettext_lazy("own case", "Your appeal was upheld: we look at it again"),
            amount="F2",
        ),
        transfer_company=_own(
            _("%(who)s transferred the grant to another enterprise"),
            pgettext_lazy("own case", "Another enterprise took the grant over"),
        ),
    )


def _say_the_end() -> None:
    say(
        GRANT,
        finish=_own(
            _("%(who)s handed the final report in"),
            pgettext_lazy("own case", "You handed the final report in"),
        ),
        expire_works=_own(
            _("The time for the works is over: the final report is awaited"),
            pgettext_lazy("own case", "The time for the works is over"),
        ),
        accept_final=_own(
            _("%(who)s accepted the final report"),
            pgettext_lazy("own case", "The final report was accepted"),
        ),
        send_back=_own(
            _("%(who)s sent the final report back"),
            pgettext_lazy("own case", "Something is missing in the final report"),
        ),
        pay_balance=_own(
            _("%(who)s closed the settlement: the stability period begins"),
            pgettext_lazy("own case", "All is paid: the stability period begins"),
        ),
        end_stability=_own(
            _("%(who)s ended the stability period and closed the grant"),
            pgettext_lazy("own case", "You kept what you promised: the grant is closed"),
        ),
        close=_own(_("%(who)s closed the grant"), pgettext_lazy("own case", "The grant is closed")),
        reopen=_own(
            _("The grant was re-opened"), pgettext_lazy("own case", "The grant was re-opened")
        ),
        lock_again=_own(
            _("The grant was closed again"),
            pgettext_lazy("own case", "The grant is closed again"),
        ),
    )


def _say_duties() -> None:
    say(
        "startup_grants.monitoringduty",
        naming=Naming(cents=_breach),
        schedule=Sentence(_("Yearly duty foreseen: %(what)s")),
        fall_due=_own(
            _("The yearly duty is due soon: %(what)s"),
            pgettext_lazy("own case", "Your yearly declaration is due soon: %(what)s"),
        ),
        submit=_own(
            _("%(who)s handed the yearly declaration in: %(what)s"),
            pgettext_lazy("own case", "You handed the yearly declaration in: %(what)s"),
        ),
        accept=_own(
            _("%(who)s accepted the yearly declaration: %(what)s"),
            pgettext_lazy("own case", "Your yearly declaration is in order: %(what)s"),
        ),
        find_breach=_own(
            _("%(who)s found a breach of the stability period: %(what)s"),
            pgettext_lazy("own case", "The stability period was not kept: %(what)s"),
            amount=TOLD,
        ),
        mark_missing=_own(
            _("The yearly declaration is missing: %(what)s"),
            pgettext_lazy("own case", "Your yearly declaration is missing: %(what)s"),
        ),
        excuse=_own(
            _("%(who)s excused the yearly duty: %(what)s"),
            pgettext_lazy("own case", "The yearly duty was excused: %(what)s"),
        ),
    )


def _say_guarantees() -> None:
    say(
        "startup_grants.fideiussione",
        naming=Naming(cents=_guaranteed),
        warn_again=_own(
            _("The guarantee %(what)s expires sooner"),
            pgettext_lazy("own case", "Your guarantee expires sooner: payments may stop"),
        ),
        reduce=_own(
            _("%(who)s reduced the guarantee %(what)s"),
            pgettext_lazy("own case", "The guarantee was reduced"),
            amount=TOLD,
        ),
        call=_own(
            _("%(who)s called the guarantee %(what)s"),
            pgettext_lazy("own case", "The guarantee was called"),
            amount=TOLD,
        ),
        contest=_own(
            _("The issuer contests the guarantee %(what)s"),
            pgettext_lazy("own case", "The issuer contests the guarantee"),
        ),
        collect=_own(
            _("%(who)s noted that the issuer of the guarantee %(what)s paid"),
            pgettext_lazy("own case", "The issuer of the guarantee has paid"),
        ),
        lose=_own(
            _("%(who)s gave the guarantee %(what)s up as lost"),
            pgettext_lazy("own case", "The issuer of the guarantee does not pay"),
        ),
    )


def _say_other_parts() -> None:
    say(
        "startup_grants.tranche",
        renounce=_own(
            _("%(who)s renounced: %(what)s"), pgettext_lazy("own case", "You renounced: %(what)s")
        ),
        clear_unpaid=_own(
            _("%(who)s cleared the advance by the costs of: %(what)s"),
            pgettext_lazy("own case", "Your costs justify the advance: %(what)s"),
        ),
    )
    say(
        "startup_grants.businessplan",
        give_way=Sentence(_("The business plan gave way to the variation")),
        score_again=_own(
            _("%(who)s scored the variation again"),
            pgettext_lazy("own case", "The committee scored the variation"),
        ),
    )
    say(
        "startup_grants.scoresheet",
        set_aside=Sentence(_("A score sheet was set aside on appeal")),
    )


def _breach(row: MonitoringDuty) -> int | None:
    return row.recover_cents


def _guaranteed(row: Fideiussione) -> int | None:
    return row.called_cents or row.cents
