"""Layer 2: the hidden world of a scenario, before anybody observes it."""
