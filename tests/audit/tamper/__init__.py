"""The harness of promise R14: tampering behind the application's back is found and located."""
