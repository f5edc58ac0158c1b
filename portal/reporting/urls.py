"""The addresses of claims, items, statements and downloads."""

from django.urls import path

from portal.reporting.claim_pages import ClaimPage
from portal.reporting.claims import Claims, OpenClaim
from portal.reporting.correcting import NoteFinding
from portal.reporting.downloads import Download
from portal.reporting.including import Include
from portal.reporting.issued import HandOver, IssuedExportPage, IssuedExports
from portal.reporting.item_pages import Harvest, ItemPage, Items
from portal.reporting.statements import Companion, IssueStatement, Statements

urlpatterns = [
    path("domande-di-rimborso/", Claims.as_view(), name="claims"),
    path("domande-di-rimborso/nuova/", OpenClaim.as_view(), name="open_claim"),
    path("domande-di-rimborso/<str:pk>/", ClaimPage.as_view(), name="claim"),
    path(
        "domande-di-rimborso/<str:pk>/includi/",
        Include.as_view(),
        name="include_items",
    ),
    path(
        "domande-di-rimborso/<str:pk>/rendiconto/",
        IssueStatement.as_view(),
        name="issue_statement",
    ),
    path(
        "domande-di-rimborso/<str:pk>/scheda/",
        Companion.as_view(),
        name="companion",
    ),
    path("voci-di-spesa/", Items.as_view(), name="items"),
    path("voci-di-spesa/raccogli/", Harvest.as_view(), name="harvest"),
    path("voci-di-spesa/<str:pk>/", ItemPage.as_view(), name="item"),
    path("voci-di-spesa/<str:pk>/rettifica/", NoteFinding.as_view(), name="note_finding"),
    path("rendiconti/", Statements.as_view(), name="statements"),
    path("scarica/<str:name>/", Download.as_view(), name="download"),
    path("esportazioni/", IssuedExports.as_view(), name="issued_exports"),
    path("esportazioni/<str:pk>/", IssuedExportPage.as_view(), name="issued_export"),
    path("esportazioni/<str:pk>/copia/", HandOver.as_view(), name="hand_over"),
]
