package io.arrears.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.ingest.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth, told in Java while the company is generated, equals what plain SQL finds in the finished tables. */
class TruthTest {

    private static final String STATE = """
            create temp view pay as select * from payments
            where success_flag and payment_date <= '2025-12-31' and known_at <= '2025-12-31';
            create temp view ref as select r.*, o.order_date, o.status as order_status
            from returns r join orders o using (order_id)
            where return_date <= '2025-12-31' and r.known_at <= '2025-12-31';
            create temp view inv as select i.invoice_id, i.order_id, i.customer_id, i.invoice_date, i.amount as face,
                i.status, i.amount_paid as stored, o.status as order_status, coalesce(c.new_due, i.due_date) as due,
                i.amount + coalesce(c.charged, 0) as amount, coalesce(p.paid, 0) as paid, p.last_payment,
                i.amount + coalesce(c.charged, 0) - coalesce(p.paid, 0) as open
            from invoices i join orders o using (order_id)
            left join (select invoice_id, sum(amount) as charged, max(new_due_date) as new_due from charges
                where charge_date <= '2025-12-31' and known_at <= '2025-12-31' group by 1) c using (invoice_id)
            left join (select invoice_id, sum(amount) as paid, max(payment_date) as last_payment from pay group by 1) p
                using (invoice_id)
            where i.invoice_date <= '2025-12-31' and i.known_at <= '2025-12-31' and i.status <> 'void';
            create temp view ord as select o.*, qty * price - discount as net, qty * price as gross,
                list_price, cost_price,
                coalesce(i.invoices, 0) as invoices, i.billed, coalesce(i.paid, 0) as paid, coalesce(i.open, 0) as open,
                coalesce(r.refunded, 0) as refunded, coalesce(r.returns, 0) as returns
            from orders o join products using (sku)
            left join (select order_id, count(*) as invoices, sum(face) as billed, sum(paid) as paid, sum(open) as open
                from inv group by 1) i using (order_id)
            left join (select order_id, count(*) as returns, sum(refund_amount) as refunded from ref group by 1) r
                using (order_id)
            where order_date <= '2025-12-31'
            """;

    @TempDir
    private static Path dir;
    private static EmbeddedDatabase database;
    private static Connection connection;

    @BeforeAll
    static void generate() throws SQLException {
        database = EmbeddedDatabase.start(dir);
        connection = database.connect();
        Generator.generate(connection, "public", 30_000, 11, done -> { });
        try (Statement statement = connection.createStatement()) {
            statement.execute(STATE);
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "B01|order|select order_id from ord where status = 'completed' and invoices = 0 and order_date < '2025-12-24'",
        "B02|order|select order_id from ord where status <> 'cancelled' and invoices > 0 and net - billed > 0.01",
        "B03|order|select order_id from ord where invoices > 0 and billed - net > 0.01",
        "B05|invoice|select b.invoice_id from inv b where exists (select from inv a "
            + "where a.customer_id = b.customer_id and a.face = b.face "
            + "and (a.invoice_date, a.invoice_id) < (b.invoice_date, b.invoice_id) "
            + "and (a.order_id = b.order_id or b.invoice_date - a.invoice_date <= 3))",
        "B06|invoice|select invoice_id from inv left join ord using (order_id) where inv.order_status = 'cancelled' "
            + "and (inv.paid - ord.refunded > 0.01 or inv.open > 0.01)",
        "P01|order|select order_id from ord where price < list_price",
        "P02|order|select order_id from ord where discount > 0.15 * gross + 0.01",
        "P03|order|select order_id from ord where net < cost_price * qty - 0.01",
        "C01|invoice|select invoice_id from inv where paid > 0 and open > 0.01 and due < '2025-12-31' "
            + "and last_payment <= '2025-12-01'",
        "C02|invoice|select invoice_id from inv where paid = 0 and open > 0.01 and due < '2025-12-31'",
        "C03|invoice|select invoice_id from inv where open > 0.01 and due < '2025-10-02'",
        "C04|payment|select b.payment_id from pay b join inv using (invoice_id) where exists (select from pay a "
            + "where a.invoice_id = b.invoice_id and a.amount = b.amount and b.payment_date - a.payment_date <= 3 "
            + "and (a.payment_date, a.payment_id) < (b.payment_date, b.payment_id)) and (select sum(amount) from pay a "
            + "where a.invoice_id = b.invoice_id and (a.payment_date, a.payment_id) <= (b.payment_date, b.payment_id)) "
            + "> inv.amount + 0.01",
        "C05|invoice|select invoice_id from inv where open < -0.01",
        "C14|invoice|select invoice_id from inv where status = 'paid' and open > 0.01 or status = 'unpaid' "
            + "and paid > 0.01 or abs(stored - paid) > 0.01",
        "R01|order|select order_id from ord where refunded > net + 0.01",
        "R02|order|select order_id from ord where refunded > paid + 0.01",
        "R03|order|select order_id from ord where refunded > 0.8 * net",
        "R04|return|select return_id from ref where refund_amount > 0.01 and (qty = 0 or order_status <> 'returned')",
        "R05|order|select order_id from ord where status = 'returned' and open > 0.01",
        "R06|return|select return_id from ref where refund_amount > 0.01 and return_date - order_date > 30",
        "R11|order|select order_id from ord where status = 'returned' and returns = 0",
    })
    void theTruthIsWhatTheTablesSay(String control, String entity, String query) throws SQLException {
        String truth = "select entity_id from sample_truth where control_id = '" + control
                + "' and entity_type = '" + entity + "'";
        String tables = "select id::text from (" + query + ") as found (id)";
        assertEquals(0, count(truth + " except all " + tables), control + ": told, not in the tables");
        assertEquals(0, count(tables + " except all " + truth), control + ": in the tables, not told");
        assertTrue(count(truth) > 2, control);
    }

    private static long count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from (" + query + ") as counted")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
