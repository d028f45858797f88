"""The feedback page that a trainee gets back: one file that fetches nothing, with the verdict at each exercise."""
