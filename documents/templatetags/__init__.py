"""The filters of printed papers."""
