"""P-RIC, appeal: received, stayed or not, upheld or rejected, and what follows when upheld."""
