"""Answers on their way out: the forms an answer may take, and `mark`, which records one. No key is here."""
