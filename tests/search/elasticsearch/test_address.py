"""ELASTICSEARCH_URL says everything about the cluster, and what it says wrongly is told."""

import pytest
from django.core.checks import run_checks

from search.engines.elasticsearch.address import Address, BadAddress, read_address
from search.engines.selection import engine_name, forget_engines


def test_one_server_is_enough():
    assert read_address("http://127.0.0.1:9200") == Address(nodes=("http://127.0.0.1:9200",))


def test_several_servers_and_all_options_are_read():
    read = read_address(
        "https://us%40er:pass%2Fword@one:9200,[::1]:9201,two/?prefix=centre&ca_file=/etc/ca.pem"
        "&timeout=2&write_timeout=30&shards=3&replicas=1"
    )
    assert read.nodes == ("https://one:9200", "https://[::1]:9201", "https://two:9200")
    assert read.login == ("us@er", "pass/word")
    assert (read.prefix, read.ca_file) == ("centre", "/etc/ca.pem")
    assert (read.timeout, read.write_timeout) == (2.0, 30.0)
    assert (read.shards, read.replicas) == (3, "1")
    assert read_address("https://one/?api_key=a%2Bb%3D%3D").api_key == "a+b=="


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("127.0.0.1:9200", "must begin with http"),
        ("http://", "must begin with http"),
        ("http://one:port", "host:port"),
        ("http://one:99999", "host:port"),
        ("http://one,,two", "host:port"),
        ("http://one/?apikey=x", "unknown option “apikey”"),
        ("http://one/?prefix=Centre*", "prefix"),
        ("http://one/?timeout=soon", "timeout"),
        ("http://one/?shards=0", "shards"),
        ("http://one/?replicas=many", "replicas"),
        ("https://one/?api_key=a+b==", "%2B for each"),
        ("https://one/?api_key=a%0Ab", "characters that no key has"),
        ("http://one/?ca_file=/etc/ca.pem", "begin with https://"),
    ],
)
def test_what_cannot_be_understood_is_told(url, told):
    with pytest.raises(BadAddress, match=told):
        read_address(url)


def test_a_wrong_address_is_an_error_of_the_system_check_without_its_password(settings):
    settings.ELASTICSEARCH_URL = "https://user:secret@one:port/"
    forget_engines()
    (error,) = [one for one in run_checks() if one.id == "search.E001"]
    assert "secret" not in f"{error.msg} {error.hint}"
    forget_engines()


@pytest.mark.parametrize("written", [None, "no certificate"])
def test_an_authority_that_cannot_be_read_is_an_error_of_the_system_check(
    settings, tmp_path, written
):
    file = tmp_path / "ca.pem"
    if written:
        file.write_text(written)
    settings.ELASTICSEARCH_URL = f"https://one/?api_key=secret&ca_file={file}"
    forget_engines()
    (error,) = [one for one in run_checks() if one.id == "search.E001"]
    assert f"{file}, has no certificate that can be read" in error.msg
    assert "secret" not in error.msg
    forget_engines()


@pytest.mark.django_db
def test_a_site_that_runs_with_a_wrong_address_goes_on_without_its_search(settings, client):
    settings.ELASTICSEARCH_URL = "https://user:secret@one:port/"
    forget_engines()
    answer = client.get("/search/?q=return")
    assert answer.status_code == 503
    assert "secret" not in answer.text
    assert client.get("/practices/").status_code == 200
    assert [one.id for one in run_checks(databases=["default"])] == ["search.E001"]
    forget_engines()


def test_the_address_alone_decides_about_the_engine(settings):
    assert engine_name() == "embedded"
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9200"
    assert engine_name() == "elasticsearch"
