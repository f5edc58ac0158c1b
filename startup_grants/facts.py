"""What is known of a call for grants, a grant and its parts: the facts that steps set."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounting.models import Position
from audit.labels import LabelField
from lifecycle.cases import CaseRoot, Part
from startup_grants.call_rules import CallRules, rules_of


class GrantCallFacts(CaseRoot):
    """Which public call it is, and who runs it."""

    call = models.OneToOneField("programme.Call", models.PROTECT, related_name="grant_call")
    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="+")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="+")
    prepared_on = models.DateField(_("prepared on"), editable=False)
    published_on = models.DateField(_("published on"), null=True, editable=False)

    class Meta:
        abstract = True


class VersionFacts(Part):
    """One version of the rules, as an act has given them; never changed afterwards."""

    ROOT = "grant_call"

    grant_call = models.ForeignKey(
        "startup_grants.GrantCall", models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    legal_act = models.CharField(_("legal act"), max_length=200)
    rules: models.JSONField[Any, Any] = models.JSONField(_("rules"))
    rules_hash = models.CharField(_("fingerprint of the rules"), max_length=64, editable=False)
    in_force_on = models.DateField(_("in force since"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def typed(self) -> CallRules:
        """Return the rules as the code reads them; ValueError where they cannot be read."""
        return rules_of(self.rules)


class RankingFacts(Part):
    """One version of the ranking: its rows, frozen, with their fingerprint."""

    ROOT = "grant_call"

    grant_call = models.ForeignKey(
        "startup_grants.GrantCall", models.PROTECT, related_name="rankings"
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    rows: models.JSONField[Any, Any] = models.JSONField(_("rows"), default=list, editable=False)
    rows_hash = models.CharField(_("fingerprint of the rows"), max_length=64, editable=False)
    funded_cents = models.BigIntegerField(_("funded, cents"), default=0, editable=False)
    drawn_up_on = models.DateField(_("drawn up on"), editable=False)
    published_on = models.DateField(_("published on"), null=True, editable=False)
    final_on = models.DateField(_("final since"), null=True, editable=False)

    class Meta:
        abstract = True


class ApplicationFacts(CaseRoot):
    """Whose application it is, what it asks for, how it was scored."""

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="grants")
    version = models.ForeignKey("startup_grants.CallVersion", models.PROTECT, related_name="+")
    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="+")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="+")
    participant = models.ForeignKey("people.Participant", models.PROTECT, related_name="grants")
    plan_hash = models.CharField(_("fingerprint of the plan"), max_length=64, blank=True)
    total_cents = models.BigIntegerField(_("budget, cents"), null=True, blank=True)
    own_cents = models.BigIntegerField(_("own resources, cents"), null=True, blank=True)
    requested_cents = models.BigIntegerField(_("asked for, cents"), null=True, blank=True)
    officer = LabelField(_("officer in charge"), blank=True)
    opened_on = models.DateField(_("opened on"))
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    taken_on = models.DateField(_("taken in charge on"), null=True, blank=True)
    admitted_on = models.DateField(_("admitted on"), null=True, blank=True)
    premiums: models.JSONField[Any, Any] = models.JSONField(_("premiums"), default=list)
    score: models.JSONField[Any, Any] = models.JSONField(_("score"), default=dict)
    scored_on = models.DateField(_("scored on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def rules(self) -> CallRules:
        """Return the rules under which the application was opened."""
        return self.version.typed

    @property
    def is_ranked(self) -> bool:
        """Say whether the application competes in a ranking."""
        return self.rules.is_ranked


class GrantFacts(ApplicationFacts):
    """What follows once an application has its place: money, enterprise, award, agreement.

    The number of an enterprise is in public registers (L. 580/1993; the register of aid must
    name its beneficiaries): it is kept in plain, its name is a note beside the step.
    """

    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="+")
    ranked_cents = models.BigIntegerField(_("covered, cents"), null=True, blank=True)
    funded_on = models.DateField(_("cover given on"), null=True, blank=True)
    ready_by = models.DateField(_("duties to be met by"), null=True, blank=True)
    enterprise = models.CharField(_("VAT number"), max_length=11, blank=True)
    sector = models.CharField("ATECO", max_length=8, blank=True)
    place = models.CharField(_("municipality (ISTAT)"), max_length=6, blank=True)
    year_end = models.CharField(_("end of the fiscal year"), max_length=5, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    granted_cents = models.BigIntegerField(_("granted, cents"), null=True, blank=True)
    cor = models.CharField("COR", max_length=15, blank=True)
    cup = models.CharField("CUP", max_length=15, blank=True)
    proposed_by = LabelField(_("proposed by"), blank=True)
    awarded_by = LabelField(_("awarded by"), blank=True)
    awarded_on = models.DateField(_("granted on"), null=True, blank=True)
    sign_by = models.DateField(_("to be signed by"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ends_on = models.DateField(_("works to be finished by"), null=True, blank=True)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    accepted_on = models.DateField(_("final report accepted on"), null=True, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    stable_from = models.DateField(_("stability period from"), null=True, blank=True)
    stable_until = models.DateField(_("stability period until"), null=True, blank=True)
    waived_on = models.DateField(_("waived on"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    covar = models.CharField("COVAR", max_length=15, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        abstract = True


class PlanFacts(Part):
    """One version of a business plan: its words, its budget, what aid was had before."""

    ROOT = "grant"

    grant = models.ForeignKey("startup_grants.Grant", models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    words = models.BinaryField(_("answers, encrypted"))
    answered: models.JSONField[Any, Any] = models.JSONField(_("sections answered"), default=list)
    budget: models.JSONField[Any, Any] = models.JSONField(_("budget"), default=list)
    own_cents = models.BigIntegerField(_("own resources, cents"), null=True)
    premiums: models.JSONField[Any, Any] = models.JSONField(_("premiums claimed"), default=list)
    declared: models.JSONField[Any, Any] = models.JSONField(
        _("de minimis declaration"), null=True, default=None
    )
    content_hash = models.CharField(_("fingerprint"), max_length=64)
    scored_again: models.JSONField[Any, Any] = models.JSONField(
        _("score of the variation"), default=dict, blank=True, editable=False
    )

    class Meta:
        abstract = True


class SheetFacts(Part):
    """Who reads an application, and the points that this reader gave."""

    ROOT = "grant"

    grant = models.ForeignKey("startup_grants.Grant", models.PROTECT, related_name="sheets")
    reader = LabelField(_("reader"))
    points: models.JSONField[Any, Any] = models.JSONField(_("points"), default=dict)
    assigned_on = models.DateField(_("assigned on"), editable=False)
    signed_on = models.DateField(_("signed on"), null=True, editable=False)

    class Meta:
        abstract = True


class DutyFacts(Part):
    """A yearly duty of the stability period: what is declared, and what was found."""

    ROOT = "grant"

    grant = models.ForeignKey("startup_grants.Grant", models.PROTECT, related_name="duties")
    year = models.PositiveSmallIntegerField(_("year of the stability period"))
    due_on = models.DateField(_("due on"))
    submitted_on = models.DateField(_("submitted on"), null=True)
    still_active = models.BooleanField(_("the enterprise is still active"), null=True)
    still_here = models.BooleanField(_("the enterprise is still in the area"), null=True)
    decided_on = models.DateField(_("decided on"), null=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    breach_from = models.DateField(_("breach from"), null=True)
    breach_to = models.DateField(_("breach until"), null=True)
    breach_days = models.PositiveIntegerField(_("days of breach"), null=True)
    recover_cents = models.BigIntegerField(_("to recover, cents"), null=True)

    class Meta:
        abstract = True
