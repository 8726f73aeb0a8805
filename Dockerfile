# The site in a container: `docker compose up` (compose.yaml) starts it with its services.
FROM python:3.11-slim-bookworm AS build
WORKDIR /srv
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.11-slim-bookworm
# pg_dump and psql for `backup` and `restore`; tesseract for the words of scans, English with it.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client tesseract-ocr \
        tesseract-ocr-fra tesseract-ocr-ita tesseract-ocr-deu tesseract-ocr-spa \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home site && install -d -o site /var/lib/resource-centre
WORKDIR /srv
COPY --from=build /venv /venv
COPY manage.py ./
COPY platform ./platform
COPY practices ./practices
COPY library ./library
COPY newsletter ./newsletter
COPY directory ./directory
COPY search ./search
COPY static ./static
COPY locale ./locale
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=platform \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    STATIC_ROOT=/srv/staticfiles \
    VAR_DIR=/var/lib/resource-centre
RUN pybabel -q compile --directory locale --domain django
# Collecting needs settings that load, not the ones of a real site; none of these values stays.
RUN SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=http://build VAR_DIR=/tmp/build \
    python manage.py collectstatic --noinput --verbosity 0
USER site
VOLUME /var/lib/resource-centre
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "config.healthcheck"]
CMD ["gunicorn", "--config", "platform/config/gunicorn.py", "--bind", "0.0.0.0:8000", "config.wsgi"]
