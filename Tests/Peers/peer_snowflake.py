"""snowflake-sql-api asks the stand-in for Snowflake."""

import unittest
from datetime import date

import httpx
from snowflake_sql_api import SnowflakeClient
from snowflake_sql_api.exceptions import SnowflakeAuthError, SnowflakeProgrammingError

import stand_ins


class Detour(httpx.HTTPTransport):
    """Sends what is meant for any https host to a stand-in."""

    def __init__(self, address):
        super().__init__(trust_env=False)
        self.address = address

    def handle_request(self, request):
        request.url = httpx.URL(stand_ins.moved(str(request.url), self.address))
        return super().handle_request(request)


class SnowflakePeer(unittest.TestCase):
    columns = ["SNAPSHOT_MONTH", "DIM_CRM_ACCOUNT_ID", "HOSTNAME", "BILLABLE_USER_COUNT"]

    @classmethod
    def setUpClass(cls):
        cls.settings = stand_ins.settings("snowflake")
        cls.rows = stand_ins.exported("usage.csv")

    def login(self, user):
        http = httpx.Client(transport=Detour(self.settings["host"]), trust_env=False)
        self.addCleanup(http.close)
        return SnowflakeClient(
            account=self.settings["account"],
            user=user,
            private_key=stand_ins.secret(self.settings["private_key"]).encode(),
            database=self.settings["database"],
            schema=self.settings["schema"],
            warehouse=self.settings["warehouse"],
            timezone="UTC",
            http_client=http,
        )

    def statement(self, columns):
        table = ".".join(f'"{self.settings[part]}"' for part in ("database", "schema", "table"))
        names = ", ".join(f'"{name}"' for name in columns)
        return (
            f'SELECT {names} FROM {table} WHERE "SNAPSHOT_MONTH" >= TO_DATE(?) '
            'ORDER BY "SNAPSHOT_MONTH"'
        )

    def test_a_stranger_is_refused(self):
        with self.assertRaises(SnowflakeAuthError):
            self.login("SOMEBODY").query(self.statement(self.columns), ["2000-01-01"])

    def test_all_rows_come_with_their_values(self):
        found = self.login(self.settings["user"]).query(
            self.statement(self.columns), ["2000-01-01"]
        )
        self.assertEqual(len(found), len(self.rows))

        def count(text):
            return int(text) if text else None

        wanted = sorted(
            (row["SNAPSHOT_MONTH"], row["DIM_CRM_ACCOUNT_ID"], row["HOSTNAME"] or "",
             count(row["BILLABLE_USER_COUNT"]) or 0)
            for row in self.rows
        )
        self.assertEqual(
            wanted,
            sorted(
                (row["SNAPSHOT_MONTH"].isoformat(), row["DIM_CRM_ACCOUNT_ID"] or "",
                 row["HOSTNAME"] or "", row["BILLABLE_USER_COUNT"] or 0)
                for row in found
            ),
        )

    def test_months_are_bound(self):
        last = max(row["SNAPSHOT_MONTH"] for row in self.rows)
        found = self.login(self.settings["user"]).query(self.statement(self.columns), [last])
        self.assertEqual({row["SNAPSHOT_MONTH"] for row in found}, {date.fromisoformat(last)})

    def test_a_statement_may_be_waited_for(self):
        handle = self.login(self.settings["user"]).submit(
            self.statement(self.columns), ["2000-01-01"]
        )
        self.assertEqual(len(handle.result()), len(self.rows))

    def test_columns_are_listed(self):
        database = self.settings["database"]
        found = self.login(self.settings["user"]).query_column(
            f'SELECT COLUMN_NAME FROM "{database}".INFORMATION_SCHEMA.COLUMNS '
            "WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
            [self.settings["schema"], self.settings["table"]],
        )
        self.assertEqual(found, list(self.rows[0]))

    def test_a_column_that_is_not_there_is_named(self):
        with self.assertRaises(SnowflakeProgrammingError) as failure:
            self.login(self.settings["user"]).query(
                self.statement(["NONSENSE"]), ["2000-01-01"]
            )
        self.assertEqual(failure.exception.code, "000904")
        self.assertIn("NONSENSE", str(failure.exception))


if __name__ == "__main__":
    unittest.main()
