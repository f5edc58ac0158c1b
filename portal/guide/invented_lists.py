"""Invented tables, bars and a machine for the gallery."""

from itertools import pairwise
from typing import Any

from portal.components import (
    Badge,
    BudgetBar,
    Callout,
    Cell,
    Column,
    Edge,
    EmptyState,
    Funnel,
    Instalments,
    Kind,
    Machine,
    Node,
    Phase,
    Records,
    Row,
    Segment,
    Stage,
    Tone,
)


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
    taken = set(pairwise(walked)) | {
        ("review", "waiting"),
        ("waiting", "review"),
    }
    return Machine(
        "Disegno del procedimento",
        [
            Node(name, label, name in (*walked, "waiting"), name == "proposed")
            for name, label in nodes.items()
        ],
        [Edge(source, target, label, (source, target) in taken) for source, target, label in edges],
    )


MONEY: dict[str, Any] = {
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

LISTS: dict[str, Any] = {
    "bank": Records(
        [
            Column("Riga", Kind.INTEGER),
            Column("Valuta", Kind.DATE),
            Column("Causale", is_title=True),
            Column("Importo €", Kind.MONEY),
        ],
        [
            Row([43, "09/10/2026", "Commissioni trimestrali", -12_50]),
            Row(
                [
                    44,
                    "12/10/2026",
                    Cell("Distinta LOT-2026-031, 74 bonifici SEPA", href="#"),
                    -18_400_00,
                ],
                is_current=True,
            ),
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
            Row(
                [
                    Cell("DOT-2026-000417", href="#"),
                    "Fatou S.",
                    "30/11/2026",
                    3_000_00,
                    Cell(badge=Badge("Proposta", Tone.NOW, "pencil")),
                    Cell("Approva", href="#"),
                ]
            ),
            Row(
                [
                    Cell("DOT-2026-000421", href="#"),
                    "Amina D.",
                    "02/12/2026",
                    1_850_00,
                    Cell(badge=Badge("Manca il permesso", Tone.MISSING)),
                    Cell("Chiedi integrazione", href="#"),
                ]
            ),
            Row(
                [
                    Cell("DOT-2026-000433", href="#"),
                    "Samir K.",
                    "05/12/2026",
                    2_400_00,
                    Cell(badge=Badge("Completa", Tone.DONE)),
                    Cell("Dai il punteggio", href="#"),
                ]
            ),
        ],
        "La mia coda",
    ),
    "nothing": Records(
        [], [], empty=EmptyState("Nessun documento. Fotografa il primo.", "Fotografa", "#")
    ),
    "callouts": [
        Callout(
            "l’aiuto copre al massimo metà del canone (avviso, art. 7).",
            "Perché meno:",
            Tone.MISSING,
        ),
        Callout("Chi ha approvato non ha preparato né pagato.", tone=Tone.DONE),
        Callout("Il motivo resta nel registro e la persona lo vede.", tone=Tone.NOTE),
        Callout("Questo IBAN è cambiato dopo l’approvazione.", "Attenzione:", Tone.REFUSED),
    ],
    "machine_example": _machine(),
}
