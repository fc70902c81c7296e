# The portal as an image. Built in two stages, so that no build tool stays in it.
FROM python:3.13-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt requirements-production.txt ./
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements-production.txt
COPY . .
RUN PYTHON=/venv/bin/python ops/build

FROM python:3.13-slim-bookworm
RUN useradd --system --create-home --uid 10001 portal \
    && install --directory --owner=portal /app/var
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER portal
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PORTAL_ENV=production VAR_DIR=/app/var
VOLUME /app/var
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "ops/healthcheck.py"]
CMD ["gunicorn"]
