"""What ``copro-qa`` can be told to do: a file for each kind of command."""
