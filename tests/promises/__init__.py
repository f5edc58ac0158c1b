"""What users may rely on, tried to be broken across all packages; see docs/promises.md."""
