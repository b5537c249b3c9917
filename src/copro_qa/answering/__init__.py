"""From ranked chunks to quotes and an answer."""
