"""The shapes of what is given out, as /openapi.json describes them, and of what is kept or compared with it."""
