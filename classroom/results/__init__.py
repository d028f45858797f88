"""What comes after marking: the marks of a course, its pass rules, items, similarity, report, appeals and audit."""
