package io.arrears.testing;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlParameters;
import io.arrears.transform.SqlStage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Staging tables written out as values, and the tables built on them, as temporary views of one session. A table that a
 * test does not fill is empty, as an absent source table is.
 */
public final class StagedValues {

    private static final Map<SourceTable, String> COLUMNS = Map.of(
            SourceTable.INVOICES, "invoice_id string, order_id string, customer_id string, invoice_date date, "
                    + "due_date date, amount decimal(19,4), currency string, status string, "
                    + "stored_amount_paid decimal(19,4), stored_paid_date date, known_at date, is_reconstructed boolean",
            SourceTable.CHARGES, "charge_id string, invoice_id string, charge_date date, amount decimal(19,4), "
                    + "new_due_date date",
            SourceTable.PAYMENTS, "payment_id string, invoice_id string, payment_date date, amount decimal(19,4), "
                    + "is_success boolean",
            SourceTable.CUSTOMERS, "customer_id string, customer_name string, segment string, region string, "
                    + "country string, signup_date date, credit_score int, credit_limit decimal(19,4)",
            SourceTable.ORDERS, "order_id string, customer_id string, order_date date, sku string, qty decimal(19,4), "
                    + "price decimal(19,4), discount decimal(19,4), gross_amount decimal(19,4), "
                    + "net_amount decimal(19,4), status string, sales_rep_id string, currency string",
            SourceTable.RETURNS, "return_id string, order_id string, customer_id string, sku string, return_date date, "
                    + "qty decimal(19,4), refund_amount decimal(19,4), reason string",
            SourceTable.PRODUCTS, "sku string, category string, cost_price decimal(19,4), list_price decimal(19,4)",
            SourceTable.SALES_REPS, "sales_rep_id string, sales_rep_name string, territory string, quota decimal(19,4)",
            SourceTable.TRANSACTIONS, "attempt_id string, order_id string, invoice_id string, customer_id string, "
                    + "attempted_at timestamp, attempt_date date, amount decimal(19,4), result_status string, "
                    + "is_success boolean, is_refund boolean, provider string, payment_method string, currency string, "
                    + "country string, device string, transaction_type string, reason_code string, stored_retries int, "
                    + "is_chargeback boolean, invoice_date date, payment_date date");

    /** What other stages hand to the marts; empty unless a test fills it. */
    private static final Map<Table, String> GIVEN = Map.of(
            Table.SCORE_INVOICES, "invoice_id string, observation_date date, raw_score double, default_prob double, "
                    + "expected_loss decimal(19,4), model_version string, model_status string, reason_1 string, "
                    + "reason_2 string, reason_3 string",
            Table.SCORE_CLAIMS, "claim_id string, claim_type string, invoice_id string, order_id string, "
                    + "customer_id string, currency string, amount decimal(19,4), raw_score double, "
                    + "p_recover_30d double, ev_recovered decimal(19,4), priority_rank int, priority_flag boolean, "
                    + "model_version string, model_status string, reason_1 string, reason_2 string, reason_3 string",
            Table.SCORE_EVALUATION, "topic string, task string, model string, model_version string, slice string, "
                    + "segment string, subject string, position int, metric string, value double, lower double, "
                    + "upper double, amount decimal(19,4), observations bigint, verdict string",
            Table.FIND_LEAKAGE, "finding_id string, control_id string, control_title string, leak_type string, "
                    + "severity string, version string, entity_type string, entity_id string, invoice_id string, "
                    + "order_id string, customer_id string, sales_rep_id string, region string, currency string, "
                    + "expected_amount decimal(19,4), actual_amount decimal(19,4), amount decimal(19,4), "
                    + "primary_amount decimal(19,4), evidence string",
            Table.FIND_CONTROLS, "control_id string, currency string, title string, leak_type string, "
                    + "severity string, status string, findings bigint, gross_amount decimal(19,4), "
                    + "primary_amount decimal(19,4), skipped_reason string",
            Table.INT_CONSERVATION, "source_table string, currency string, rows_in bigint, rows_clean bigint, "
                    + "rows_quarantined bigint, rows_duplicate bigint, rows_not_yet bigint, "
                    + "amount_in decimal(19,4), amount_clean decimal(19,4), amount_quarantined decimal(19,4), "
                    + "amount_duplicate decimal(19,4), amount_not_yet decimal(19,4)");

    private final SparkSession session;
    private final Map<String, Object> parameters;

    private StagedValues(SparkSession session, Map<String, Object> parameters) {
        this.session = session;
        this.parameters = parameters;
    }

    /** All staging tables, empty, in a new session; the settings of reference.conf with the overrides given. */
    public static StagedValues on(String asOf, Map<String, String> overrides) {
        SparkSession session = TestSpark.session();
        // Compiling generated code costs more than a dozen rows are worth.
        session.conf().set("spark.sql.codegen.wholeStage", "false");
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        session.conf().set("spark.sql.adaptive.enabled", "false");
        Settings settings = Settings.load(Optional.empty(), new TreeMap<>(overrides));
        StagedValues rows = new StagedValues(session, SqlParameters.of(AsOf.parse(asOf), settings));
        for (SourceTable table : SourceTable.values()) {
            rows.put(table, session.createDataFrame(List.<Row>of(), StructType.fromDDL(COLUMNS.get(table))));
        }
        GIVEN.forEach((table, columns) -> rows.keep(
                table.sqlName(), session.createDataFrame(List.<Row>of(), StructType.fromDDL(columns))));
        return rows;
    }

    /** Fills a table that another stage hands over; columns not named are null. */
    public StagedValues given(Table table, String columns, String values) {
        session.sql("select * from values " + values + " as t(" + columns + ")").createOrReplaceTempView("given");
        keep(table.sqlName(), session.sql(casts(GIVEN.get(table), List.of(columns.split(", "))) + " from given"));
        return this;
    }

    public SparkSession session() {
        return session;
    }

    /** Fills a staging table; {@code columns} name those that {@code values} lists, the others are null. */
    public StagedValues with(SourceTable table, String columns, String values) {
        return put(table, session.sql("select * from values " + values + " as t(" + columns + ")"));
    }

    /** Fills a staging table with rows that may lack columns; they are cast to the staging types. */
    public StagedValues put(SourceTable table, Dataset<Row> rows) {
        List<String> present = List.of(rows.columns());
        String select = casts(COLUMNS.get(table), present);
        String date = table.eventDate().map(name -> name.equals("attempted_at") ? "attempt_date" : name).orElse(null);
        rows.createOrReplaceTempView("rows_of_" + table.sourceName());
        String when = date == null ? "date '0001-01-01'" : "coalesce(cast(" + date + " as date), date '0001-01-01')";
        boolean dated = date == null || present.contains(date);
        keep(table.staging().sqlName(), session.sql(select + ", "
                + (present.contains("visible_from") ? "visible_from" : dated ? when : "date '0001-01-01'")
                + " as visible_from, " + (present.contains("conflict_from") ? "conflict_from" : "date '9999-12-31'")
                + " as conflict_from from rows_of_" + table.sourceName()));
        return this;
    }

    private static String casts(String schema, List<String> present) {
        return Stream.of(StructType.fromDDL(schema).fields())
                .map(field -> "cast(" + (present.contains(field.name()) ? field.name() : "null") + " as "
                        + field.dataType().sql() + ") as " + field.name())
                .collect(Collectors.joining(", ", "select ", ""));
    }

    /** Builds tables from their SQL files, each after those it reads, as views of their names. */
    public StagedValues build(Collection<Table> tables) {
        inOrder(tables).forEach(table -> keep(table.sqlName(), SqlFile.of(table).on(session, parameters)));
        return this;
    }

    /** Empty views with the columns that the SQL files give: nothing is computed. */
    public StagedValues shape(Collection<Table> tables) {
        inOrder(tables).forEach(table -> keep(table.sqlName(), session.createDataFrame(
                List.<Row>of(), SqlFile.of(table).on(session, parameters).schema())));
        return this;
    }

    private static List<Table> inOrder(Collection<Table> tables) {
        List<Table> made = tables.stream().filter(table -> !GIVEN.containsKey(table)).toList();
        return SqlStage.inOrder("test", made).waves().stream().flatMap(List::stream).toList();
    }

    /** The rows of a query as text, one line a row, fields parted by a bar. */
    public String rows(String query) {
        StringBuilder lines = new StringBuilder();
        for (Row row : session.sql(query).collectAsList()) {
            lines.append(row.mkString("|")).append('\n');
        }
        return lines.toString();
    }

    /** A view over the rows themselves: what reads it does not compute them again. */
    public void keep(String view, Dataset<Row> rows) {
        session.createDataFrame(rows.collectAsList(), rows.schema()).createOrReplaceTempView(view);
    }
}
