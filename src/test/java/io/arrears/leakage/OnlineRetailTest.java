package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.testing.TestSpark;
import io.arrears.transform.SqlParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The known answers about refunds of the British retailer, mapped as conf/examples/online-retail.conf does: a line is an
 * order of one product, a line of a C… invoice a refund that names no order. Skipped where the data is not there.
 */
class OnlineRetailTest {

    private static final Path DATA =
            Path.of(System.getProperty("arrears.data", "../shared/data"), "online-retail", "sales_lines.csv.gz");
    private static SparkSession session;

    @BeforeAll
    static void readLines() {
        assumeTrue(Files.exists(DATA), DATA.toAbsolutePath() + " is not there: set -Darrears.data=<folder>");
        session = TestSpark.session();
        session.read().option("header", true).csv(DATA.toString()).createOrReplaceTempView("csv");
        session.sql(
                        "select InvoiceNo like 'C%' as is_refund, replace(CustomerID, '.0', '') as customer_id, StockCode as sku, "
                                + "'GBP' as currency, cast(Quantity as decimal(19, 4)) as qty, "
                                + "round(cast(Quantity as decimal(19, 4)) * cast(UnitPrice as decimal(19, 4)), 2) as amount, "
                                + "string(monotonically_increasing_id()) as id from csv")
                .cache()
                .createOrReplaceTempView("sales_lines");
        session.sql("select id as order_id, coalesce(customer_id, 'unknown') as customer_id, sku, currency, qty, "
                        + "amount as net_amount, amount as worth_amount from sales_lines where not is_refund")
                .createOrReplaceTempView("int_orders");
        session.sql("select order_id, sku, qty, net_amount, currency from int_orders")
                .createOrReplaceTempView("int_order_lines");
        session.sql(
                        "select id as return_id, string(null) as order_id, customer_id, sku, currency, -qty as qty, "
                                + "-amount as refund_amount, -amount as paid_back_amount, false as is_net, false as has_order from sales_lines where is_refund")
                .createOrReplaceTempView("int_refunds");
        find("R12");
        find("R13");
        session.sql(
                        "select *, refunded - sold > 0.01 as is_above_money from (select customer_id, sku, sum(net_amount) as sold "
                                + "from int_orders group by all) join (select customer_id, sku, sum(refund_amount) as refunded "
                                + "from int_refunds group by all) using (customer_id, sku)")
                .createOrReplaceTempView("both");
    }

    private static void find(String id) {
        ControlFile control = ControlCatalogue.load().controls().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        ControlRows.of(
                        control,
                        StateViews.settings().policy().control(control.id()),
                        session,
                        SqlParameters.of(AsOf.parse("2011-12-09"), SettingsLoader.load(Optional.empty(), Map.of())))
                .cache()
                .createOrReplaceTempView("found_" + id);
    }

    private static String first(String query) {
        return session.sql(query).first().mkString("|");
    }

    @Test
    void groupsThatRefundMoreThanWasSoldAre79AndAboveTheUnitPrice175() {
        assertEquals("79", first("select count(*) from found_R12"));
        assertEquals("175", first("select count(*) from found_R13"));
    }

    /** In money 99 groups get back more than they paid: those of R12, 18 that R13 explains, 2 that bought at two prices. */
    @Test
    void theDifferenceBetweenPiecesAndMoneyIsExplainedRowByRow() {
        session.sql(
                        "select both.customer_id, both.sku, R12.entity_id is not null as is_r12, R13.entity_id is not null as "
                                + "is_r13 from both left join found_R12 as R12 on R12.entity_id = concat(both.customer_id, '|', both.sku, '|GBP') "
                                + "left join found_R13 as R13 on R13.entity_id = concat(both.customer_id, '|', both.sku, '|GBP') "
                                + "where is_above_money")
                .createOrReplaceTempView("explained");
        assertEquals(
                "99|79|18|2",
                first("select count(*), count_if(is_r12), count_if(not is_r12 and is_r13), "
                        + "count_if(not is_r12 and not is_r13) from explained"));
    }

    @Test
    void customersWhoGotBackMoreThanTheyPaidAre41And33OfThemBoughtBeforeTheLedgerBegins() {
        session.sql("select customer_id, sum(refund_amount) as refunded from int_refunds where customer_id is not null "
                        + "group by customer_id")
                .createOrReplaceTempView("back");
        session.sql("select customer_id, sum(net_amount) as sold from int_orders group by customer_id")
                .createOrReplaceTempView("bought");
        assertEquals(
                "41|33",
                first("select count(*), count_if(coalesce(sold, 0) = 0) from back "
                        + "left join bought using (customer_id) where refunded > coalesce(sold, 0)"));
    }
}
