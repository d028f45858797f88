"""One file for each evidence stream; `toolkit.schema.STREAMS` gathers them."""
