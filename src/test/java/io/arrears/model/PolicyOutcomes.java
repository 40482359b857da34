package io.arrears.model;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Pointers;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.leakage.ControlCatalogue;
import io.arrears.leakage.ControlFile;
import io.arrears.leakage.Ledger;
import io.arrears.model.data.ModelTask;
import io.arrears.model.fit.Algorithms;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.RandomCompany;
import io.arrears.testing.RawRows;
import io.arrears.testing.StagedValues;
import io.arrears.testing.TestRun;
import io.arrears.testing.TestSpark;
import io.arrears.testing.TwelveCustomers;
import io.arrears.transform.AbtBuild;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlParameters;
import io.arrears.transform.SqlStages;
import io.arrears.transform.SqlViews;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What parts of a run make of small ledgers under some settings, as text. Each ledger is built once, by the reference. */
final class PolicyOutcomes {

    private static final String CONTROLS_DAY = "2025-12-31";
    private static final String ABT_DAY = "2024-12-15";
    private static final String MARTS_DAY = "2025-06-30";

    private static SparkSession ledger;
    private static SparkSession people;
    private static SparkSession company;
    private static SparkSession books;
    /** Runs over the lake of the staging checks; the first is published. */
    private static int runs;

    private final Path folder;

    PolicyOutcomes(Path folder) {
        this.folder = folder;
    }

    interface Outcome {
        String of(Settings settings) throws Exception;
    }

    /** Gives an outcome the name that a failure shows. */
    private record Named(String name, Outcome outcome) implements Outcome {
        @Override
        public String of(Settings settings) throws Exception {
            return outcome.of(settings);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Findings of a control in the ledger of the fixtures. */
    Outcome control(String id) {
        return new Named(id, settings -> {
            SparkSession session = ledger();
            SqlViews.make(List.of(file(id)), session, parameters(CONTROLS_DAY, settings));
            return text(file(id), session, CONTROLS_DAY, settings);
        });
    }

    /** Severity of a finding, and whether it is listed. */
    Outcome findings() {
        SqlFile file = SqlFile.read("sql/findings/findings_located.sql");
        return new Named("findings_located", settings -> {
            String texts = Stream.of(
                            "control_title control_id leak_type entity_type entity_id invoice_id order_id met_invoice_id",
                            "met_order_id customer_id sales_rep_id region currency severity fixed_severity policy evidence")
                    .flatMap(names -> Stream.of(names.split(" ")))
                    .map(name -> "string(null) as " + name)
                    .collect(Collectors.joining(", "));
            ledger().sql(
                            "select " + texts
                                    + ", 1 as version, 1 as precedence_rank, false as is_invoice_money, decimal(null) as materiality,"
                                    + " decimal(null) as expected_amount, decimal(null) as actual_amount, decimal(150) as amount")
                    .createOrReplaceTempView("control_findings");
            SqlViews.of("int_dispositions")
                    .on(ledger(), parameters(CONTROLS_DAY, settings))
                    .createOrReplaceTempView("int_dispositions");
            return text(file, ledger(), CONTROLS_DAY, settings);
        });
    }

    /** The rows of a view in the ledger of the fixtures. */
    Outcome view(String name) {
        SqlFile file = SqlViews.of(name);
        return new Named(name, settings -> text(file, ledger(), CONTROLS_DAY, settings));
    }

    /** Findings of a control that compares one with many, among ten sales reps and forty customers. */
    Outcome people(String id) {
        return new Named(id, settings -> text(file(id), people(), CONTROLS_DAY, settings));
    }

    private static SqlFile file(String id) {
        return ControlCatalogue.load().controls().stream()
                .filter(control -> control.id().equals(id))
                .map(ControlFile::sql)
                .findFirst()
                .orElseThrow();
    }

    /** Rows of one query of the analytical base, over the others as the reference makes them. */
    Outcome abt(String name) {
        String layer = name.startsWith("abt") ? "abt" : "intermediate";
        SqlFile file = SqlFile.read("sql/" + layer + "/" + name + ".sql");
        return new Named(name, settings -> text(file, company(), ABT_DAY, settings));
    }

    /** Rows of the last of some queries of state and marts, over those before it, in the books of twelve customers. */
    Outcome marts(String... names) {
        return new Named(String.join(", ", names), settings -> {
            String rows = "";
            for (String name : names) {
                SqlFile file = Table.named(name).map(SqlFile::of).orElseGet(() -> SqlViews.of(name));
                Dataset<Row> made = file.on(books(), parameters(MARTS_DAY, settings));
                rows = text(made);
                made.createOrReplaceTempView(name);
            }
            return rows;
        });
    }

    /** The currency of an invoice that states none. */
    Outcome currency() {
        return new Named("int_invoices", settings -> StagedValues.on(
                        MARTS_DAY,
                        Map.of("currency.default", settings.currency().fallback()))
                .with(SourceTable.INVOICES, "invoice_id, invoice_date, amount", "('I', date '2025-01-01', 1.00)")
                .build(SqlStages.state())
                .rows("select currency from int_invoices"));
    }

    /** What is used of a ledger with one balance that defaulted more than a year ago. */
    Outcome lossGivenDefault() {
        return new Named("int_lgd", settings -> StagedValues.on(
                        "2026-12-31",
                        Map.of(
                                "default.lgd-min-cases",
                                String.valueOf(settings.defaults().lgdMinCases()),
                                "default.horizon-days",
                                String.valueOf(settings.defaults().horizonDays()),
                                "default.settlement-lag-days",
                                String.valueOf(settings.defaults().settlementLagDays())))
                .with(
                        SourceTable.INVOICES,
                        "invoice_id, invoice_date, due_date, amount, currency",
                        "('I', date '2025-01-01', date '2025-01-31', 1.00, 'EUR')")
                .build(List.of(Table.INT_LGD))
                .rows("select lgd_used, lgd_source from int_lgd where is_used"));
    }

    /** What a training would fit: its card says so. */
    Outcome recipe(ModelTask task) {
        return new Named(
                "the recipe of " + task.taskName(),
                settings -> Algorithms.first(task, settings).parameters() + " " + Algorithms.challengers(task, settings)
                        + " " + task.seed(settings));
    }

    /** What is held and flagged of the claims of the twelve customers. */
    Outcome queue() {
        return marts("int_promises", "customer_credits", "claim_holds", "claim_flags");
    }

    /** What is made of retries of which half as many again succeed after the tenth of a month. */
    Outcome retries() {
        return new Named("score_retries", settings -> new RetryTiming(
                        settings.recovery().retry().pseudoAttempts())
                .of(List.of(retried("1-5", 40), retried("11-15", 90)))
                .toString());
    }

    private static RetryTiming.Cell retried(String monthPart, long successes) {
        return new RetryTiming.Cell(
                "funds",
                Map.of(
                        RetryTiming.Part.DAYS_SINCE_FAILURE, "1",
                        RetryTiming.Part.WEEKDAY, "Mon",
                        RetryTiming.Part.MONTH_PART, monthPart),
                200,
                successes);
    }

    /**
     * The checks that staging writes, and why it stops: one row of three is bad, the ingest before had ten and an orders
     * table.
     */
    Outcome staging() {
        return new Named("ops_checks", settings -> {
            if (runs == 0) {
                publishTenInvoices();
            }
            TestRun run = staged(settings);
            new RawRows()
                    .add(SourceTable.PAYMENTS, "ok")
                    .add(SourceTable.INVOICES, "ok-1")
                    .add(SourceTable.INVOICES, "ok-2")
                    .add(SourceTable.INVOICES, "bad", "invoice_date", "soon")
                    .write(run.context());
            String stopped = "";
            try {
                run.stage();
            } catch (DataQualityException e) {
                stopped = e.getMessage();
            }
            String id = run.context().run().text();
            Dataset<Row> checks = run.context().lake().readAll(Table.OPS_CHECKS).where("run_id = '" + id + "'");
            return (stopped + text(checks)).replace(id, "");
        });
    }

    private TestRun staged(Settings settings) {
        return TestRun.of(folder.resolve("lake"), "2024-06-30", ++runs, settings);
    }

    private void publishTenInvoices() {
        RunContext first =
                staged(SettingsLoader.load(Optional.empty(), Map.of())).context();
        RawRows rows = new RawRows().add(SourceTable.ORDERS, "ok").add(SourceTable.PAYMENTS, "ok");
        for (int i = 0; i < 10; i++) {
            rows.add(SourceTable.INVOICES, "ok-" + i);
        }
        rows.write(first);
        new TestRun(first).stage();
        new Pointers(first.lake())
                .publish(
                        first.spark(), first.asOf(), first.run(), first.slices().all());
    }

    private static Map<String, Object> parameters(String day, Settings settings) {
        Map<String, Object> parameters = new HashMap<>(SqlParameters.of(AsOf.parse(day), settings));
        parameters.put("is_training", true);
        return parameters;
    }

    private static String text(SqlFile file, SparkSession session, String day, Settings settings) {
        return text(file.on(session, parameters(day, settings)));
    }

    private static String text(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> row.mkString("|"))
                .sorted()
                .collect(Collectors.joining("\n", Arrays.toString(rows.columns()) + "\n", "\n"));
    }

    private static SparkSession ledger() throws Exception {
        if (ledger == null) {
            StagedValues staged = StagedValues.on(CONTROLS_DAY, Map.of());
            Ledger.read("/leakage/fixtures.txt").fill(staged);
            ledger = staged.build(SqlStages.state())
                    .build(List.of(Table.INT_DEBT_ATTEMPTS))
                    .session();
        }
        return ledger;
    }

    /** A copy: other tests read the books too, and the outcomes replace views. */
    private static SparkSession books() {
        if (books == null) {
            SparkSession shared = TwelveCustomers.books().session();
            books = TestSpark.small();
            for (String view : shared.sql("show views")
                    .select("viewName")
                    .as(Encoders.STRING())
                    .collectAsList()) {
                Dataset<Row> rows = shared.table(view);
                books.createDataFrame(rows.collectAsList(), rows.schema()).createOrReplaceTempView(view);
            }
        }
        return books;
    }

    private static SparkSession company() {
        if (company == null) {
            AsOf day = AsOf.parse(ABT_DAY);
            company = TestSpark.small();
            new AbtBuild(
                            day.date(),
                            parameters(ABT_DAY, SettingsLoader.load(Optional.empty(), Map.of())),
                            UnaryOperator.identity())
                    .over(company, RandomCompany.of(4, 60));
        }
        return company;
    }

    /** Forty orders of each rep, ten of each customer. Rep 1 gives 14 % on a third, rep 3 has a third returned; customer 0 returns eight. */
    private static SparkSession people() {
        if (people == null) {
            people = TestSpark.small();
            people.sql("""
                    select 'EUR' as currency, string(id % 10) as sales_rep_id, string(id % 40) as customer_id,
                        string(id) as order_id, 100.00 as gross_amount, 100.00 - given as net_amount, given as discount,
                        int(if(id % 10 = 3, id div 10 % 3 = 0, id div 10 % 20 = id % 10)) as returns_count,
                        0.00 as refunded_amount
                    from (
                        select id, if(if(id % 10 = 1, id div 10 % 3 = 0, id div 10 % 20 = id % 10), 14.00, 0.00) as given
                        from range(400)
                    )""").createOrReplaceTempView("int_orders");
            people.sql("""
                    select currency, customer_id, order_id, order_id as return_id, 10.00 as refund_amount,
                        0.00 as sent_back_amount
                    from int_orders
                    where if(customer_id = '0', int(order_id) div 40 < 8, int(order_id) div 40 = int(customer_id) % 20)""").createOrReplaceTempView("int_refunds");
        }
        return people;
    }
}
