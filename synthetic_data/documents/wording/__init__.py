"""Sentence templates of the documents, each a whole sentence with named fields, so that it can be translated."""
