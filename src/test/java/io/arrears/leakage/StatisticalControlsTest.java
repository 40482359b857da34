package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.testing.TestSpark;
import io.arrears.transform.SqlParameters;
import io.arrears.transform.SqlViews;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How often the controls that compare one with many cry wolf, and how often they see the wolf: 200 made-up companies, each
 * under a currency of its own, so that one query judges them all. In each, 24 sales reps sell 30 to 100 orders each; reps 1
 * to 4 are what P05 to P08 look for. In 200 others, 60 customers have 20 orders each; customer 0 is what R09 looks for. All
 * others differ as people do. In 200 more, 60 customers have 20 invoices each, and one invoice is entered twice: B05.
 */
class StatisticalControlsTest {

    static final Set<String> CONTROLS = Set.of("P05", "P06", "P07", "P08", "R09");
    private static final int SEEDS = 200;
    private static final int REPS = 24;
    private static final int PLANTED_REPS = 4;
    private static final int CUSTOMERS = 60;
    private static SparkSession companies;

    /** Random numbers from keys: the same in every run, whatever Spark does with the rows. */
    private static String uniform(String keys) {
        return "(pmod(xxhash64(" + keys + "), 1000003) + 0.5d) / 1000003";
    }

    private static String normal(String keys) {
        return "sqrt(-2 * ln(" + uniform(keys + ", 'radius'") + ")) * cos(2 * pi() * " + uniform(keys + ", 'angle'")
                + ")";
    }

    @BeforeAll
    static void foundCompanies() {
        companies = TestSpark.session().newSession();
        // Reps first, a few thousand rows; from 30 to 100 orders each.
        companies
                .sql("select *, format_string('S%03d', seed) as currency, string(rep) as sales_rep_id, "
                        + "if(rep = 1, 0.3, 0.05 + 0.015 * " + normal("seed, rep, 'bunch'") + ") as p_bunch, "
                        + "if(rep = 2, 2.5, 1 + 0.15 * " + normal("seed, rep, 'generosity'") + ") as generosity, "
                        + "if(rep = 3, 0.25, 0.08 + 0.02 * " + normal("seed, rep, 'return'") + ") as p_return, "
                        + "if(rep = 4, 0.35, 0.08 + 0.02 * " + normal("seed, rep, 'overdue'") + ") as p_overdue "
                        + "from (select int(id % 200) as seed, int(id div 200) as rep from range(4800))")
                .cache()
                .createOrReplaceTempView("reps");
        companies
                .sql("select *, " + uniform("seed, rep, nth, 'b'") + " as u_bunch, " + uniform("seed, rep, nth, 'n'")
                        + " as u_none, " + uniform("seed, rep, nth, 's'") + " as u_share, "
                        + uniform("seed, rep, nth, 'r'")
                        + " as u_return, " + uniform("seed, rep, nth, 'o'") + " as u_overdue from (select *, "
                        + "explode(sequence(1, 30 + int(pmod(xxhash64(seed, rep), 71)))) as nth from reps)")
                .createOrReplaceTempView("drawn");
        // Half of the orders at list price, the others up to 12 % off, more with some reps.
        companies
                .sql("select currency, sales_rep_id, case when u_bunch < p_bunch then 0.135 + 0.015 * u_share "
                        + "when u_none < 0.5 then 0 else 0.12 * u_share * generosity end as share, "
                        + "int(u_return < p_return) as returns_count, u_overdue < p_overdue as is_overdue, "
                        + "round(exp(4 + 2 * u_none + 2 * u_bunch), 2) as amount from drawn")
                .cache()
                .createOrReplaceTempView("sales");
        companies
                .sql("select currency, sales_rep_id, cast(amount as decimal(19, 4)) as gross_amount, "
                        + "cast(round(amount * share, 2) as decimal(19, 4)) as discount, "
                        + "cast(amount - round(amount * share, 2) as decimal(19, 4)) as net_amount, returns_count, "
                        + "cast(if(returns_count > 0, amount, 0) as decimal(19, 4)) as refunded_amount from sales")
                .createOrReplaceTempView("int_orders");
        companies
                .sql(
                        "select currency, sales_rep_id, cast(amount as decimal(19, 4)) as amount, is_overdue, "
                                + "cast(if(is_overdue, amount, 0) as decimal(19, 4)) as overdue_amount, false as is_void from sales")
                .createOrReplaceTempView("int_invoices");
    }

    private static void foundCustomers(SparkSession session) {
        session.sql(
                        "select format_string('S%03d', seed) as currency, string(customer) as customer_id, string(id) as order_id, "
                                + uniform("id, 'r'") + " < if(customer = 0, 0.5, 0.06 * exp(0.6 * "
                                + normal("seed, customer")
                                + ")) as is_returned from (select id, pmod(id, 200) as seed, pmod(id div 200, 60) as customer from "
                                + "range(240000))")
                .cache()
                .createOrReplaceTempView("int_orders");
        session.sql(
                        "select currency, customer_id, order_id, order_id as return_id, cast(10 as decimal(19, 4)) as refund_amount,"
                                + " cast(0 as decimal(19, 4)) as sent_back_amount from int_orders where is_returned")
                .createOrReplaceTempView("int_refunds");
    }

    /**
     * A year of invoices: six customers buy one basket every other day, six get instalments (four equal parts of a day), the
     * others buy one to three of twelve products on any day; with six of them, one invoice is credited and issued again.
     * Nine of ten invoices are settled by a payment of their own. One invoice of each company is entered again within three
     * days, under another number, and stays open.
     */
    private static void foundInvoices(SparkSession session) {
        session.sql(
                        "select *, case when customer < 6 then 'basket' when customer < 12 then 'parts' else 'shop' end as kind,"
                                + " customer between 12 and 17 and nth = 19 as is_again,"
                                + " customer between 12 and 17 and nth = 18 as is_credited from (select pmod(id, 200) as seed,"
                                + " int(pmod(id div 200, 60)) as customer, int(id div 12000) as nth from range(240000))")
                .createOrReplaceTempView("numbered");
        session.sql("select *, int(case kind when 'basket' then 2 * nth when 'parts' then 60 * (nth div 4)"
                        + " else int(365 * " + uniform("seed, customer, if(is_again, 18, nth), 'day'")
                        + ") + int(is_again) end) as day, case kind when 'basket' then 40 + customer"
                        + " when 'parts' then 250 + nth div 4 else (1 + int(3 * "
                        + uniform("seed, customer, if(is_again, 18, nth), 'qty'") + ")) * (15 + 7 * int(12 * "
                        + uniform("seed, customer, if(is_again, 18, nth), 'product'") + ")) end as price, "
                        + uniform("seed, customer, nth, 'paid'") + " < 0.9 as is_paid from numbered")
                .createOrReplaceTempView("billed");
        session.sql("select format_string('S%03d', seed) as currency, concat(customer, ' of ', seed) as customer_id,"
                        + " concat('1|', seed, '|', customer, '|', nth) as invoice_id, date_add(date '2025-01-01', day) as"
                        + " invoice_date, day + if(kind = 'parts', 30 * (1 + nth % 4), 30) as due_day, price,"
                        + " is_paid and not is_credited as is_paid, is_credited from billed union all"
                        + " select format_string('S%03d', seed), concat(customer, ' of ', seed), concat('2|', seed),"
                        + " date_add(date '2025-01-01', day + int(seed % 4)), day + if(kind = 'parts', 30 * (1 + nth % 4), 30),"
                        + " price, false, false from billed where nth = 5 and customer = seed % 60")
                .cache()
                .createOrReplaceTempView("entered");
        session.sql("select currency, customer_id, string(null) as order_id, invoice_id, invoice_date,"
                        + " date_add(date '2025-01-01', int(due_day)) as due_date, cast(price as decimal(19, 4)) as face_amount,"
                        + " cast(price as decimal(19, 4)) as net_amount, cast(null as decimal(19, 4)) as order_net_amount,"
                        + " not (is_paid or is_credited) as is_open, cast(if(is_paid, price, 0) as decimal(19, 4)) as"
                        + " paid_amount, cast(if(is_credited, price, 0) as decimal(19, 4)) as credited_amount, false as is_void"
                        + " from entered")
                .createOrReplaceTempView("int_invoices");
        session.sql("select concat('p', invoice_id) as payment_id, invoice_id, cast(price as decimal(19, 4)) as amount,"
                        + " true as is_success, false as is_undone from entered where is_paid")
                .createOrReplaceTempView("int_payments");
    }

    private record Rates(double falseAlarms, double detected) {
        @Override
        public String toString() {
            return "false alarms " + falseAlarms + ", detected " + detected;
        }
    }

    private static Rates rates(String control, SparkSession session, int planted, int honestFrom, int entities) {
        ControlFile file = ControlCatalogue.load().controls().stream()
                .filter(each -> each.id().equals(control))
                .findFirst()
                .orElseThrow();
        Map<String, Object> parameters =
                SqlParameters.of(AsOf.parse("2025-12-31"), SettingsLoader.load(Optional.empty(), Map.of()));
        SqlViews.make(List.of(file.sql()), session, parameters);
        long detected = 0;
        long falseAlarms = 0;
        for (Row row : ControlRows.of(file, StateViews.settings().policy().control(file.id()), session, parameters)
                .select("entity_id")
                .collectAsList()) {
            int entity = Integer.parseInt(row.getString(0).split("\\|")[0]);
            detected += entity == planted ? 1 : 0;
            falseAlarms += entity >= honestFrom && entity != planted ? 1 : 0;
        }
        Rates rates = new Rates((double) falseAlarms / (SEEDS * (entities - honestFrom)), (double) detected / SEEDS);
        System.out.println(control + ": " + rates);
        return rates;
    }

    private static void assertRates(Rates rates, double mostFalseAlarms, double fewestDetected) {
        assertTrue(
                rates.falseAlarms() <= mostFalseAlarms && rates.detected() >= fewestDetected,
                () -> rates + ": expected at most " + mostFalseAlarms + ", at least " + fewestDetected);
    }

    private static Rates ofReps(String control, int planted) {
        return rates(control, companies, planted, PLANTED_REPS + 1, REPS);
    }

    @Test
    void discountsJustUnderTheLimit() {
        assertRates(ofReps("P05", 1), 0.01, 0.95);
    }

    @Test
    void unusualDiscounts() {
        assertRates(ofReps("P06", 2), 0.01, 0.85);
    }

    @Test
    void unusuallyManyReturns() {
        assertRates(ofReps("P07", 3), 0.01, 0.75);
    }

    @Test
    void invoicesThatStayUnpaid() {
        assertRates(ofReps("P08", 4), 0.01, 0.85);
    }

    @Test
    void serialReturners() {
        SparkSession customers = TestSpark.session().newSession();
        foundCustomers(customers);
        assertRates(rates("R09", customers, 0, 1, CUSTOMERS), 0.001, 0.60);
    }

    @Test
    void invoicesEnteredTwice() {
        SparkSession invoices = TestSpark.session().newSession();
        foundInvoices(invoices);
        assertRates(rates("B05", invoices, 2, 1, CUSTOMERS * 20 + 1), 0.001, 0.75);
    }

    @Test
    void nobodyIsAnOutlierAmongFewerThanFivePeople() {
        SparkSession few = TestSpark.session().newSession();
        few.sql(
                        "select 'EUR' as currency, string(pmod(id, 4)) as sales_rep_id, cast(100 as decimal(19, 4)) as gross_amount, "
                                + "cast(if(pmod(id, 4) = 0, 15, 0) as decimal(19, 4)) as discount, cast(90 as decimal(19, 4)) as net_amount, "
                                + "int(pmod(id, 4) = 0) as returns_count, cast(0 as decimal(19, 4)) as refunded_amount from range(400)")
                .createOrReplaceTempView("int_orders");
        few.sql("select 'EUR' as currency, string(pmod(id, 4)) as sales_rep_id, cast(100 as decimal(19, 4)) as amount, "
                        + "pmod(id, 4) = 0 as is_overdue, cast(if(pmod(id, 4) = 0, 100, 0) as decimal(19, 4)) as overdue_amount, false as is_void "
                        + "from range(400)")
                .createOrReplaceTempView("int_invoices");
        for (String control : Set.of("P05", "P06", "P07", "P08")) {
            assertEquals(0.0, rates(control, few, 0, PLANTED_REPS + 1, REPS).detected(), control);
        }
    }
}
