"""The individual endowment, from application to settlement."""
