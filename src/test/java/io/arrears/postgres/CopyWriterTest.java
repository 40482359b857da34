package io.arrears.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class CopyWriterTest {

    @Test
    void textArrivesAsItIs() throws SQLException {
        TestPostgres.schema("copied", "create table odd (b text, a text)");
        try (Connection connection = TestPostgres.connect();
                CopyWriter copy = new CopyWriter(connection, "copied.odd (a, b)")) {
            copy.field("tab\tline\nreturn\rback\\slash\\N");
            copy.field((String) null);
            copy.endRow();
            copy.field("zero\0");
            copy.field("");
            copy.endRow();
            assertEquals(2, copy.end());
            copy.field("again");
            copy.nullField();
            copy.endRow();
            assertEquals(1, copy.end());
            assertEquals(
                    "[tab\tline\nreturn\rback\\slash\\N,null][zero\uFFFD,][again,null]",
                    text(
                            connection,
                            "select string_agg('[' || a || ',' || coalesce(b, 'null') || ']', '') from copied.odd"));
        }
    }

    @Test
    void whatIsNotEndedIsNotThere() throws SQLException {
        TestPostgres.schema("given_up", "create table large (a text)");
        try (Connection connection = TestPostgres.connect()) {
            try (CopyWriter copy = new CopyWriter(connection, "given_up.large")) {
                for (int i = 0; i < 100_000; i++) {
                    copy.field("some text");
                    copy.endRow();
                }
            }
            assertEquals("0", text(connection, "select count(*)::text from given_up.large"));
        }
    }

    /** A connection has one COPY at a time, and rows of both tables are longer than a buffer. */
    @Test
    void twoTablesFillSideBySide() throws SQLException {
        TestPostgres.schema("side", "create table one (a text)", "create table two (a text)");
        try (Connection connection = TestPostgres.connect();
                CopyWriter one = new CopyWriter(connection, "side.one");
                CopyWriter two = new CopyWriter(connection, "side.two")) {
            for (int i = 0; i < 20; i++) {
                for (CopyWriter each : new CopyWriter[] {one, two}) {
                    each.field("x".repeat(i * 30_000));
                    each.endRow();
                    if (each.isFull()) {
                        each.end();
                    }
                }
            }
            one.end();
            two.end();
            assertEquals(
                    "20 5700000 20 5700000",
                    text(
                            connection,
                            "select (select count(*) || ' ' || sum(length(a)) from side.one) || ' '"
                                    + " || (select count(*) || ' ' || sum(length(a)) from side.two)"));
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
