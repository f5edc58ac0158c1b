"""The addresses of claims, items, statements and downloads."""

from django.urls import path

from portal.reporting import (
    claim_pages,
    claims,
    downloads,
    including,
    issued,
    item_pages,
    statements,
)

urlpatterns = [
    path("domande-di-rimborso/", claims.Claims.as_view(), name="claims"),
    path("domande-di-rimborso/nuova/", claims.OpenClaim.as_view(), name="open_claim"),
    path("domande-di-rimborso/<str:pk>/", claim_pages.ClaimPage.as_view(), name="claim"),
    path(
        "domande-di-rimborso/<str:pk>/includi/",
        including.Include.as_view(),
        name="include_items",
    ),
    path(
        "domande-di-rimborso/<str:pk>/rendiconto/",
        statements.IssueStatement.as_view(),
        name="issue_statement",
    ),
    path(
        "domande-di-rimborso/<str:pk>/scheda/",
        statements.Companion.as_view(),
        name="companion",
    ),
    path("voci-di-spesa/", item_pages.Items.as_view(), name="items"),
    path("voci-di-spesa/raccogli/", item_pages.Harvest.as_view(), name="harvest"),
    path("voci-di-spesa/<str:pk>/", item_pages.ItemPage.as_view(), name="item"),
    path("rendiconti/", statements.Statements.as_view(), name="statements"),
    path("scarica/<str:name>/", downloads.Download.as_view(), name="download"),
    path("esportazioni/", issued.IssuedExports.as_view(), name="issued_exports"),
    path("esportazioni/<str:pk>/", issued.IssuedExportPage.as_view(), name="issued_export"),
    path("esportazioni/<str:pk>/copia/", issued.HandOver.as_view(), name="hand_over"),
]
