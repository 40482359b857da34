package io.arrears.testing;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlParameters;
import io.arrears.transform.SqlStage;
import io.arrears.transform.SqlViews;
import io.arrears.transform.StagingColumns;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Staging tables written out as values, and the tables built on them, as temporary views of one session. A table that a
 * test does not fill is empty, as an absent source table is.
 */
public final class StagedValues {

    /** What other stages hand to the marts; empty unless a test fills it. */
    private static final Map<Table, String> GIVEN = Map.ofEntries(
            Map.entry(
                    Table.SCORE_CHASED,
                    "outcome_id string, claim_id string, currency string, amount decimal(19,4), "
                            + "ev_recovered decimal(19,4), list_date date"),
            Map.entry(
                    Table.SCORE_INVOICES,
                    "invoice_id string, observation_date date, raw_score double, default_prob double, "
                            + "expected_loss decimal(19,4), model_version string, model_status string, reason_1 string, "
                            + "reason_2 string, reason_3 string, verdict string"),
            Map.entry(
                    Table.SCORE_CLAIMS,
                    "claim_id string, claim_type string, invoice_id string, order_id string, "
                            + "customer_id string, currency string, amount decimal(19,4), raw_score double, "
                            + "p_recover_30d double, ev_recovered decimal(19,4), priority_rank int, "
                            + "model_version string, model_status string, reason_1 string, reason_2 string, reason_3 string, "
                            + "verdict string, order_value decimal(19,4)"),
            Map.entry(
                    Table.SCORE_EVALUATION,
                    "topic string, task string, model string, model_version string, slice string, "
                            + "segment string, subject string, position int, metric string, value double, lower double, "
                            + "upper double, amount decimal(19,4), observations bigint, verdict string, slice_verdict string"),
            Map.entry(
                    Table.SCORE_TREATMENTS,
                    "currency string, quarter string, debtor_id string, claim_id string, invoice_id string, order_id string, "
                            + "first_flagged_on date, treatment string, holdout_share double, amount decimal(19,3)"),
            Map.entry(
                    Table.SCORE_RETRIES,
                    "cut_off string, reason_code string, part string, value string, attempts bigint, "
                            + "successes bigint, expected_successes double, factor double, is_used boolean"),
            Map.entry(
                    Table.FIND_LEAKAGE,
                    "finding_id string, control_id string, control_title string, leak_type string, "
                            + "severity string, policy string, version string, entity_type string, entity_id string, invoice_id string, "
                            + "order_id string, customer_id string, sales_rep_id string, region string, currency string, "
                            + "expected_amount decimal(19,4), actual_amount decimal(19,4), amount decimal(19,4), "
                            + "primary_amount decimal(19,4), evidence string, decision string, decided_date date, "
                            + "decision_until_date date, decision_reason string, decision_owner string, is_dismissed boolean"),
            Map.entry(
                    Table.FIND_CONTROLS,
                    "control_id string, currency string, title string, leak_type string, "
                            + "severity string, status string, findings bigint, gross_amount decimal(19,4), "
                            + "primary_amount decimal(19,4), immaterial_findings bigint, immaterial_amount decimal(19,4), "
                            + "skipped_reason string, dismissed_findings bigint, dismissed_amount decimal(19,4)"),
            Map.entry(
                    Table.OPS_COUNTS, "source_table string, currency string, rows_in bigint, amount_in decimal(38,4)"),
            Map.entry(
                    Table.OPS_QUARANTINE,
                    "source_table string, currency string, amount decimal(19,4), copies int, "
                            + "first_visible_from date, is_staged boolean"),
            Map.entry(Table.OPS_SOURCES, "source_table string, column_name string, is_present boolean"));

    /** Read by the marts, though another stage writes them: built when one of them is. */
    private static final List<Table> OBSERVED =
            List.of(Table.INT_INVOICE_STATES, Table.INT_LGD, Table.INT_DEBT_ATTEMPTS);

    private static final Set<String> CLOCKS = Set.of("visible_from", "conflict_from");

    private final SparkSession session;
    private final Map<String, Object> parameters;
    private final Set<String> views = new HashSet<>();
    private boolean isSettled = true;

    private StagedValues(SparkSession session, Map<String, Object> parameters) {
        this.session = session;
        this.parameters = parameters;
    }

    /** All staging tables, empty, in a new session; the settings of reference.conf with the overrides given. */
    public static StagedValues on(String asOf, Map<String, String> overrides) {
        SparkSession session = TestSpark.small();
        Settings settings = SettingsLoader.load(Optional.empty(), new TreeMap<>(overrides));
        StagedValues rows = new StagedValues(session, SqlParameters.of(AsOf.parse(asOf), settings));
        for (SourceTable table : SourceTable.values()) {
            rows.put(table, session.createDataFrame(List.<Row>of(), rows.columnsOf(table)));
        }
        GIVEN.forEach((table, columns) ->
                rows.keep(table.sqlName(), session.createDataFrame(List.<Row>of(), StructType.fromDDL(columns))));
        return rows;
    }

    /** Fills a table that another stage hands over; columns not named are null. */
    public StagedValues given(Table table, String columns, String values) {
        session.sql("select * from values " + values + " as t(" + columns + ")").createOrReplaceTempView("given");
        keep(
                table.sqlName(),
                session.sql(casts(StructType.fromDDL(GIVEN.get(table)), List.of(columns.split(", ")), Map.of())
                        + " from given"));
        return this;
    }

    /** Another value for a parameter of the SQL. */
    public StagedValues set(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    /** What the SQL is given for a parameter. */
    public Object parameter(String name) {
        return parameters.get(name);
    }

    /** What the SQL is given for every parameter. */
    public Map<String, Object> parameters() {
        return Map.copyOf(parameters);
    }

    /** The rows of a view of {@link SqlViews}, which may read only what is there already. */
    public Dataset<Row> view(String name) {
        settle();
        return SqlViews.of(name).on(session, parameters);
    }

    /** The session to make rows with that are still to be put: what is there already has no currency yet. */
    public SparkSession maker() {
        return session;
    }

    public SparkSession session() {
        settle();
        return session;
    }

    /** Gives the rows their currencies, once what they state is all there. */
    private void settle() {
        if (isSettled) {
            return;
        }
        isSettled = true;
        LocalDate asOf = (LocalDate) parameters.get("as_of");
        SettledCurrencies.in(session, List.of(SourceTable.values()), asOf, (String) parameters.get("default_currency"));
        for (SourceTable table : SourceTable.values()) {
            KnownRows.show(session, table.staging(), asOf);
        }
    }

    /** Fills a staging table; {@code columns} name those that {@code values} lists, the others are null. */
    public StagedValues with(SourceTable table, String columns, String values) {
        return put(table, session.sql("select * from values " + values + " as t(" + columns + ")"));
    }

    /**
     * Fills a staging table with rows that may lack columns; they are cast to the staging types. Staging gives every row a key
     * of its own: rows that do not name theirs are numbered.
     */
    public StagedValues put(SourceTable table, Dataset<Row> given) {
        isSettled = false;
        Dataset<Row> rows = withCurrency(withState(given));
        List<String> present = List.of(rows.columns());
        List<String> key = table.staging().key();
        String select = casts(
                columnsOf(table),
                present,
                Map.of(
                        "source_copies",
                        "1",
                        "entry",
                        "''",
                        key.get(0),
                        "concat('" + table.sourceName() + "-', monotonically_increasing_id())"));
        String date = RawRows.eventDate(table)
                .map(name -> name.equals("attempted_at") ? "attempt_date" : name)
                .orElse(null);
        rows.createOrReplaceTempView("rows_of_" + table.sourceName());
        String when = date == null ? "date '0001-01-01'" : "coalesce(cast(" + date + " as date), date '0001-01-01')";
        boolean dated = date == null || present.contains(date);
        keep(
                table.staging().sqlName(),
                session.sql(select + ", "
                        + (present.contains("visible_from") ? "visible_from" : dated ? when : "date '0001-01-01'")
                        + " as visible_from, "
                        + (present.contains("conflict_from") ? "conflict_from" : "date '9999-12-31'")
                        + " as conflict_from from rows_of_" + table.sourceName()));
        refuseWrongKeys(table.staging().sqlName(), key);
        KnownRows.show(session, table.staging(), (LocalDate) parameters.get("as_of"));
        return this;
    }

    private void refuseWrongKeys(String staging, List<String> key) {
        Set<Row> keys = new HashSet<>();
        for (Row row :
                session.table(staging).selectExpr(key.toArray(String[]::new)).collectAsList()) {
            if (row.isNullAt(0) || !keys.add(row)) {
                throw new IllegalArgumentException(staging + ": the " + String.join(", ", key) + " "
                        + row.mkString(", ") + " is null or there twice: staging never writes that");
            }
        }
    }

    /** A status has the state of its list, as staging reads it. */
    private Dataset<Row> withState(Dataset<Row> rows) {
        List<String> columns = List.of(rows.columns());
        if (!columns.contains("status") || columns.contains("ledger_state")) {
            return rows;
        }
        rows.createOrReplaceTempView("without_state");
        return session.sql(
                "select *, element_at(map_from_arrays(:ledger_words, :ledger_states), terms.as_word(status))"
                        + " as ledger_state from without_state",
                parameters);
    }

    /** The currency of a row is what it states; XXX is none. */
    private static Dataset<Row> withCurrency(Dataset<Row> rows) {
        List<String> columns = List.of(rows.columns());
        return columns.contains("currency") && !columns.contains("stated_currency")
                ? rows.selectExpr("*", "nullif(currency, 'XXX') as stated_currency")
                : rows;
    }

    /** The columns of a staging table, its clocks aside. */
    private StructType columnsOf(SourceTable table) {
        return new StructType(
                Stream.of(StagingColumns.of(table.staging(), session).fields())
                        .filter(field -> !CLOCKS.contains(field.name()))
                        .toArray(StructField[]::new));
    }

    /** @param absent expressions in the place of columns that are not present; others are null */
    private static String casts(StructType schema, List<String> present, Map<String, String> absent) {
        return Stream.of(schema.fields())
                .map(field -> "cast("
                        + (present.contains(field.name()) ? field.name() : absent.getOrDefault(field.name(), "null"))
                        + " as "
                        + field.dataType().sql() + ") as " + field.name())
                .collect(Collectors.joining(", ", "select ", ""));
    }

    /** Builds tables from their SQL files, each after those and the views it reads, as views of their names. */
    public StagedValues build(Collection<Table> tables) {
        settle();
        inOrder(tables)
                .forEach(table -> make(SqlFile.of(table), table.sqlName(), file -> file.on(session, parameters)));
        return this;
    }

    /** Empty views with the columns that the SQL files give: nothing is computed. */
    public StagedValues shape(Collection<Table> tables) {
        settle();
        inOrder(tables)
                .forEach(table -> make(
                        SqlFile.of(table),
                        table.sqlName(),
                        file -> session.createDataFrame(
                                List.<Row>of(), file.on(session, parameters).schema())));
        return this;
    }

    private void make(SqlFile file, String name, Function<SqlFile, Dataset<Row>> rows) {
        OBSERVED.stream()
                .filter(SqlViews.reads(file)::contains)
                .filter(table -> views.add(table.sqlName()))
                .forEach(table -> make(SqlFile.of(table), table.sqlName(), rows));
        SqlViews.neededBy(List.of(file)).forEach((view, its) -> {
            if (views.add(view)) {
                keep(view, rows.apply(its));
            }
        });
        keep(name, rows.apply(file));
    }

    private static List<Table> inOrder(Collection<Table> tables) {
        List<Table> made =
                tables.stream().filter(table -> !GIVEN.containsKey(table)).toList();
        return SqlStage.of("test", made).order();
    }

    /** The rows of a query as text, one line a row, fields parted by a bar; of three digits a zero at the end is left out. */
    public String rows(String query) {
        settle();
        StringBuilder lines = new StringBuilder();
        for (Row row : session.sql(query).collectAsList()) {
            lines.append(IntStream.range(0, row.size())
                            .mapToObj(i -> text(row.get(i)))
                            .collect(Collectors.joining("|")))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String text(Object value) {
        return value instanceof BigDecimal amount && amount.scale() == 3
                ? amount.toPlainString().replaceFirst("(\\.\\d\\d)0$", "$1")
                : String.valueOf(value);
    }

    /** A view over the rows themselves: what reads it does not compute them again. */
    public void keep(String view, Dataset<Row> rows) {
        session.createDataFrame(rows.collectAsList(), rows.schema()).createOrReplaceTempView(view);
    }
}
