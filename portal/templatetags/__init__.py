"""What templates may use: ways of writing values, and the components."""
