"""Keeps the catalogues of translations in step with what the pages say."""

from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

WHOLE = "it"
PARTICIPANTS = ("fr", "ar")
"""Languages of the participants' pages alone; staff pages exist in Italian and English."""

MET_BY_PARTICIPANTS = (
    "documents/evidence.py",
    "documents/file_types.py",
    "documents/templates/papers/*",
    "dote/*",
    "lifecycle/closed.py",
    "lifecycle/procedures/*",
    "lifecycle/templates/papers/adverse_notice.html",
    "lifecycle/templates/papers/extension.html",
    "lifecycle/templates/papers/suspension.html",
    "lifecycle/templates/papers/variation.html",
    "lifecycle/templates/papers/waiver.html",
    "microcredit/guards.py",
    "microcredit/standing.py",
    "microcredit/states.py",
    "people/languages.py",
    "people/roles.py",
    "portal/errors.py",
    "portal/fields.py",
    "portal/loans/asking.py",
    "portal/loans/messages.py",
    "portal/loans/next_payment.py",
    "portal/loans/own.py",
    "portal/loans/shown.py",
    "portal/loans/what_if.py",
    "portal/templates/portal/loans/ask.html",
    "portal/templates/portal/loans/contract.html",
    "portal/templates/portal/loans/no_file.html",
    "portal/templates/portal/loans/own.html",
    "portal/templates/portal/loans/what_if.html",
    "portal/form_refusals.py",
    "portal/forms.py",
    "portal/month_*.py",
    "portal/once.py",
    "portal/participant/*",
    "lifecycle/procedures/complaint/facts.py",
    "portal/complaints/own.py",
    "portal/complaints/forms.py",
    "portal/complaints/taking.py",
    "portal/templates/portal/complaints/own*.html",
    "portal/procedures/answering.py",
    "portal/procedures/facts.py",
    "portal/procedures/own.py",
    "portal/procedures/transfer.py",
    "portal/procedures/variation.py",
    "portal/signin/*",
    "portal/templates/account/*",
    "portal/templates/mfa/*",
    "portal/templates/portal/base_*.html",
    "portal/templates/portal/errors/*",
    "portal/templates/portal/forms/*",
    "portal/templates/portal/leave.html",
    "portal/templates/portal/legal/*",
    "portal/templates/portal/participant/*",
    "portal/templates/portal/parts/*",
    "portal/templates/portal/procedures/answer.html",
    "portal/templates/portal/procedures/begin.html",
    "portal/templates/portal/procedures/own*.html",
    "portal/templates/portal/skeleton.html",
    "portal/templates/portal/start.html",
    "portal/templates/portal/components/task.html",
    "programme/fiscal_code.py",
    "programme/iban.py",
    "programme/money.py",
    "programme/validity.py",
)
NOT_MET = (
    "dote/certificates.py",
    "dote/exports.py",
    "dote/facts.py",
    "dote/models/*",
    "dote/sentences.py",
    "dote/timed.py",
    "lifecycle/procedures/*/facts.py",
    "lifecycle/procedures/*/models.py",
    "lifecycle/procedures/*/sentences.py",
    "lifecycle/procedures/*/timed.py",
    "lifecycle/procedures/recovery/end.py",
    "lifecycle/procedures/recovery/guards.py",
    "lifecycle/procedures/recovery/machine.py",
    "lifecycle/procedures/recovery/papers.py",
    "lifecycle/procedures/recovery/receipts.py",
    "lifecycle/procedures/reopening/*",
    "lifecycle/procedures/revocation/deciding.py",
    "lifecycle/procedures/revocation/papers.py",
)
"""Names of columns and refusals of the database: the engine's own sentences come before them.

And what the office alone does in a procedure: the person reads what follows in `sentences.py`.
"""


OWN = "own case"
"""The context of a sentence that is said to the person whose case it is, wherever it stands."""

Words = str | tuple[str, ...] | list[str] | None
"""A sentence, or the forms of a counted one."""


def catalogue(folder: Path, language: str) -> Path:
    """Return the place of the catalogue of a language."""
    return folder / language / "LC_MESSAGES" / "django.po"


def wanted(message: Message, language: str) -> bool:
    """Say whether the language has to translate the sentence."""
    if not message.id:
        return False
    if language == WHOLE or message.context == OWN:
        return True
    return any(_is_met(place) for place, _line in message.locations)


def missing(found: Catalog, folder: Path, language: str) -> list[Message]:
    """Return the wanted sentences that the language does not translate, or only guesses."""
    known = _read(catalogue(folder, language), language)
    return [
        message
        for message in found
        if wanted(message, language) and not _translation(known, message)
    ]


def renew(found: Catalog, folder: Path, language: str) -> int:
    """Write the catalogue with each wanted sentence under its file; return how many are open.

    Translations stay; a sentence that nothing says any more goes.
    """
    path = catalogue(folder, language)
    known = _read(path, language)
    fresh = Catalog(locale=language, header_comment=known.header_comment, fuzzy=False)
    fresh.mime_headers = known.mime_headers
    for message in found:
        if wanted(message, language):
            _copy(message, known, fresh)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_po(out, fresh, width=100, include_lineno=False)
    return sum(not _is_whole(message) for message in fresh if message.id)


def _copy(message: Message, known: Catalog, fresh: Catalog) -> None:
    places = dict.fromkeys(place for place, _line in message.locations)
    fresh.add(
        message.id,
        _translation(known, message) or None,
        locations=[(place, 0) for place in places],
        context=message.context,
    )


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as text:
        return read_po(text, locale=language)


def _translation(known: Catalog, message: Message) -> Words:
    """Return the translation, empty when there is none or only a guess."""
    name = message.id if isinstance(message.id, str) else message.id[0]
    found = known.get(name, message.context)
    if found is None or found.fuzzy or found.pluralizable != message.pluralizable:
        return ""
    return found.string if _is_whole(found) else ""


def _is_whole(message: Message) -> bool:
    forms = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    return all(forms)


def _is_met(place: str) -> bool:
    if any(fnmatch(place, pattern) for pattern in NOT_MET):
        return False
    return any(fnmatch(place, pattern) for pattern in MET_BY_PARTICIPANTS)
