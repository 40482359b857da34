package io.arrears.publish.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.publish.PublishStage;
import io.arrears.publish.PublishedTables;
import io.arrears.testing.TestSpark;
import io.arrears.transform.Checks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules over small marts, from run to run. */
class AlertsStageTest {

    private static final String RULES = """
            publish.postgres.enabled = false
            alerts {
              stdout = true
              rules = [
                { name = risk, metric = high_risk_invoice, comparison = ">=", threshold = 1000, severity = critical }
                { name = leaks, metric = kpi_change.net_leakage_amount, threshold = 0.2 }
                { name = overdue, metric = kpi.overdue_rate, threshold = 0.5, currency = EUR }
                { name = odd, metric = kpi.no_such_column }
                { name = down, metric = failed_check }
              ]
            }
            """;

    @TempDir
    Path folder;

    private final SparkSession spark = TestSpark.session();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Settings settings(String text) throws IOException {
        return SettingsLoader.load(Optional.of(Files.writeString(folder.resolve("rules.conf"), text)), Map.of());
    }

    /** One run: marts, alerts, publication, sending; the alerts that were sent, as {@code rule subject}. */
    private String run(Settings settings, String day, int number, int leakage, String... risky) {
        RunContext context = published(settings, day, number, leakage, risky);
        return sent(notify -> notify.run(context));
    }

    /** A run that ends with its publication, as one that is killed then, or whose mart database is down. */
    private RunContext published(Settings settings, String day, int number, int leakage, String... risky) {
        RunContext context = new RunContext(
                spark,
                new Lake(spark, folder.resolve("lake").toString()),
                settings,
                AsOf.parse(day),
                RunId.of(number),
                new Slices(Map.of()),
                false);
        append(
                context,
                Table.MART_KPIS,
                "select currency, cast(%d as decimal(14, 2)) as net_leakage_amount, rate as overdue_rate from values "
                                .formatted(leakage)
                        + "('EUR', 0.6D), ('USD', 0.9D) as t(currency, rate)");
        append(
                context,
                Table.MART_INVOICE_RISK,
                "select invoice_id, 'EUR' as currency, 'C1' as customer_id, cast(amount as decimal(14, 2)) as "
                        + "outstanding_amount, 0.7D as default_prob, 'High Risk' as risk_bucket from values ('small', 999.99)"
                        + List.of(risky).stream()
                                .map(id -> ", ('" + id + "', 1000)")
                                .collect(Collectors.joining()) + " as t(invoice_id, amount)");
        new AlertsStage().run(context);
        new PublishStage().run(context);
        return context;
    }

    /** What the next start sends before its run. */
    private String sentByTheNextStart(Settings settings) {
        Lake lake = new Lake(spark, folder.resolve("lake").toString());
        return sent(notify -> notify.finish(spark, lake, settings.alerts()));
    }

    private String sent(Consumer<NotifyStage> work) {
        out.reset();
        err.reset();
        work.accept(new NotifyStage(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
        TreeSet<String> sent = new TreeSet<>();
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .forEach(line ->
                        sent.add(line.replaceAll(".*\"rule\":\"([^\"]*)\",\"subject\":\"([^\"]*)\".*", "$1 $2")));
        return String.join(", ", sent);
    }

    private static void append(RunContext context, Table table, String query) {
        context.lake()
                .append(
                        table,
                        context.asOf(),
                        context.run(),
                        context.slices(),
                        context.spark().sql(query));
    }

    @Test
    void whatWasToldIsNotToldAgainUntilItWasGone() throws IOException {
        Settings settings = settings(RULES);
        assertEquals("odd rule, overdue EUR, risk I1", run(settings, "2025-10-31", 1, 100, "I1"));
        assertEquals("", run(settings, "2025-10-31", 2, 100, "I1"));
        assertEquals("leaks EUR, leaks USD, risk I2", run(settings, "2025-11-30", 3, 130, "I1", "I2"));
        String told = out.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("net_leakage_amount (lost) of EUR went from 100"), told);
        assertEquals("", run(settings, "2025-11-30", 4, 130, "I2"));
        assertEquals("risk I1", run(settings, "2025-12-31", 5, 131, "I1", "I2"));
        new PublishedTables(new Lake(spark, folder.resolve("lake").toString())).catchUp();
        List<String> rows = spark
                .read()
                .format("delta")
                .load(folder.resolve("lake/published/mart_alerts").toString())
                .where("as_of_date = date'2025-12-31'")
                .orderBy("rule", "subject")
                .select("rule", "subject", "first_told_for", "is_new")
                .collectAsList()
                .stream()
                .map(row -> row.mkString(" "))
                .toList();
        assertEquals(
                List.of(
                        "odd rule 2025-10-31 false",
                        "overdue EUR 2025-10-31 false",
                        "risk I1 2025-12-31 true",
                        "risk I2 2025-11-30 false"),
                rows);
    }

    @Test
    void alertsOfARunThatEndedBeforeItSentThemAreSentByTheNextStartOnce() throws IOException {
        Settings settings = settings(RULES);
        assertEquals("odd rule, overdue EUR, risk I1", run(settings, "2025-10-31", 1, 100, "I1"));
        published(settings, "2025-11-30", 2, 100, "I1", "I2");
        assertEquals("risk I2", sentByTheNextStart(settings));
        assertEquals("", sentByTheNextStart(settings));
        assertEquals("", run(settings, "2025-11-30", 3, 100, "I1", "I2"));
        assertEquals("", sentByTheNextStart(settings));
    }

    @Test
    void theFirstRunOfALakeLosesNothingEither() throws IOException {
        Settings settings = settings(RULES);
        published(settings, "2025-10-31", 1, 100, "I1");
        assertEquals("odd rule, overdue EUR, risk I1", sentByTheNextStart(settings));
        assertEquals("", sentByTheNextStart(settings));
    }

    @Test
    void aSinkThatWasDownGetsItsAlertsLaterAndTheOthersNotAgain() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file where a folder should be");
        Path file = blocked.resolve("alerts.jsonl");
        Settings settings = settings(RULES + "alerts.file = \"" + file + "\"");
        assertEquals("odd rule, overdue EUR, risk I1", run(settings, "2025-10-31", 1, 100, "I1"));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("alerts: file " + file + " could not be reached: "));
        assertEquals("", sentByTheNextStart(settings));
        Files.delete(blocked);
        assertEquals("", sentByTheNextStart(settings));
        assertEquals(3, Files.readAllLines(file).size());
        assertEquals("", sentByTheNextStart(settings));
        assertEquals(3, Files.readAllLines(file).size());
    }

    /** It has published alerts and no log of what was sent. */
    @Test
    void theAlertsOfALakeOfAnOlderVersionCountAsSent() throws IOException {
        Settings settings = settings(RULES);
        run(settings, "2025-10-31", 1, 100, "I1");
        FileUtil.fullyDelete(folder.resolve("lake/ops/ops_notices").toFile());
        DeltaLog.clearCache();
        assertEquals("", sentByTheNextStart(settings));
        assertEquals("risk I2", run(settings, "2025-11-30", 2, 100, "I1", "I2"));
        assertEquals("", sentByTheNextStart(settings));
    }

    @Test
    void aCheckThatWarnedIsToldWithItsRows() throws IOException {
        Settings settings = settings(RULES);
        RunContext context = new RunContext(
                spark,
                new Lake(spark, folder.resolve("lake").toString()),
                settings,
                AsOf.parse("2025-10-31"),
                RunId.of(1),
                new Slices(Map.of()),
                false);
        Checks checks = new Checks(context);
        checks.add("fx_rates", "mart_kpis", "no_rate GBP in EUR", 7, BigDecimal.TEN, Checks.Status.WARNED);
        checks.add("keys", "mart_kpis", "unique", 0, null, Checks.Status.OK);
        checks.write();
        assertEquals(
                "down fx_rates mart_kpis no_rate GBP in EUR, odd rule, overdue EUR",
                run(settings, "2025-10-31", 1, 100));
        assertTrue(out.toString(StandardCharsets.UTF_8)
                .contains("fx_rates of mart_kpis, no_rate GBP in EUR: 7 rows warned"));
    }

    /** A run from the marts on goes on with earlier staging tables, and with what was noted of them then; no more. */
    @Test
    void aCheckIsToldAsLongAsItsTableIsInUse() throws IOException {
        Settings settings = settings(RULES);
        Lake lake = new Lake(spark, folder.resolve("lake").toString());
        Checks whole = new Checks(context(settings, lake, "2025-10-31", 1, Map.of()));
        whole.add("staging", "stg_invoices", "column_gone x", 3, null, Checks.Status.WARNED);
        whole.add("fx_rates", "mart_kpis", "no_rate GBP in EUR", 7, BigDecimal.TEN, Checks.Status.WARNED);
        whole.write();
        Checks otherDay = new Checks(context(settings, lake, "2025-11-30", 2, Map.of()));
        otherDay.add("staging", "stg_invoices", "column_gone y", 4, null, Checks.Status.WARNED);
        otherDay.write();
        RunContext run = context(
                settings, lake, "2025-10-31", 3, Map.of(Table.STG_INVOICES, RunId.of(1), Table.MART_KPIS, RunId.of(3)));
        Checks partial = new Checks(run);
        partial.add("keys", "mart_kpis", "key_repeated", 0, null, Checks.Status.OK);
        partial.add("bands", "marts", "known_values", 2, null, Checks.Status.WARNED);
        partial.write();
        List<Alert> alerts = new AlertRules(run, Optional.empty())
                .find(settings.alerts().rules().get(4));
        assertEquals(
                List.of("bands marts known_values", "staging stg_invoices column_gone x"),
                alerts.stream().map(Alert::subject).sorted().toList());
    }

    private RunContext context(Settings settings, Lake lake, String day, int run, Map<Table, RunId> slices) {
        return new RunContext(spark, lake, settings, AsOf.parse(day), RunId.of(run), new Slices(slices), false);
    }

    @Test
    void withoutRulesNothingIsWrittenOrTold() throws IOException {
        assertEquals("", run(settings("publish.postgres.enabled = false"), "2025-10-31", 1, 100, "I1"));
        assertFalse(new Lake(spark, folder.resolve("lake").toString()).exists(Table.MART_ALERTS));
    }

    @Test
    void aRunThatChecksStoppedIsToldAtOnce() throws IOException {
        new NotifyStage(new PrintStream(out, true, StandardCharsets.UTF_8), System.err)
                .failed(
                        settings(RULES).alerts(),
                        AsOf.parse("2025-10-31"),
                        new DataQualityException("identity 1 is broken\nmore"));
        assertTrue(out.toString(StandardCharsets.UTF_8)
                .contains("the run as of 2025-10-31 failed: identity 1 is broken\"}"));
        out.reset();
        new NotifyStage(new PrintStream(out, true, StandardCharsets.UTF_8), System.err)
                .failed(
                        settings(RULES).alerts(),
                        AsOf.parse("2025-10-31"),
                        new IllegalStateException("a disk is full"));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }
}
