package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.testing.TestSpark;
import io.arrears.transform.SqlParameters;
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
 * others differ as people do.
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
        long detected = 0;
        long falseAlarms = 0;
        for (Row row : ControlRows.of(file, StateViews.settings().policy().control(file.id()), session, parameters)
                .select("entity_id")
                .collectAsList()) {
            int entity = Integer.parseInt(row.getString(0).split("\\|")[0]);
            detected += entity == planted ? 1 : 0;
            falseAlarms += entity >= honestFrom ? 1 : 0;
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
