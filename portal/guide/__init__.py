"""The gallery of components, for those who write pages."""
