"""The pages of the operator: register a person, follow them, write the plan, send a month."""
