package io.arrears.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import io.arrears.embedded.EmbeddedDatabase;
import io.arrears.postgres.OwnTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorTest {

    private static final long INVOICES = 20_000;
    private static final long SEED = 7;

    @TempDir
    private static Path dir;

    private static EmbeddedDatabase database;
    private static Connection connection;
    private static Generator.Generated company;
    private static final List<Long> PROGRESS = new ArrayList<>();

    @BeforeAll
    static void generate() throws SQLException {
        database = EmbeddedDatabase.start(dir);
        connection = database.connect();
        company = Generator.generate(connection, "public", OwnTables.Replace.OWN, INVOICES, SEED, PROGRESS::add);
        SampleTruth.write(connection, "public", INVOICES, SEED);
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void theSameSeedGivesTheSameRows() {
        Generator.Generated again =
                Generator.generate(connection, "again", OwnTables.Replace.OWN, INVOICES, SEED, done -> {});
        assertEquals(company, again);
        Generator.Generated other =
                Generator.generate(connection, "again", OwnTables.Replace.OWN, INVOICES, SEED + 1, done -> {});
        assertNotEquals(company.checksum(), other.checksum());
    }

    @Test
    void theNumberOfInvoicesIsWhatWasAsked() throws SQLException {
        assertEquals(INVOICES, number("select count(*) from invoices"));
        assertEquals(
                1,
                Generator.generate(connection, "one", OwnTables.Replace.OWN, 1, SEED, done -> {})
                        .rows()
                        .get("invoices"));
        assertEquals(INVOICES, PROGRESS.get(PROGRESS.size() - 1));
        assertTrue(PROGRESS.size() > 50, PROGRESS.size() + " reports of progress");
    }

    @Test
    void allTablesHoldWhatWasReported() throws SQLException {
        for (Map.Entry<String, Long> each : company.rows().entrySet()) {
            assertEquals(each.getValue(), number("select count(*) from " + each.getKey()), each.getKey());
            assertTrue(each.getValue() > 20, each.toString());
        }
    }

    @Test
    void whatAnotherMadeIsReplacedOnlyWhereThatIsAsked() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema theirs; create table theirs.payments as select 1 as amount");
        }
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> Generator.generate(connection, "theirs", OwnTables.Replace.OWN, 1, SEED, done -> {}));
        assertEquals(
                "schema theirs has a table that arrears generate would drop and did not make: payments. Nothing was"
                        + " changed: name another source.schema, or give --replace to drop it with all rows",
                refused.getMessage());
        assertEquals(1, number("select count(*) from pg_tables where schemaname = 'theirs'"));
        Generator.generate(connection, "theirs", OwnTables.Replace.ANY, 1, SEED, done -> {});
        assertEquals(1, number("select count(*) from theirs.invoices"));
    }

    @Test
    void noInvoicesAreRefused() {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> Generator.generate(connection, "none", OwnTables.Replace.OWN, 0, SEED, done -> {}));
        assertTrue(refused.getMessage().startsWith("--invoices 0: expected at least 1"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "B01", "B02", "B03", "B05", "B06", "P01", "P02", "P03", "C01", "C02", "C03", "C04", "C05", "C14", "R01", "R02",
        "R03", "R04", "R05", "R06", "R11", "B04", "B07", "B08", "P04", "C06", "C07", "C08", "C09", "C10", "C11", "C12",
        "C13", "R07", "R08", "R10", "R12", "R13", "A01", "A03", "A04", "A05", "A06"
    })
    void everyControlHasSomethingToFindInTheSmallestCompany(String control) throws SQLException {
        if (number("select count(*) from pg_tables where schemaname = 'small'") == 0) {
            Generator.generate(connection, "small", OwnTables.Replace.OWN, Generator.FEWEST_INVOICES, SEED, done -> {});
            SampleTruth.write(connection, "small", Generator.FEWEST_INVOICES, SEED);
        }
        String count = "select count(*) from %s.sample_truth where control_id = '" + control + "'";
        assertTrue(number(count.formatted("small")) > 0, control + " in the smallest");
        assertTrue(number(count.formatted("public")) > 2, control);
    }

    /** Each query counts cases just inside a rule, and the findings of the control among them: some, and none. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "B02|order|a cent under|select o.order_id from orders o join invoices i using (order_id) "
                        + "where qty * price - discount - i.amount = 0.01 and o.status = 'completed'",
                "B03|order|a cent over|select o.order_id from orders o join invoices i using (order_id) "
                        + "where qty * price - discount - i.amount = -0.01",
                "B01|order|the last day of grace|select order_id from orders where order_date = date '2025-12-24' "
                        + "and status = 'completed' and not exists (select from invoices i where i.order_id = orders.order_id "
                        + "and invoice_date <= '2025-12-31')",
                "B05|invoice|4 days apart|select b.invoice_id from invoices a join invoices b "
                        + "on a.customer_id = b.customer_id and a.amount = b.amount and b.invoice_date = a.invoice_date + 4 "
                        + "and a.order_id <> b.order_id",
                "B06|invoice|voided|select invoice_id from invoices join orders using (order_id) "
                        + "where orders.status = 'cancelled' and invoices.status = 'void'",
                "P02|order|exactly 15 %|select order_id from orders where discount = 0.15 * qty * price",
                "P03|order|exactly the cost|select order_id from orders join products using (sku) "
                        + "where qty * price - discount = qty * cost_price",
                "C01|invoice|29 days ago|select invoice_id from payments group by 1 "
                        + "having max(payment_date) = date '2025-12-02' and sum(amount) < "
                        + "(select amount from invoices i where i.invoice_id = payments.invoice_id)",
                "C02|invoice|due today|select invoice_id from invoices where due_date = '2025-12-31' and status = 'unpaid'",
                "C03|invoice|90 days|select invoice_id from invoices where due_date = '2025-10-02' and status = 'unpaid'",
                "C04|payment|again on day 4|select b.payment_id from payments a join payments b on a.invoice_id = b.invoice_id "
                        + "and a.amount = b.amount and b.payment_date = a.payment_date + 4",
                "C05|invoice|a cent over|select invoice_id from invoices i join payments p using (invoice_id) "
                        + "where p.amount = i.amount + 0.01",
                "C14|invoice|a cent off|select invoice_id from invoices i join payments p using (invoice_id) "
                        + "where p.amount = i.amount and i.amount_paid = p.amount + 0.01 and i.status = 'paid'",
                "R01|order|all of it|select order_id from orders join returns using (order_id) "
                        + "where refund_amount = orders.qty * price - discount",
                "R03|order|exactly 80 %|select order_id from orders join returns using (order_id) "
                        + "where refund_amount = 0.8 * (orders.qty * price - discount)",
                "B04|order|day 14|select order_id from orders join invoices using (order_id) "
                        + "where invoice_date - order_date = 14",
                "B07|invoice|names no order|select invoice_id from invoices where order_id is null",
                "B08|invoice|120 days to pay|select invoice_id from invoices where due_date - invoice_date = 120",
                "P04|order|sold for a cent|select order_id from orders where qty * price - discount = 0.01",
                "C06|payment|bounced|select payment_id from payments where not success_flag "
                        + "and invoice_id not in (select invoice_id from invoices)",
                "C07|payment|the same day|select payment_id from payments join invoices using (invoice_id) "
                        + "where payment_date = invoice_date",
                "C08|attempt|2 days ago|select attempt_id from transactions where result_status = 'failed' "
                        + "and (attempted_at at time zone 'UTC')::date = '2025-12-29'",
                "C11|attempt|2 days ago|select attempt_id from transactions where result_status = 'success' "
                        + "and (attempted_at at time zone 'UTC')::date = '2025-12-29'",
                "C13|attempt|119 days ago|select attempt_id from transactions where chargeback_flag "
                        + "and (attempted_at at time zone 'UTC')::date = date '2025-12-31' - 119",
                "A01|invoice|30 days|select invoice_id from invoices where due_date = '2025-12-01' and status = 'unpaid'",
                "A06|order|on the day|select order_id from orders join customers using (customer_id) "
                        + "where order_date = signup_date",
                "R07|order|all, in two parts|select order_id from orders o join returns r using (order_id) group by 1, o.qty "
                        + "having sum(r.qty) = o.qty and count(*) = 2",
                "R08|return|two equal parts|select b.return_id from returns a join returns b using (order_id, refund_amount) "
                        + "where a.return_id < b.return_id and a.qty = 1 and b.qty = 1",
                "R10|return|on the day|select return_id from orders join returns using (order_id) where return_date = order_date",
                "R06|return|day 30|select return_id from orders join returns using (order_id) "
                        + "where return_date = order_date + 30",
            })
    void nearMissesArePlantedAndAreNoFindings(String control, String entity, String what, String query)
            throws SQLException {
        assertTrue(number("select count(*) from (" + query + ") as near") > 2, control + ": " + what);
        assertEquals(
                0,
                number("select count(*) from (" + query + ") as near (id) "
                        + "join sample_truth on entity_id = id::text where control_id = '" + control
                        + "' and entity_type = '" + entity + "'"),
                control + ": " + what);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "first card attempts that fail|0.35|0.55|select avg(case when result_status = 'failed' then 1 else 0 end) from "
                        + "(select distinct on (invoice_id) * from transactions where transaction_type = 'capture' "
                        + "order by invoice_id, attempted_at, attempt_id) as first_attempts",
                "failed first attempts collected by a retry|0.3|0.8|select avg(case when paid then 1 else 0 end) from "
                        + "(select bool_or(result_status = 'success') as paid from transactions "
                        + "where transaction_type = 'capture' and attempted_at < '2025-10-01' group by invoice_id "
                        + "having bool_or(result_status = 'failed')) as debts",
                "invoices never paid in full|0.01|0.08|select avg(case when status in ('unpaid', 'partial') then 1 else 0 end) "
                        + "from invoices where due_date < '2025-07-01'",
                "payments after the due date|0.4|0.7|select avg(case when payment_date > due_date then 1 else 0 end) "
                        + "from payments join invoices using (invoice_id)",
                "orders returned|0.005|0.05|select count(distinct order_id)::numeric / (select count(*) from orders) "
                        + "from returns",
                "rows known late|0.001|0.02|select avg(case when known_at > payment_date then 1 else 0 end) from payments",
                "rows per invoice|4|6|select (select count(*) from orders) + (select count(*) from payments) "
                        + "+ (select count(*) from transactions) + (select count(*) from charges) "
                        + "+ (select count(*) from customers) + 20000::numeric from products limit 1",
            })
    void ratesAreThoseOfABelievableCompany(String what, double low, double high, String query) throws SQLException {
        double rate = what.equals("rows per invoice") ? number(query) / INVOICES : decimal(query);
        assertTrue(rate >= low && rate <= high, what + ": " + rate);
    }

    @Test
    void timeRunsForwardsAndPastTheAsOfDay() throws SQLException {
        assertEquals(0, number("select count(*) from payments where known_at < payment_date"));
        // What is planted lies a few days off, and only what is planted.
        assertEquals(
                0,
                number("select count(*) from payments join invoices using (invoice_id) "
                        + "where payment_date < invoice_date - 1"));
        String offOrder = "select count(*) from invoices join orders using (order_id) "
                + "join customers on customers.customer_id = invoices.customer_id where ";
        assertEquals(
                0,
                number(
                        offOrder
                                + "invoice_date < order_date - 5 or due_date < invoice_date - 9 or order_date < signup_date - 20"));
        long off =
                number(offOrder + "invoice_date < order_date or due_date < invoice_date or order_date < signup_date");
        assertTrue(off < INVOICES / 200, off + " invoices with dates out of order");
        assertTrue(number("select count(*) from payments where payment_date > date '2025-12-31'") > 100);
        assertEquals(0, number("select count(*) from payments where payment_date > date '2026-02-28'"));
        assertEquals(3, number("select count(distinct currency) from invoices"));
    }

    private static long number(String query) throws SQLException {
        return (long) decimal(query);
    }

    private static double decimal(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
