"""Whatever leaves or enters as a file: papers, exports and evidence."""
