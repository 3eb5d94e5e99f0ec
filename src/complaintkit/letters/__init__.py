"""Composition and refusal: Case, Law, Assessment and Selection to Letter."""
