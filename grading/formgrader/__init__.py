"""Formgrader's page for one submission: nothing fetched off the machine, no script but its own."""
