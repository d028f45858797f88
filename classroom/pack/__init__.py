"""What stands around the notebooks of a course: slides, handouts, forms, plans, schemes, model answers."""
