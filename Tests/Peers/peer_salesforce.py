"""simple-salesforce asks the stand-in for Salesforce."""

import csv
import io
import unittest
from datetime import datetime, timedelta, timezone

from simple_salesforce import Salesforce
from simple_salesforce.exceptions import (
    SalesforceAuthenticationFailed,
    SalesforceMalformedRequest,
)

import stand_ins


class SalesforcePeer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.settings = stand_ins.settings("salesforce")
        cls.peer = cls.login(cls.settings["username"])
        # An export may shorten ids, the interface does not.
        cls.accounts = {row["Id"][:15]: row for row in stand_ins.exported("salesforce/Account.csv")}

    @classmethod
    def login(cls, username):
        return Salesforce(
            username=username,
            consumer_key=cls.settings["consumer_key"],
            privatekey=stand_ins.secret(cls.settings["private_key"]),
            domain="login",
            version="60.0",
            session=stand_ins.session(cls.settings["login_host"]),
        )

    def test_a_stranger_is_refused(self):
        with self.assertWarns(UserWarning), self.assertRaises(SalesforceAuthenticationFailed):
            self.login("somebody@else.example")

    def test_a_query_has_all_rows(self):
        found = self.peer.query_all("SELECT Id, Name FROM Account ORDER BY Id")
        self.assertEqual(found["totalSize"], len(self.accounts))
        self.assertTrue(found["done"])
        self.assertEqual({len(row["Id"]) for row in found["records"]}, {18})
        names = {row["Id"][:15]: row["Name"] for row in found["records"]}
        self.assertEqual(names, {key: row["Name"] for key, row in self.accounts.items()})
        self.assertEqual(found["records"][0]["attributes"]["type"], "Account")

    def test_a_query_of_many_rows_comes_in_pages(self):
        rows = stand_ins.exported("salesforce/Stage_Adoption__c.csv")
        self.peer.headers["Sforce-Query-Options"] = "batchSize=200"
        self.addCleanup(self.peer.headers.pop, "Sforce-Query-Options")
        first = self.peer.query("SELECT Id FROM Stage_Adoption__c")
        self.assertFalse(first["done"])
        self.assertEqual(len(first["records"]), 200)
        found = list(self.peer.query_all_iter("SELECT Id FROM Stage_Adoption__c"))
        self.assertEqual({row["Id"] for row in found}, {row["Id"] for row in rows})
        self.assertEqual(len(found), len(rows))

    def test_a_count_has_no_rows(self):
        found = self.peer.query("SELECT COUNT() FROM Contact")
        self.assertEqual(found["totalSize"], len(stand_ins.exported("salesforce/Contact.csv")))
        self.assertEqual(found["records"], [])

    def test_fields_are_described(self):
        fields = {field["name"]: field for field in self.peer.Account.describe()["fields"]}
        self.assertEqual(fields["SystemModstamp"]["type"], "datetime")
        self.assertFalse(fields["SystemModstamp"]["updateable"])
        self.assertLessEqual(set(stand_ins.exported("salesforce/Account.csv")[0]), set(fields))

    def test_a_field_that_is_not_there_is_named(self):
        with self.assertRaises(SalesforceMalformedRequest) as failure:
            self.peer.query("SELECT Id, Nonsense__c FROM Account")
        self.assertEqual(failure.exception.content[0]["errorCode"], "INVALID_FIELD")
        self.assertIn("Nonsense__c", failure.exception.content[0]["message"])

    def test_limits_are_told(self):
        limits = self.peer.limits()
        self.assertGreater(limits["DailyApiRequests"]["Remaining"], 0)
        self.assertIn("api-usage", self.peer.api_usage)

    def test_a_bulk_job_has_all_rows(self):
        pages = self.peer.bulk2.Account.query("SELECT Id, Name FROM Account", max_records=10)
        found, count = {}, 0
        for page in pages:
            for row in csv.DictReader(io.StringIO(page, newline="")):
                found[row["Id"][:15]] = row["Name"]
            count += 1
        self.assertGreater(count, 1)
        self.assertEqual(found, {key: row["Name"] for key, row in self.accounts.items()})

    def test_fields_are_written_and_each_record_is_answered(self):
        key = next(row["Id"] for row in self.accounts.values() if len(row["Id"]) == 18)
        records = [
            {"attributes": {"type": "Account"}, "id": key, "Website": "https://peer.example"},
            {"attributes": {"type": "Account"}, "id": "001000000000000AAA", "Website": "-"},
        ]
        answers = self.peer.restful(
            "composite/sobjects", method="PATCH", json={"allOrNone": False, "records": records}
        )
        self.assertEqual([answer["success"] for answer in answers], [True, False])
        self.assertEqual(answers[1]["errors"][0]["statusCode"], "INVALID_CROSS_REFERENCE_KEY")
        row = self.peer.query(f"SELECT Website FROM Account WHERE Id = '{key}'")["records"][0]
        self.assertEqual(row["Website"], "https://peer.example")

    def test_records_are_deleted_and_each_is_answered(self):
        task = stand_ins.exported("salesforce/Task.csv")[0]["Id"]
        for code in (None, "ENTITY_IS_DELETED"):
            answers = self.peer.restful(
                "composite/sobjects",
                params={"ids": f"{task},00T000000000000AAA", "allOrNone": "false"},
                method="DELETE",
            )
            self.assertEqual([answer["success"] for answer in answers], [code is None, False])
            if code:
                self.assertEqual(answers[0]["errors"][0]["statusCode"], code)
        found = self.peer.query(f"SELECT Id FROM Task WHERE Id = '{task}'")
        self.assertEqual(found["totalSize"], 0)

    def test_the_log_of_deletions_is_answered(self):
        end = datetime.now(timezone.utc) - timedelta(minutes=1)
        found = self.peer.Account.deleted(end - timedelta(days=7), end)
        self.assertEqual(found["deletedRecords"], [])
        self.assertIn("latestDateCovered", found)


if __name__ == "__main__":
    unittest.main()
