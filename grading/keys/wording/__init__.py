"""The words of questions that are drawn for a case: templates with slots that the case fills."""
