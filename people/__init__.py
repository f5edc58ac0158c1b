"""Users and roles; participants, case files and action plans."""
