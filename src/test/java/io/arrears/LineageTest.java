package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.embedded.EmbeddedDatabase;
import io.arrears.lake.Table;
import io.arrears.testing.Commands;
import io.arrears.testing.LineageEvents;
import io.arrears.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What OpenLineage says of a whole run with conf/openlineage-options: {@code mvn verify -Plineage}, which gives the tests'
 * Spark session the listener and its file. A minute or two.
 */
@Tag("lineage")
@TestInstance(Lifecycle.PER_CLASS)
class LineageTest {

    private static final String DAY = "2025-12-31";
    private static final String SOURCE = "arrears.ledger.";

    @TempDir
    static Path folder;

    private LineageEvents lineage;

    @BeforeAll
    void runsASmallLedger() throws Exception {
        Path events = Path.of(System.getProperty("spark.openlineage.transport.location"));
        Files.deleteIfExists(events);
        TestSpark.session();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"))) {
            fill(database);
            Path configuration = Files.writeString(folder.resolve("ledger.conf"), """
                    source.schema = "ledger"
                    source.tables.payments.table = "Ledger.Receipts"
                    source.tables.customers.query = "select no as customer_id, title as name from ledger.people"
                    source.tables.write_offs.query = "select no as invoice_id, day as write_off_date, lost as amount from losses"
                    currency.default = "EUR"
                    publish.postgres.enabled = false
                    """);
            Commands ledger = Commands.of(
                    Main::execute,
                    configuration,
                    "lake.root=" + folder.resolve("lake"),
                    "source.url=" + database.url(),
                    "source.user=" + database.user());
            assertEquals(0, ledger.run("run", "--as-of", DAY));
        }
        // The listener works behind the run: what Spark still holds for it is given to it when the session stops.
        TestSpark.session().sparkContext().stop();
        lineage = LineageEvents.read(events);
    }

    private static void fill(EmbeddedDatabase database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema ledger");
            statement.execute("""
                    create table ledger.invoices as
                    select 'D' || n as invoice_id, 'O' || n as order_id, 'K' || n % 20 as customer_id,
                        date '2024-12-01' + n as invoice_date, date '2025-01-01' + n as due_date, 100.00 as amount
                    from generate_series(1, 300) as n""");
            statement.execute("""
                    create table ledger."Receipts" as
                    select 'D' || n as invoice_id, date '2024-12-21' + n + n % 40 as payment_date, 100.00 as amount
                    from generate_series(2, 300, 2) as n""");
            statement.execute("""
                    create table ledger.orders as
                    select 'O' || n as order_id, 'K' || n % 20 as customer_id, date '2024-12-01' + n as order_date,
                        'S' || n % 3 as sku, 1 as qty, 100.00 as price, 0.00 as discount
                    from generate_series(1, 300) as n""");
            statement.execute("create table ledger.people as select 'K' || n as no, 'Customer ' || n as title "
                    + "from generate_series(0, 19) as n");
            statement.execute(
                    "create table ledger.losses as select 'D1' as no, date '2025-06-30' as day, 100.00 as lost");
            statement.execute("alter role " + database.user() + " set search_path = ledger");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Table.class,
            names = {
                "MART_AGEING",
                "MART_REVENUE_BY_MONTH",
                "MART_REVENUE_FUNNEL",
                "MART_INVOICE_RISK",
                "MART_CUSTOMER_RISK",
                "MART_RECOVERY_WORKLIST",
                "MART_CUSTOMER_WORKLIST",
                "MART_ROLL_RATES",
                "MART_PROVISION_MATRIX",
                "MART_LEAKAGE_FINDINGS",
                "MART_LEAKAGE_SUMMARY",
                "MART_RECONCILIATION"
            })
    void aMartComesFromTheTablesOfTheDatabase(Table mart) {
        Set<String> from = LineageEvents.ancestors(lineage.tables(), "published/" + mart.sqlName());
        assertTrue(
                from.containsAll(List.of(
                        mart.sqlName(),
                        "stg_invoices",
                        "raw_invoices",
                        SOURCE + "invoices",
                        "raw_payments",
                        SOURCE + "Receipts")),
                from::toString);
    }

    /** Column by column, without a break: each table on the way is asserted, so that a short cut does not count. */
    @ParameterizedTest
    @CsvSource({
        "mart_ageing.outstanding_amount, invoices.amount, raw_invoices.amount stg_invoices.amount",
        "mart_ageing.outstanding_amount, Receipts.amount, raw_payments.amount stg_payments.amount",
        "mart_revenue_by_month.invoiced_amount, invoices.amount, raw_invoices.amount stg_invoices.amount int_invoices.amount",
        "mart_revenue_by_month.collected_amount, Receipts.amount, raw_payments.amount stg_payments.amount int_payments.amount",
        "mart_invoice_risk.outstanding_amount, invoices.amount, raw_invoices.amount stg_invoices.amount",
        "mart_invoice_risk.outstanding_amount, losses.lost, raw_write_offs.amount stg_write_offs.amount",
        "mart_invoice_risk.due_date, invoices.due_date, raw_invoices.due_date stg_invoices.due_date",
    })
    void aColumnOfAMartComesFromAColumnOfTheDatabase(String column, String source, String way) {
        Set<String> from = LineageEvents.ancestors(lineage.columns(), "published/" + column);
        assertTrue(from.contains((source.startsWith("losses") ? "arrears." : SOURCE) + source), from::toString);
        assertTrue(from.containsAll(List.of(way.split(" "))), from::toString);
    }

    /** The breaks that conf/README.md lists; a test fails when one is gone. What a run computes once and holds has no past. */
    @Test
    void whatIsComputedOnceAndHeldHasNoPast() {
        assertEquals(
                Set.of("mart_kpis", "ops_sources"), LineageEvents.ancestors(lineage.tables(), "published/mart_kpis"));
        assertEquals(
                Set.of("mart_model_metrics", "score_evaluation"),
                LineageEvents.ancestors(lineage.tables(), "published/mart_model_metrics"));
        assertEquals(Set.of(), LineageEvents.ancestors(lineage.columns(), "find_leakage.amount"));
        assertEquals(Set.of(), LineageEvents.ancestors(lineage.columns(), "mart_reconciliation.left_amount"));
    }

    /** OpenLineage loses the columns of a query of one's own that names a schema; fails when that is mended. */
    @Test
    void aQueryThatNamesASchemaIsToldByTableOnly() {
        assertEquals(Set.of(SOURCE + "people"), lineage.tables().get("raw_customers"));
        assertEquals(Set.of(), LineageEvents.ancestors(lineage.columns(), "raw_customers.name"));
    }
}
