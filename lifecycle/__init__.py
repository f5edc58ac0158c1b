"""The one atomic place: engine, guards, proposals, diagrams and shared procedures."""
