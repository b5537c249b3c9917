"""Whether quotes still stand where they were taken from."""
