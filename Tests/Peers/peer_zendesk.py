"""zenpy asks the stand-in for Zendesk."""

import time
import unittest

from zenpy import Zenpy
from zenpy.lib.exception import APIException

import stand_ins


class ZendeskPeer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.settings = stand_ins.settings("zendesk")
        cls.peer = cls.login(stand_ins.secret(cls.settings["token"]))

    @classmethod
    def login(cls, token):
        return Zenpy(
            subdomain="acme",
            email=cls.settings["email"],
            token=token,
            session=stand_ins.session(cls.settings["host"]),
        )

    def test_the_login_is_an_administrator(self):
        self.assertEqual(self.peer.users.me().role, "admin")

    def test_a_stranger_is_refused(self):
        with self.assertRaises(APIException) as failure:
            list(self.login("wrong").tickets.incremental(start_time=0))
        self.assertEqual(failure.exception.response.status_code, 401)

    def test_tickets_come_by_cursor_in_pages(self):
        expected = {record["id"] for record in stand_ins.exported_json("tickets")}
        size = len(expected) // 3 + 1
        found = list(self.peer.tickets.incremental(start_time=0, per_page=size))
        self.assertEqual(len(found), len(expected))
        self.assertEqual({ticket.id for ticket in found}, expected)

    def test_users_come_by_cursor(self):
        expected = {record["id"] for record in stand_ins.exported_json("users")}
        found = list(self.peer.users.incremental(start_time=0))
        self.assertEqual({user.id for user in found}, expected)

    def test_organizations_come_by_time(self):
        expected = {record["id"] for record in stand_ins.exported_json("organizations")}
        found = list(self.peer.organizations.incremental(start_time=0))
        self.assertEqual({organization.id for organization in found}, expected)

    def test_the_list_of_organizations_comes_in_pages(self):
        expected = {record["id"] for record in stand_ins.exported_json("organizations")}
        found = list(self.peer.organizations(cursor_pagination=7))
        self.assertEqual(len(found), len(expected))
        self.assertEqual({organization.id for organization in found}, expected)

    def test_what_changed_just_now_may_not_be_asked_for(self):
        with self.assertRaises(APIException) as failure:
            self.peer.tickets.incremental(start_time=int(time.time()))
        self.assertEqual(failure.exception.response.status_code, 422)


if __name__ == "__main__":
    unittest.main()
