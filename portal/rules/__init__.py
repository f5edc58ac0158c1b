"""The rules under which a programme works, with source and dates: read here, changed by acts."""
