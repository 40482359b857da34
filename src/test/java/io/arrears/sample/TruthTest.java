package io.arrears.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.embedded.EmbeddedDatabase;
import io.arrears.postgres.OwnTables;
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
            from invoices i left join orders o using (order_id)
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
            where order_date <= '2025-12-31';
            create temp view att as select *, (attempted_at at time zone 'UTC')::date as day from transactions
            where transaction_type = 'capture' and (attempted_at at time zone 'UTC')::date <= '2025-12-31';
            create temp view back as select r.*, o.order_id as known_order, o.qty as order_qty, o.net as order_net
            from returns r left join ord o using (order_id)
            where return_date <= '2025-12-31' and known_at <= '2025-12-31';
            create temp view last as select distinct on (invoice_id) * from att
            order by invoice_id, attempted_at desc, attempt_id desc;
            create temp view owed as select last.* from last left join inv using (invoice_id)
            where result_status = 'failed' and (inv.open > 0.01 and coalesce(order_status, '') <> 'cancelled'
                or exists (select from invoices i where i.invoice_id = last.invoice_id
                and greatest(invoice_date, known_at) > '2025-12-31'));
            create temp view unbilled as
            select * from ord where status = 'completed' and invoices = 0 and net > 0.01;
            create temp view near as select bill, amount, order_id, net, abs(billed_on - order_date) as days
            from (select 'o' || order_id as bill, customer_id, billed_on, billed - net as amount
                from ord join (select order_id, min(invoice_date) as billed_on from inv group by 1) i using (order_id)
                where billed - net > 0.01
                union all select 'i' || invoice_id, customer_id, invoice_date, face from inv
                where order_id is not null and order_id not in (select order_id from ord)) bills
            join unbilled using (customer_id) where abs(billed_on - order_date) <= 45;
            create temp table elsewhere as select order_id from (
                select bill, min(order_id) as order_id from (select *, rank() over (partition by bill order by days) as place
                    from near where abs(net - amount) <= 0.01) fitting where place = 1 group by bill having count(*) = 1
                union select bill, order_id from near where bill in (select bill from near group by bill, amount
                    having count(*) > 1 and abs(sum(net) - amount) <= 0.01)) b
            group by order_id having count(*) = 1;
            create temp table mate as
            select 1 as rank, 'i' || invoice_id as debt, attempt_id, null::bigint as order_id, customer_id, day,
                least(amount, above) as amount
            from (select *, sum(amount) over (partition by invoice_id order by attempted_at, attempt_id)
                - coalesce((select sum(amount) from pay where pay.invoice_id = att.invoice_id), 0) as above
                from att where result_status = 'success') c where above > 0.01
            union all select 2, 'i' || invoice_id, attempt_id, null::bigint, customer_id, day, amount from owed
            union all select 3, 'o' || order_id, null::bigint, order_id, customer_id, order_date, net from unbilled
            where order_id not in (select order_id from elsewhere)
            union all select 4, 'i' || invoice_id, null::bigint, null::bigint, customer_id, invoice_date, open from inv where open > 0.01;
            create temp table pair as
            select payment_id, mate.*, abs(payment_date - day) as days,
                rank() over (partition by payment_id order by rank, abs(payment_date - day)) as place
            from pay join mate using (customer_id, amount)
            where abs(payment_date - day) <= 45 and invoice_id not in (select invoice_id from invoices);
            create temp table lone as select * from pair one where place = 1
            and not exists (select from pair two where two.payment_id = one.payment_id and two.place = 1
                and (two.debt, coalesce(two.attempt_id, 0)) <> (one.debt, coalesce(one.attempt_id, 0)));
            create temp table met as select * from lone one
            where not exists (select from lone two where two.debt = one.debt and two.payment_id <> one.payment_id
                and two.days <= one.days)
            """;

    @TempDir
    private static Path dir;

    private static EmbeddedDatabase database;
    private static Connection connection;

    @BeforeAll
    static void generate() throws SQLException {
        database = EmbeddedDatabase.start(dir);
        connection = database.connect();
        Generator.generate(connection, "public", OwnTables.Replace.OWN, 30_000, 11, done -> {});
        SampleTruth.write(connection, "public", 30_000, 11);
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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "B01|order|select order_id from ord where status = 'completed' and invoices = 0 and order_date < '2025-12-24' "
                        + "and net > 0.01 and order_id not in (select order_id from met where order_id is not null union select order_id "
                        + "from elsewhere)",
                "B02|order|select order_id from ord where status <> 'cancelled' and invoices > 0 and net - billed > 0.01",
                "B03|order|select order_id from ord where invoices > 0 and billed - net > 0.01",
                "B05|invoice|select b.invoice_id from inv b where exists (select from inv a "
                        + "where a.customer_id = b.customer_id and a.face = b.face "
                        + "and (a.invoice_date, a.invoice_id) < (b.invoice_date, b.invoice_id) "
                        + "and not (a.paid > 0 and a.open <= 0.01 and b.paid > 0 and b.open <= 0.01) "
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
                "B04|order|select order_id from ord join (select order_id, min(invoice_date) as first_date from inv group by 1) f "
                        + "using (order_id) where status <> 'cancelled' and net > 0.01 and first_date - order_date > 14",
                "B07|invoice|select invoice_id from inv where order_id is not null and order_id not in (select order_id from ord) "
                        + "or customer_id not in (select customer_id from customers where signup_date <= '2025-12-31')",
                "B08|invoice|select i.invoice_id from inv join invoices i using (invoice_id) left join ord "
                        + "on ord.order_id = i.order_id where i.due_date < i.invoice_date or i.invoice_date < ord.order_date "
                        + "or i.due_date - i.invoice_date > 120",
                "P04|order|select order_id from ord where net <= 0",
                "C06|payment|select payment_id from pay where amount > 0.01 "
                        + "and invoice_id not in (select invoice_id from invoices)",
                "C07|payment|select payment_id from pay join inv using (invoice_id) where payment_date < invoice_date",
                "C08|attempt|select attempt_id from owed where reason_code <> 'lost_or_stolen' and day <= '2025-12-28' "
                        + "and attempt_id not in (select attempt_id from met where attempt_id is not null)",
                "C09|debt|select distinct b.invoice_id from att a join att b using (invoice_id) "
                        + "where a.reason_code = 'lost_or_stolen' and b.result_status = 'failed' "
                        + "and (a.attempted_at, a.attempt_id) < (b.attempted_at, b.attempt_id)",
                "C10|debt|select distinct invoice_id from (select invoice_id, payment_method as card, count(*) over (partition by "
                        + "invoice_id order by day range between interval '29 days' preceding and current row) as in_30, "
                        + "count(*) over (partition by invoice_id, day) as in_1 from att) a "
                        + "where card = 'visa' and in_30 > 20 or card = 'mastercard' and (in_1 > 10 or in_30 > 35)",
                "C11|attempt|select attempt_id from (select attempt_id, invoice_id, sum(amount) over (partition by invoice_id "
                        + "order by attempted_at, attempt_id) as captured from att where result_status = 'success' "
                        + "and day <= '2025-12-28') c left join (select invoice_id, sum(amount) as paid from pay group by 1) p "
                        + "using (invoice_id) where captured - coalesce(paid, 0) > 0.01 "
                        + "and attempt_id not in (select attempt_id from met where attempt_id is not null)",
                "C12|payment|select payment_id from (select payment_id, captures, row_number() over (partition by p.invoice_id, "
                        + "payment_date, p.amount order by payment_id) as nth from pay p join (select invoice_id, day, amount, "
                        + "count(*) filter (where result_status = 'success') as captures from att group by 1, 2, 3 "
                        + "having count(*) filter (where result_status = 'failed') > 0) a on a.invoice_id = p.invoice_id "
                        + "and a.day = payment_date and a.amount = p.amount) t where nth > captures",
                "C13|attempt|select attempt_id from att where result_status = 'success' and chargeback_flag "
                        + "and day <= date '2025-12-31' - 120",
                "R07|order|select order_id from ord join (select order_id, sum(qty) as pieces from ref group by 1) r "
                        + "using (order_id) where pieces > qty",
                "R08|return|select b.return_id from ref b join ord using (order_id) join (select order_id, sum(qty) as pieces "
                        + "from ref group by 1) s using (order_id) where b.refund_amount > 0.01 and exists (select from ref a "
                        + "where a.order_id = b.order_id and a.refund_amount = b.refund_amount "
                        + "and (a.return_date, a.return_id) < (b.return_date, b.return_id)) "
                        + "and not (b.qty > 0 and pieces <= ord.qty and refunded - net <= 0.01)",
                "R10|return|select return_id from ref where return_date < order_date and order_date <= '2025-12-31'",
                "R12|customer_sku_currency|select concat_ws(chr(124), customer_id, sku, currency) from (select customer_id, sku, "
                        + "currency, sum(qty) as sold from ord group by 1, 2, 3) s join (select customer_id, sku, sum(qty) as pieces "
                        + "from back group by 1, 2) b using (customer_id, sku) where pieces > sold",
                "R13|customer_sku_currency_order|select distinct concat_ws(chr(124), b.customer_id, b.sku, c.currency, known_order) "
                        + "from back b join (select customer_id, sku, currency, max(net / qty) as best from ord group by 1, 2, 3) c "
                        + "using (customer_id, sku) where b.qty > 0 and refund_amount "
                        + "- b.qty * case when known_order is null then best else order_net / order_qty end > 0.01",
                "A01|invoice|select invoice_id from inv where open > 0.01 and due < date '2025-12-31' - 30 and amount <= face "
                        + "and coalesce(order_status, '') <> 'cancelled'",
                "A03|invoice|select invoice_id from inv where open > 0.01 and customer_id in (select customer_id from (select "
                        + "customer_id, greatest(invoice_date, last_payment) as day from inv union all select customer_id, order_date "
                        + "from ord) e group by 1 having max(day) <= date '2025-12-31' - 180)",
                "A04|customer_currency|select concat_ws(chr(124), inv.customer_id, max(i.currency)) from inv join invoices i using (invoice_id) "
                        + "join customers c on c.customer_id = inv.customer_id where signup_date <= '2025-12-31' "
                        + "group by inv.customer_id, credit_limit having sum(greatest(open, 0)) - credit_limit > 0.01",
                "A05|order|select order_id from ord where status <> 'cancelled' and exists (select from inv "
                        + "where inv.customer_id = ord.customer_id and ord.order_date >= inv.due + 60 "
                        + "and (inv.open > 0.01 or ord.order_date < inv.last_payment))",
                "A06|order|select order_id from ord join customers using (customer_id) where order_date < signup_date "
                        + "and signup_date <= '2025-12-31'",
            })
    void theTruthIsWhatTheTablesSay(String control, String entity, String query) throws SQLException {
        String truth = "select entity_id from sample_truth where control_id = '" + control + "' and entity_type = '"
                + entity + "'";
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
