"""Invented persons, amounts and references for the gallery: the screens of the design."""

from typing import Any

from django.utils.html import format_html

from portal.components import (
    Badge,
    BudgetBar,
    Callout,
    Cell,
    ClosedStep,
    Column,
    Crumb,
    Edge,
    EmptyState,
    Fact,
    Funnel,
    Happening,
    Instalments,
    Kind,
    Machine,
    Mark,
    Milestone,
    Node,
    OpenStep,
    Pager,
    Phase,
    Records,
    Row,
    Segment,
    Stage,
    Stepper,
    Task,
    Timeline,
    Tone,
)
from portal.templatetags.percorsi import mask_fiscal_code


def everything() -> dict[str, Any]:
    """Return the data of all examples, by the names that the gallery's templates use."""
    return _case() | _money() | _lists() | _person()


def _case() -> dict[str, Any]:
    return {
        "crumbs_example": [Crumb("Scrivania", "#"), Crumb("Approvazioni (12)", "#"), Crumb("DOT-2026-000417")],
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
                Happening("18/11/2026 16:42", "Valeria C.", "istruttrice", "Ha proposto 3.000,00 € sulla linea B2", "PG/2026/0048213"),
                Happening("17/11/2026 10:05", "Valeria C.", "istruttrice", "Ha dato 78 punti su 100 (minimo 60)"),
                Happening("12/11/2026 09:30", "Marta R.", "operatrice", "Ha mandato il contratto di locazione registrato", "PG/2026/0047590"),
                Happening("28/10/2026 12:11", "Valeria C.", "istruttrice", "Ha chiesto un’integrazione: contratto di locazione; termini sospesi 15 giorni", "PG/2026/0045102"),
                Happening("02/10/2026 15:20", "Fatou S.", "partecipante", "Ha presentato la domanda (con delega a Marta R.)", "PG/2026/0041877"),
            ],
            "Che cosa è successo",
        ),
    }


def _money() -> dict[str, Any]:
    return {
        "budget": BudgetBar(
            "Linea B2 · Abitare",
            200_000_00,
            [
                Segment("Già impegnati", 155_750_00),
                Segment("Questa proposta", 3_000_00, Phase.HAPPENED, "blue"),
                Segment("Ne restano", 41_250_00, Phase.NOT_YET),
            ],
        ),
        "endowment": BudgetBar(
            "La mia dote",
            3_000_00,
            [
                Segment("Pagati", 1_150_00, Phase.HAPPENED, "green"),
                Segment("Aspettano la ricevuta", 250_00, Phase.NEXT, "blue"),
                Segment("Da usare", 1_600_00, Phase.NOT_YET),
            ],
            shows_title=False,
        ),
        "funnel_example": Funnel(
            "I soldi di questa pratica",
            [
                Stage("Prenotato", 3_000_00, Phase.HAPPENED),
                Stage("Impegnato", 0, Phase.NEXT),
                Stage("Liquidabile", 0),
                Stage("Pagato", 0),
                Stage("Rendicontato", 0),
                Stage("Certificato", 0),
            ],
        ),
        "instalments_example": Instalments(12, 4, "4 rate pagate su 12, una in parte", 5, 6),
    }


def _lists() -> dict[str, Any]:
    return {
        "bank": Records(
            [
                Column("Riga", Kind.INTEGER),
                Column("Valuta", Kind.DATE),
                Column("Causale", is_title=True),
                Column("Importo €", Kind.MONEY),
            ],
            [
                Row([43, "09/10/2026", "Commissioni trimestrali", -12_50]),
                Row([44, "12/10/2026", Cell("Distinta LOT-2026-031, 74 bonifici SEPA", href="#"), -18_400_00], is_current=True),
                Row([45, "12/10/2026", "Rata prestito PRE-2026-000112", 100_00]),
                Row(["", "", "Totale", -18_312_50], is_total=True),
            ],
            "Estratto conto 10/2026",
        ),
        "queue": Records(
            [
                Column("Pratica", Kind.CODE, is_title=True),
                Column("Persona"),
                Column("Termine", Kind.DATE),
                Column("Chiesto €", Kind.MONEY),
                Column("Stato"),
                Column("Prossimo passo"),
            ],
            [
                Row([Cell("DOT-2026-000417", href="#"), "Fatou S.", "30/11/2026", 3_000_00, Cell(badge=Badge("Proposta", Tone.NOW, "pencil")), Cell("Approva", href="#")]),
                Row([Cell("DOT-2026-000421", href="#"), "Amina D.", "02/12/2026", 1_850_00, Cell(badge=Badge("Manca il permesso", Tone.MISSING)), Cell("Chiedi integrazione", href="#")]),
                Row([Cell("DOT-2026-000433", href="#"), "Samir K.", "05/12/2026", 2_400_00, Cell(badge=Badge("Completa", Tone.DONE)), Cell("Dai il punteggio", href="#")]),
            ],
            "La mia coda",
        ),
        "nothing": Records([], [], empty=EmptyState("Nessun documento. Fotografa il primo.", "Fotografa", "#")),
        "callouts": [
            Callout("l’aiuto copre al massimo metà del canone (avviso, art. 7).", "Perché meno:", Tone.MISSING),
            Callout("Chi ha approvato non ha preparato né pagato.", tone=Tone.DONE),
            Callout("Il motivo resta nel registro e la persona lo vede.", tone=Tone.NOTE),
            Callout("Questo IBAN è cambiato dopo l’approvazione.", "Attenzione:", Tone.REFUSED),
        ],
        "machine_example": _machine(),
    }


def _machine() -> Machine:
    walked = ["draft", "submitted", "review", "proposed"]
    nodes = {
        "draft": "Bozza", "submitted": "Presentata", "review": "In istruttoria",
        "waiting": "Integrazione", "proposed": "Proposta", "awarded": "Concessa",
        "rejected": "Respinta", "active": "Attiva", "closed": "Chiusa", "revoked": "Revocata",
    }  # fmt: skip
    edges = [
        ("draft", "submitted", "presenta"), ("submitted", "review", "prendi in carico"),
        ("review", "waiting", "chiedi integrazione"), ("waiting", "review", "riprendi"),
        ("review", "proposed", "proponi"), ("proposed", "review", "rimanda"),
        ("proposed", "awarded", "concedi"), ("proposed", "rejected", "respingi"),
        ("awarded", "active", "firma"), ("active", "closed", "chiudi"),
        ("active", "revoked", "revoca"), ("awarded", "revoked", "revoca"),
    ]  # fmt: skip
    taken = set(zip(walked, walked[1:], strict=False)) | {("review", "waiting"), ("waiting", "review")}
    return Machine(
        "Disegno del procedimento",
        [Node(name, label, name in (*walked, "waiting"), name == "proposed") for name, label in nodes.items()],
        [Edge(source, target, label, (source, target) in taken) for source, target, label in edges],
    )


def _person() -> dict[str, Any]:
    return {
        "task_example": Task(
            "Mandaci la ricevuta dell’affitto di ottobre entro venerdì 27/11/2026. Poi ti paghiamo 250,00 €.",
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
