"""A harvester that others wrote (sickle), sent to the site without a network; every answer is checked on its way."""

from pathlib import Path

import requests
from lxml import etree
from sickle import Sickle

FORM = etree.RelaxNG(etree.parse(Path(__file__).with_name("answers.rng")))


class Harvester(Sickle):
    """Asks Django's test client instead of the network, and keeps count of its requests."""

    def __init__(self, client, **options):
        super().__init__("http://testserver/oai", **options)
        self.client, self.asked = client, []

    def _request(self, kwargs):
        self.asked.append(dict(kwargs))
        send = self.client.get if self.http_method == "GET" else self.client.post
        return as_requests(send("/oai", kwargs))


def as_requests(answer):
    response = requests.Response()
    response.status_code, response._content = answer.status_code, answer.content
    response.headers.update(answer.headers)
    response.encoding = "utf-8"
    FORM.assertValid(etree.fromstring(answer.content))
    return response
