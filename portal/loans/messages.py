"""What a borrower is told as the life of a loan goes on, in sentences, by template."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

LOAN_SENTENCES: dict[str, Promise] = {
    "loan_refused": gettext_lazy("Your application was not accepted. Read why, and how to appeal."),
    "loan_readmitted": gettext_lazy("The office looks at your application again."),
}
