"""The pages of those who carry a case: desk, case, parts, plan, approvals."""
