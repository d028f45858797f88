"""Hostile submissions, kept apart from the tests so that stock nbgrader can be given the same ones."""
