"""One module for each `academy` subcommand; each holds its options and calls the room that does the work."""
