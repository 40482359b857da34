package io.arrears.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.Table;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staging makes of PostgreSQL's types: each value is a figure, a blank or a row that is set aside with its reason. */
class PostgresTypesTest {

    @TempDir
    static Path lake;

    private static TestRun run;

    @BeforeAll
    static void stageALedgerOfItsTypes() {
        TestPostgres.schema(
                "kinds",
                "create domain fee as numeric(38,10)",
                "create domain cash as money",
                "create type stand as enum ('sent', 'void')",
                """
                create table "Rechnung & Köpfe" ("group" text primary key, "user" uuid, "Ausgestellt am" timestamptz,
                    "fällig" date, "Betrag" fee, "Währung" char(3), "select" stand, doc jsonb, parts numeric[])""",
                """
                insert into "Rechnung & Köpfe" values
                    ('digits', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A22', '2024-05-02 09:00+00', '2024-05-31', 12345678.1250000001,
                        'eur', 'sent', '{"a": 1}', '{1}'),
                    ('never due', null, '2024-05-02 09:00+00', 'infinity', 21, 'EUR', 'sent', null, null),
                    ('not a number', null, '2024-05-02 09:00+00', '2024-05-31', 'NaN', 'EUR', 'sent', null, null),
                    ('never issued', null, '-infinity', '2024-05-31', 22, 'EUR', 'sent', null, null),
                    ('no debt', null, '2024-05-02 09:00+00', '2024-05-31', 23, 'EUR', 'void', null, null),
                    ('next day', null, '2024-06-29 22:30-03', '2024-06-30', 24, 'EUR', 'sent', null, null),
                    ('no such hour', null, '2024-03-31 02:30 Europe/Berlin', '2024-04-30', 25, 'EUR', 'sent', null, null),
                    ('hour twice', null, '2024-10-27 02:30+02', '2024-11-30', 26, 'EUR', 'sent', null, null)""",
                "create table wide (id bigint, billed timestamp, due timestamptz, amt numeric)",
                """
                insert into wide values (9223372036854775807, '2024-05-01', '2024-06-30 00:00+00', 31),
                    (-9223372036854775808, '2024-05-01', '2024-06-30 00:00-05', 32), (5, '2024-05-01', null, 'Infinity'),
                    (6, '2024-05-01', null, 33.00000000000000000000000000000000000000000000049999)""",
                """
                create view all_invoices as select "group" as "Invoice_ID", "user"::text as "CUSTOMER_id",
                    "Ausgestellt am" as "Invoice_Date", "fällig" as "Due_Date", "Betrag" as "AMOUNT", "Währung" as currency,
                    "select" as status from "Rechnung & Köpfe"
                union all select id::text, null, billed, due::date, amt, 'EUR', null from wide""",
                """
                create table "Zahlung.en" ("Payment_ID" bigint generated always as identity, "INVOICE_id" text,
                    "Payment_Date" timestamptz not null, "Amount" cash, "Success_Flag" boolean)
                    partition by range ("Payment_Date")""",
                "create table early partition of \"Zahlung.en\" for values from (minvalue) to ('2024-06-01')",
                "create table others partition of \"Zahlung.en\" default",
                """
                insert into "Zahlung.en" ("INVOICE_id", "Payment_Date", "Amount", "Success_Flag") values
                    ('digits', '2024-05-20 12:00+00', '$1,234.56', true), ('next day', '2024-06-30 23:59:59.999999+00', '24', true),
                    ('hour twice', '2024-06-30 22:30-03', '26', false)""",
                "create table credit_notes (credit_note_id int, invoice_id text, credit_date date, amount real)",
                "create table credit_notes_old () inherits (credit_notes)",
                "insert into credit_notes values (1, 'digits', '2024-05-10', 2.675)",
                "insert into credit_notes_old values (2, 'digits', '2024-05-11', 1.005)");
        run = TestRun.of(
                lake,
                "2024-12-31",
                1,
                TestPostgres.settings(
                        "kinds",
                        Map.of(
                                "source.tables.invoices.table",
                                "kinds.all_invoices",
                                "source.tables.payments.table",
                                "kinds.\"Zahlung.en\"",
                                "quality.max-quarantined-row-share",
                                "0.5",
                                "quality.max-quarantined-amount-share",
                                "0.9")));
        run.ingest().stage();
    }

    private static List<String> invoices(String columns, String where) {
        return run.rows("select " + columns + " from stg_invoices where " + where, Table.STG_INVOICES);
    }

    @Test
    void numbersOfAnyLengthAreRoundedOnceAndKeysKeepEveryDigit() {
        assertEquals(
                List.of(
                        "-9223372036854775808|32.0000",
                        "6|33.0000",
                        "9223372036854775807|31.0000",
                        "digits|12345678.1300"),
                invoices("invoice_id, amount", "invoice_id = 'digits' or invoice_id rlike '^-?[0-9]+$'"));
    }

    @Test
    void daysAreThoseOfTheTimeInUtcWhateverClockWroteThem() {
        assertEquals(
                List.of("hour twice|2024-10-27", "next day|2024-06-30", "no such hour|2024-03-31"),
                invoices("invoice_id, invoice_date", "invoice_id in ('next day', 'no such hour', 'hour twice')"));
        assertEquals(
                List.of("1|2024-05-20|1234.5600|true", "2|2024-06-30|24.0000|true", "3|2024-07-01|26.0000|false"),
                run.rows("select payment_id, payment_date, amount, is_success from stg_payments", Table.STG_PAYMENTS));
    }

    @Test
    void whatHasNoValueIsABlankOrSetAside() {
        assertEquals(
                List.of("unreadable_amount|2", "unreadable_date|1"),
                run.rows(
                        "select reason_code, count(*) from ops_quarantine where source_table = 'invoices' group by all",
                        Table.OPS_QUARANTINE));
        assertEquals(
                List.of("never due|null|EUR"), invoices("invoice_id, due_date, currency", "invoice_id = 'never due'"));
    }

    @Test
    void enumsAreWordsAndDomainsAndInheritedRowsAreRead() {
        assertEquals(List.of("no debt|void"), invoices("invoice_id, ledger_state", "ledger_state = 'void'"));
        assertEquals(
                List.of("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a22|EUR"),
                invoices("customer_id, currency", "invoice_id = 'digits'"));
        assertEquals(
                List.of("1|2.6800", "2|1.0100"),
                run.rows("select credit_note_id, amount from stg_credit_notes", Table.STG_CREDIT_NOTES));
    }
}
