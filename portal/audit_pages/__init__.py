"""The pages of the auditor and of the books: follow the euro, trail, readings, funnel, journal."""
