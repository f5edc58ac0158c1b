"""The home page of a participant, and the lists behind its panels."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from people.identity import Restricted, reveal
from people.keys import KeyDestroyed
from people.models import Participant
from portal.loans.own import own_loans
from portal.participant import endowment
from portal.participant.files import files_of
from portal.participant.messages import mark_read, messages_for, number_new
from portal.participant.next_task import next_task
from portal.participant.own import OwnMixin
from portal.participant.readings import readings_of
from portal.participant.situation import situation_of

FEW = 3
MANY = 200


class Home(OwnMixin):
    """One sentence with one button; below it endowment, documents, messages, and who looked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page; a constant number of queries, whatever there is."""
        user, on = self.visitor.user, self.visitor.on
        situation = situation_of(self.person, user, on=on)
        current = situation.current
        awarded = current if current is not None and current.dote.awarded_cents else None
        context = {
            "name": given_name(self.person),
            "task": next_task(situation),
            "current": current,
            "awarded": awarded,
            "bar": endowment.bar(awarded) if awarded else None,
            "services": endowment.services(awarded, on=on) if awarded else [],
            "loans": own_loans(self.person, self.visitor),
            "others": [each for each in situation.standings if each is not current],
            "files": files_of(self.person, user, on=on, most=FEW),
            "notices": messages_for(self.person, most=FEW),
            "new_notices": number_new(self.person),
            "has_plan": situation.plan is not None,
            "signs_plan": situation.plan_to_sign is not None,
            "last_reading": next(iter(readings_of(self.person, most=1)), None),
            "has_account": situation.has_account,
            "changes_account": situation.changes_account,
        }
        return render(request, "portal/participant/home.html", context)


class Files(OwnMixin):
    """All documents of the person."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what was sent and what was issued."""
        files = files_of(self.person, self.visitor.user, on=self.visitor.on, most=MANY)
        return render(request, "portal/participant/files.html", {"files": files})


class Messages(OwnMixin):
    """All that the person was told."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the messages, newest first."""
        notices = messages_for(self.person, most=MANY)
        newest = notices[0].pk if notices and notices[0].is_new else ""
        context = {"notices": notices, "newest": newest}
        return render(request, "portal/participant/messages.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep that the person has read what was shown: a later message stays new."""
        mark_read(self.person, request.POST.get("newest", ""))
        return HttpResponseRedirect(reverse("own_messages"))


class Readings(OwnMixin):
    """Who has looked at the person's file, and why."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the readings, newest first."""
        readings = readings_of(self.person, most=MANY)
        return render(request, "portal/participant/readings.html", {"readings": readings})


def given_name(person: Participant) -> str:
    """Return how to greet a person; nothing when their data cannot be read any more."""
    try:
        return reveal(person).given_name
    except (Restricted, KeyDestroyed):
        return ""
