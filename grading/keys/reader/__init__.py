"""A second solver: it reads the released documents as a trainee does, knows no claim, and may be in doubt."""
