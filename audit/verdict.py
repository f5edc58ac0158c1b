"""Says in people's words what a verification found."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.verifier import Fault, Report

KINDS = {
    "event changed": _("Stream %(stream)s: event %(seq)s is not the one that was recorded."),
    "columns changed": _(
        "Stream %(stream)s: the columns of event %(seq)s contradict its content (%(detail)s)."
    ),
    "hash forged": _("Stream %(stream)s: the fingerprint beside event %(seq)s is not its own."),
    "event missing": _("Stream %(stream)s: events %(seq)s to %(to)s are missing."),
    "event inserted": _("Stream %(stream)s: a second event %(seq)s was slipped in."),
    "event out of order": _("Stream %(stream)s: event %(seq)s is not in its place."),
    "tail cut": _("Stream %(stream)s was cut off: events %(seq)s to %(to)s had been sealed."),
    "rewritten after sealing": _(
        "Stream %(stream)s: at least one of the events %(seq)s to %(to)s was rewritten"
        " after it had been sealed."
    ),
    "no longer vouched for": _(
        "Stream %(stream)s: the seal over the events %(seq)s to %(to)s ends at one that is gone."
    ),
    "case remembers another": _(
        "Stream %(stream)s: the case remembers event %(seq)s as its last, the trail another."
    ),
    "leaf changed": _(
        "Seal %(seal)s: what it says of event %(seq)s in stream %(stream)s was changed."
    ),
    "seal changed": _("Seal %(seal)s was changed."),
    "seal missing": _("Seal %(seal)s is missing."),
    "seal inserted": _("Seal %(seal)s is there twice."),
    "seal out of order": _("Seal %(seal)s is not in its place."),
    "signature wrong": _("Seal %(seal)s is not signed by the expected key."),
    "size differs from paper": _("No seal covers the number of events printed on paper."),
    "root differs from paper": _("The root printed on paper is not the one of that seal."),
    "unreadable": _("The trail cannot be read at %(detail)s."),
}


def sentence(fault: Fault) -> str:
    """Return the fault as a sentence in the language of the reader."""
    return KINDS[fault.kind] % vars(fault)


def unsealed_events(report: Report) -> int:
    """Return how many events no seal covers yet."""
    return sum(last - first + 1 for first, last in report.unsealed.values())


def sentences(report: Report) -> Iterator[str]:
    """Yield the whole report, the verdict first."""
    loose = unsealed_events(report)
    yield gettext("The trail is not whole.") if report.faults else gettext("The trail is whole.")
    yield from (f"- {sentence(fault)}" for fault in report.faults)
    yield gettext("%(events)s events, %(sealed)s of them under %(seals)s seals.") % {
        "events": report.events,
        "sealed": report.events - loose,
        "seals": len(report.seals),
    }
    for last in report.seals[-1:]:
        yield gettext("Last seal: size %(size)s, root %(root)s.") % last._asdict()
    if loose:
        yield gettext(
            "The unsealed tail, for which nothing vouches yet: %(count)s events in %(streams)s"
            " streams."
        ) % {"count": loose, "streams": len(report.unsealed)}
        for stream, (first, last_seq) in sorted(report.unsealed.items()):
            yield f"  {stream}: {first}–{last_seq}"


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as plain data, for machines."""
    loose = unsealed_events(report)
    last = report.seals[-1] if report.seals else None
    return {
        "whole": not report.faults,
        "events": report.events,
        "sealed": report.events - loose,
        "seals": len(report.seals),
        "size": last.size if last else 0,
        "root": last.root if last else "",
        "public_key": last.public_key if last else "",
        "faults": [vars(fault) | {"sentence": sentence(fault)} for fault in report.faults],
        "unsealed": [
            {"stream": stream, "first": first, "last": to}
            for stream, (first, to) in sorted(report.unsealed.items())
        ],
    }
