#!/bin/sh
# What the container runs: bring the index up to date with the corpus, then serve. An unchanged corpus rebuilds nothing.
# When the build fails but an earlier one is there, that one is served, so that a bad document does not take the service down.
set -u

if ! copro-qa index --corpus "$COPRO_QA_CORPUS" --index "$COPRO_QA_INDEX"; then
    if [ ! -f "$COPRO_QA_INDEX/CURRENT" ]; then
        echo "The index could not be built, and there is no earlier one to serve. The reason is above." >&2
        exit 1
    fi
    echo "The index could not be brought up to date. The reason is above. Serving the earlier one." >&2
fi
exec copro-qa serve
