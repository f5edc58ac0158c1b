"""Invented persons, amounts and references for the gallery: the screens of the design."""

from typing import Any

from django.utils.html import format_html

from portal.components import (
    Badge,
    ClosedStep,
    Crumb,
    Fact,
    Happening,
    Mark,
    Milestone,
    OpenStep,
    Pager,
    Stepper,
    Task,
    Timeline,
    Tone,
)
from portal.guide.invented_lists import LISTS, MONEY
from portal.navigation import Link
from portal.templatetags.percorsi import mask_fiscal_code

CASE: dict[str, Any] = {
    "navigation": [
        Link("Scrivania", "#", False),
        Link("Pratiche", "#", False),
        Link("Approvazioni", "#", True),
        Link("Graduatorie", "#", False),
    ],
    "search_url": "#",
    "crumbs_example": [
        Crumb("Scrivania", "#"),
        Crumb("Approvazioni (12)", "#"),
        Crumb("DOT-2026-000417"),
    ],
    "pager_example": Pager("3 di 12", "#", "#"),
    "words": [
        Badge("Proposta", Tone.NOW, "pencil"),
        Badge("Decidere entro 30/11/2026 · tra 8 giorni", Tone.MISSING, "clock"),
        Badge("Documenti 6 su 6", Tone.DONE),
        Badge("Scrive in francese", Tone.NOTE, "comment"),
        Badge("Scaduto", Tone.REFUSED),
        Badge("Più avanti", Tone.COMING),
    ],
    "stepper_example": Stepper(
        [
            Milestone("Domanda", "02/10/2026", Mark.DONE),
            Milestone("Presa in carico", "05/10/2026", Mark.DONE),
            Milestone("Istruttoria", "12/11/2026", Mark.DONE),
            Milestone("Proposta", "18/11/2026", Mark.NOW),
            Milestone("Decreto", "entro 30/11/2026"),
            Milestone("Pagamenti", "6 mensilità"),
            Milestone("Rendicontazione"),
        ]
    ),
    "facts_example": [
        Fact("Partecipante", "Fatou S. · n. 2208"),
        Fact("Codice fiscale", mask_fiscal_code("SLLFTA90A41Z360K"), is_code=True),
        Fact("Permesso", "valido al 14/05/2027"),
        Fact("Piano individuale", "PAI-2026-0611, rev. 2", href="#"),
        Fact("Canone mensile", "500,00 €", mark=1),
        Fact("Contratto dal", "01/12/2026", mark=2),
        Fact("Doppi aiuti", badge=Badge("nessuno", Tone.DONE)),
        Fact("Punteggio", "78 su 100 · min. 60"),
    ],
    "open_steps": [
        OpenStep(
            "Approva la dote",
            "#",
            [
                format_html(
                    "impegna <strong>{}</strong> sulla linea B2: ne restano <strong>{}</strong>",
                    "3.000,00 €",
                    "41.250,00 €",
                ),
                "crea il decreto e lo manda al protocollo",
                "avvisa Fatou S. in francese",
                "poi si torna indietro solo con una revoca motivata",
            ],
            is_main=True,
            icon="check",
        ),
        OpenStep(
            "Rimanda all’istruttoria",
            "#",
            ["libera la prenotazione di 3.000,00 €", "torna a Valeria C. con il tuo motivo"],
            icon="restore",
        ),
    ],
    "closed_steps": [
        ClosedStep(
            "Cambiare l’importo",
            ["La proposta è firmata: si corregge solo dopo che l’hai rimandata."],
            "tu, con «Rimanda»; poi Valeria C., istruttrice",
        ),
        ClosedStep(
            "Pagare la prima mensilità",
            ["Mancano il decreto protocollato e la verifica dell’IBAN del locatore."],
            "tu (decreto) e Giulia F., ufficio finanza (IBAN)",
        ),
    ],
    "timeline_example": Timeline(
        [
            Happening(
                "18/11/2026 16:42",
                "Valeria C.",
                "istruttrice",
                "Valeria C. ha proposto 3.000,00 € sulla linea B2",
                "PG/2026/0048213",
            ),
            Happening(
                "17/11/2026 10:05",
                "Valeria C.",
                "istruttrice",
                "Valeria C. ha dato 78 punti su 100 (minimo 60)",
            ),
            Happening(
                "12/11/2026 09:30",
                "Marta R.",
                "operatrice",
                "Marta R. ha mandato il contratto di locazione registrato",
                "PG/2026/0047590",
            ),
            Happening(
                "28/10/2026 12:11",
                "Valeria C.",
                "istruttrice",
                "Valeria C. ha chiesto un’integrazione: contratto di locazione, entro 15 giorni",
                "PG/2026/0045102",
            ),
            Happening(
                "02/10/2026 15:20",
                "Fatou S.",
                "partecipante",
                "Fatou S. ha presentato la domanda (con delega a Marta R.)",
                "PG/2026/0041877",
            ),
        ],
        "Che cosa è successo",
    ),
}


PERSON: dict[str, Any] = {
    "task_example": Task(
        "Mandaci la ricevuta dell’affitto di ottobre entro venerdì 27/11/2026. "
        "Poi ti paghiamo 250,00 €.",
        "Fotografa la ricevuta",
        "#",
        "camera",
        "Non puoi? Portala allo sportello di Foggia, dal lunedì al venerdì, ore 9–13.",
    ),
    "services": [
        ("Aiuto per l’affitto", "3 mesi pagati su 6", Badge("Manca ricevuta", Tone.MISSING)),
        ("Corso di italiano A2", "finito il 30/09/2026", Badge("Pagato", Tone.DONE)),
        ("Patente B", "comincia a gennaio 2027", Badge("Più avanti", Tone.LATER)),
    ],
}


def everything() -> dict[str, Any]:
    """Return the data of all examples, by the names that the gallery's templates use."""
    return CASE | MONEY | LISTS | PERSON
