"""Where the stand-ins answer, and a way there for clients that know https only."""

import csv
import json
import os
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter


def settings(connector):
    """The lines of a connector in connectors.yaml, which hold nothing but `name: "text"`."""
    found, section = {}, None
    with open(os.environ["PEERS_SETTINGS"], encoding="utf-8") as lines:
        for line in lines:
            if line.lstrip().startswith("#") or not line.strip():
                continue
            name, value = line.strip().split(":", 1)
            if line[0] != " ":
                section = name
            elif section == connector:
                found[name] = json.loads(value)
    return found


def secret(place):
    """What a setting such as file:/path/to/key leads to."""
    with open(place.removeprefix("file:"), encoding="utf-8") as file:
        return file.read().strip()


def exported(name):
    """The rows of a file that the company was written as."""
    path = os.path.join(os.environ["PEERS_COMPANY"], name)
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exported_json(name):
    """The records of a file of Zendesk's, which has a page in each line."""
    path = os.path.join(os.environ["PEERS_COMPANY"], "zendesk", name + ".json")
    with open(path, encoding="utf-8") as file:
        return [record for line in file for record in json.loads(line)[name]]


def moved(url, address):
    """The same request at another host."""
    asked, there = urlsplit(url), urlsplit(address)
    return urlunsplit((there.scheme, there.netloc, asked.path, asked.query, ""))


class Detour(HTTPAdapter):
    """Sends what is meant for any https host to a stand-in."""

    def __init__(self, address):
        super().__init__()
        self.address = address

    def send(self, request, **options):
        asked = request.url
        request.url = moved(asked, self.address)
        response = super().send(request, **options)
        # Clients look at what they asked to tell what came.
        request.url = response.url = asked
        return response


def session(address):
    """A session of `requests` whose every way leads to a stand-in."""
    result = requests.Session()
    result.trust_env = False
    result.mount("https://", Detour(address))
    return result
