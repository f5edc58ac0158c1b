"""A form with one field of each kind, for the gallery."""

from django import forms

from portal.fields import AmountField, DayField


class ExampleForm(forms.Form):
    """What an officer might be asked for a rent contribution."""

    amount = AmountField(label="Importo proposto (€)", help_text="Al massimo metà del canone.")
    starts_on = DayField(label="Dal giorno")
    kind = forms.ChoiceField(
        label="Servizio", choices=[("rent", "Aiuto per l’affitto"), ("course", "Corso di italiano")]
    )
    paid_to = forms.ChoiceField(
        label="Pagato a",
        widget=forms.RadioSelect,
        choices=[("owner", "Al locatore"), ("person", "Alla persona")],
        initial="owner",
    )
    reason = forms.CharField(label="Motivo", widget=forms.Textarea(attrs={"rows": 3}))
    receipt = forms.FileField(label="Ricevuta", required=False)
    told = forms.BooleanField(label="Ho spiegato la decisione alla persona", required=False)
