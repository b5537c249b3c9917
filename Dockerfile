# Two stages: the first installs with the same script as everywhere else (tools/install.py), which sees to it that torch
# comes without CUDA; the second takes the finished environment and nothing else.

FROM python:3.11-slim-bookworm AS install
WORKDIR /source
COPY pyproject.toml constraints.txt requirements-model.txt README.md LICENSE NOTICE ./
COPY tools/install.py tools/
COPY src src
COPY ingest ingest
RUN --mount=type=cache,target=/root/.cache/pip \
    python tools/install.py --environment /opt/copro-qa --runtime-only --fixed

FROM python:3.11-slim-bookworm
# docker build --build-arg OCR=yes . for an image that reads scanned pages (docs/pdf.md)
ARG OCR=
RUN if [ -n "$OCR" ]; then \
        apt-get update && apt-get install --yes --no-install-recommends tesseract-ocr && rm -rf /var/lib/apt/lists/*; \
    fi
# A named volume takes its owner from the folder that it is first mounted over, so both are made here.
RUN groupadd --gid 10001 copro-qa \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin copro-qa \
    && install --directory --owner copro-qa --group copro-qa /app/index /app/state
COPY --from=install /opt/copro-qa /opt/copro-qa
COPY --chmod=755 tools/container_start.sh /usr/local/bin/copro-qa-start
COPY corpus /app/corpus
COPY LICENSE NOTICE /app/

ENV PATH=/opt/copro-qa/bin:$PATH \
    HOME=/tmp \
    HF_HUB_OFFLINE=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    COPRO_QA_HOST=0.0.0.0 \
    COPRO_QA_PORT=8000 \
    COPRO_QA_CORPUS=/app/corpus \
    COPRO_QA_INDEX=/app/index \
    COPRO_QA_STATE=/app/state
WORKDIR /app
USER 10001:10001
VOLUME ["/app/index", "/app/state"]
EXPOSE 8000
# The long start period is for the first build of the index over a large corpus.
HEALTHCHECK --interval=30s --timeout=5s --start-period=15m --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['COPRO_QA_PORT']}/healthz\", timeout=4)"]
CMD ["copro-qa-start"]
