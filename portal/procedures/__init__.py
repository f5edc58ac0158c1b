"""The pages of the side procedures: one page for all kinds, what is special is registered."""


def register_all() -> None:
    """Let the common pages know what each kind asks and shows, and where it is shown."""
    from lifecycle.procedures.kinds import kinds
    from portal import case_pages
    from portal.procedures import (
        forms,
        forms_opening,
        forms_reasons,
        forms_recovery,
        forms_revocation,
        integration,
        own,
        panel,
        transfer,
        variation,
    )

    for kind in kinds():
        case_pages.register(kind._meta.label_lower, panel.address)
        case_pages.register(kind._meta.label_lower, own.own_address, own=True)
    integration.register_all()
    transfer.register_all()
    variation.register_all()
    for asked in (forms, forms_opening, forms_reasons, forms_recovery, forms_revocation):
        asked.register_all()
