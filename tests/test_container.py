"""The container is put together from what is there: files, modules, variables."""

import re
from pathlib import Path

from tests.sites import ROOT
from tests.test_docs import environment_variables

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
SOURCES = re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.M)


def test_everything_that_is_copied_exists_and_is_not_ignored():
    allowed = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.M))
    assert SOURCES
    assert [name for name in SOURCES if not (ROOT / name).exists()] == []
    assert set(SOURCES) <= allowed


def test_every_source_root_of_the_code_is_copied():
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"platform", "static"}
    assert packages <= set(SOURCES)


def test_the_modules_that_it_starts_exist():
    for dotted in re.findall(r"config\.[a-z_.]+", DOCKERFILE + COMPOSE):
        assert (ROOT / "platform" / Path(*dotted.split("."))).with_suffix(".py").exists(), dotted
    assert (ROOT / "platform/config/gunicorn.py").exists()


def test_it_runs_as_a_user_without_rights_and_says_how_it_is():
    last_stage = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "\nUSER site\n" in last_stage
    assert "HEALTHCHECK" in last_stage


def test_the_services_get_only_variables_that_are_read():
    environment = COMPOSE.partition("environment: &environment")[2].partition("volumes:")[0]
    names = set(re.findall(r"^    ([A-Z_]+):", environment, re.M))
    assert names
    assert names <= environment_variables()


def test_ports_are_bound_to_the_loopback():
    ports = re.findall(r'^\s+- "([^"]+:\d+)"$', COMPOSE, re.M)
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
