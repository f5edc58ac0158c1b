"""The rules that hold for every request, one module each."""
