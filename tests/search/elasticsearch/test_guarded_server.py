"""TLS and logins with a real server that wants them: what it takes, and what is told of everything that it refuses."""

from base64 import b64encode
from urllib.parse import quote

import pytest
from django.core.checks import run_checks

from search.engines.base import EngineRequest, EngineUnavailable, put_all
from search.engines.elasticsearch.address import read_address
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.selection import forget_engines
from tests.search.conformance_passages import pages
from tests.search.elasticsearch.certificates import ELSEWHERE, LAST_WEEK, NEXT_WEEK, Authority
from tests.search.elasticsearch.conftest import CountedTickets
from tests.search.elasticsearch.guarded_server import PASSWORD, USER, GuardedServer, presenting
from tests.search.samples import document, found

pytestmark = [pytest.mark.elasticsearch, pytest.mark.own_cluster]
WRONG = b64encode(b"somebody:secret-that-nobody-may-read").decode()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Return an authority of our own."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def server(authority):
    """Start a server of these tests' own."""
    server = GuardedServer(authority)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def key(server):
    """Return an API key of a site."""
    return server.key_for("centre")


def engine_at(url):
    """Return an engine of that address."""
    return ElasticsearchEngine(Connection(read_address(url)), CountedTickets())


def told_at(url):
    """Return what is told when the server of that address is asked."""
    with pytest.raises(EngineUnavailable) as told:
        engine_at(url).search(EngineRequest())
    return str(told.value)


# Let in


def test_a_key_with_the_rights_of_the_documentation_is_enough_for_the_whole_life_of_an_index(
    server, key
):
    engine = engine_at(server.address(api_key=key, prefix="centre"))
    assert not engine.is_built()
    with engine.rebuilding() as writer:
        writer.put(document("1", title="Safe return", passages=pages("the ferry")))
    put_all(engine, [document("2", title="Safe house")])
    assert engine.is_built()
    assert set(found(engine, "safe")) == {"1", "2"}
    assert found(engine, "ferry") == ["1"]
    assert engine.similar_words("hause")
    assert set(engine.keys(EngineRequest(limit=20_000))) == set(dict(engine.stamps())) == {"1", "2"}
    with engine.rebuilding() as writer:
        writer.put(document("3", title="Anew"))
    assert engine.count() == 1
    engine.clear()
    assert not engine.is_built()


def test_user_and_password_may_have_any_letters(server):
    login = f"{USER}:{quote(PASSWORD, safe='')}@"
    engine = engine_at(server.address(login=login, prefix="by-password"))
    put_all(engine, [document("1", title="Safe")])
    assert found(engine, "safe") == ["1"]


# Turned away


@pytest.mark.parametrize(
    ("login", "options"),
    [
        ("", {}),
        ("", {"api_key": WRONG}),
        (f"{USER}:wrong-secret@", {}),
        ("nobody:wrong-secr%C3%A9t@", {}),
    ],
)
def test_a_wrong_login_is_told_without_its_secret(server, caplog, login, options):
    for logger in ("", "elastic_transport"):
        caplog.set_level("DEBUG", logger=logger)
    told = told_at(server.address(login=login, **options))
    assert "refuses our login" in told
    assert "check the key or password" in told
    for text in (told, caplog.text):
        assert "secr" not in text
        assert WRONG not in text


def test_a_key_for_another_site_is_told_to_lack_rights_and_changes_nothing(server, key):
    ours = engine_at(server.address(api_key=key, prefix="centre"))
    put_all(ours, [document("1")])
    theirs = engine_at(server.address(api_key=server.key_for("other"), prefix="centre"))
    for ask in (lambda: put_all(theirs, [document("2")]), theirs.count):
        with pytest.raises(EngineUnavailable, match="give it the rights") as told:
            ask()
        assert key not in str(told.value)
    theirs.clear()
    assert ours.count() == 1


def test_a_server_is_not_asked_whose_certificate_nobody_has_signed_whom_we_trust(
    server, key, tmp_path, caplog
):
    for logger in ("", "elastic_transport"):
        caplog.set_level("DEBUG", logger=logger)
    stranger = Authority(tmp_path, "Somebody else")
    for url in (
        server.address(api_key=key, ca_file=stranger.file),
        f"{server.url}/?api_key={quote(key)}",
    ):
        assert "let ca_file in ELASTICSEARCH_URL name who did" in told_at(url)
    assert key not in caplog.text
    assert "with https:// if it speaks TLS" in told_at(f"http://127.0.0.1:{server.port}/")


@pytest.mark.parametrize(
    ("certified", "told"),
    [
        ({"days": LAST_WEEK}, "has expired; renew it"),
        ({"days": NEXT_WEEK}, "not valid yet; compare the clocks"),
        ({"names": ELSEWHERE}, "for another name"),
    ],
)
def test_a_certificate_that_does_not_hold_here_and_now_is_told(authority, certified, told):
    with presenting(*authority.certify(**certified)) as port:
        assert told in told_at(f"https://127.0.0.1:{port}/?ca_file={authority.file}")


def test_a_server_without_tls_is_told(server_url):
    assert "let ELASTICSEARCH_URL begin with http://" in told_at(
        server_url.replace("http://", "https://")
    )


@pytest.mark.django_db
def test_a_site_with_a_wrong_key_is_told_by_the_system_check_and_its_pages_go_on(
    server, settings, client
):
    settings.ELASTICSEARCH_URL = server.address(api_key=WRONG)
    forget_engines()
    (warning,) = run_checks(databases=["default"])
    assert warning.id == "search.W003"
    assert "check the key or password" in warning.msg
    assert client.get("/practices/").status_code == 200
    answer = client.get("/search/?q=return")
    assert answer.status_code == 503
    for text in (warning.msg, answer.text):
        assert WRONG not in text
    forget_engines()
