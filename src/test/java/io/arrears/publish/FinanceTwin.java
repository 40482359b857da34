package io.arrears.publish;

import io.arrears.lake.KnownRows;
import io.arrears.lake.Table;
import io.arrears.testing.PostgresSql;
import io.arrears.testing.RowDifferences;
import io.arrears.testing.StagedValues;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlStage;
import io.arrears.transform.SqlStages;
import io.arrears.transform.SqlViews;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The SQL files of the state and the marts over the same staged rows in Spark and in PostgreSQL. Rows of stages that are not
 * SQL (scores, findings, counts) are handed to both.
 */
final class FinanceTwin implements AutoCloseable {

    /**
     * Files that PostgreSQL cannot run, and why. In their place it runs another query of the same grain, written for it
     * alone in {@code postgres/} of the test resources, so that what reads them is compared all the same.
     */
    static final Map<String, String> OTHERWISE = Map.of(
            "int_invoice_states",
                    "compares structs within windows, opens them by a dot, and takes a star except columns",
            "int_recoveries", "arrays of structs, and functions of functions over them");

    /** Without a query in its place: one of the above alone reads it here, and its query needs it not. */
    static final Map<String, String> LEFT_OUT = Map.of(
            "int_debt_attempts", "arrays of structs, and functions of functions over them",
            "int_stayed", "compares structs within windows, and opens them by a dot");

    private final SparkSession session;
    private final Map<String, Object> parameters;
    private final PostgresTwin postgres;
    private final Map<String, SqlFile> files = files();

    private FinanceTwin(SparkSession session, Map<String, Object> parameters, PostgresTwin postgres) {
        this.session = session;
        this.parameters = parameters;
        this.postgres = postgres;
    }

    /** Copies what the files read to PostgreSQL and runs them there. Spark's rows must be views of the session already. */
    static FinanceTwin of(String schema, SparkSession session, Map<String, Object> parameters) throws SQLException {
        FinanceTwin twin = new FinanceTwin(session, parameters, new PostgresTwin(schema));
        for (Table table : twin.inputs()) {
            twin.postgres.load(table, session.table(table.sqlName()));
            if (KnownRows.has(table)) {
                twin.postgres.make(
                        KnownRows.viewOf(table),
                        "select * from " + table.sqlName() + " where "
                                + KnownRows.condition(KnownRows.literal((LocalDate) parameters.get("as_of"))));
            }
        }
        for (String name : twin.files.keySet()) {
            twin.make(name);
        }
        return twin;
    }

    static FinanceTwin of(String schema, StagedValues books) throws SQLException {
        return of(schema, books.session(), books.parameters());
    }

    /** The state, the views and the marts by name, each after what it reads. */
    static Map<String, SqlFile> files() {
        List<Table> tables = new ArrayList<>(SqlStages.state());
        // Controls alone read it.
        tables.remove(Table.INT_UNAPPLIED_CASH);
        tables.addAll(List.of(Table.INT_INVOICE_STATES, Table.INT_LGD, Table.INT_DEBT_ATTEMPTS));
        tables.addAll(Table.marts());
        Map<String, SqlFile> files = new LinkedHashMap<>();
        for (Table table : SqlStage.of("finance", tables).order()) {
            SqlViews.neededBy(List.of(SqlFile.of(table))).forEach(files::putIfAbsent);
            files.put(table.sqlName(), SqlFile.of(table));
        }
        return files;
    }

    private Set<Table> inputs() {
        Set<Table> inputs = new TreeSet<>();
        files.values().forEach(file -> inputs.addAll(file.reads()));
        inputs.removeIf(table -> files.containsKey(table.sqlName()));
        return inputs;
    }

    private void make(String name) throws SQLException {
        if (OTHERWISE.containsKey(name)) {
            postgres.make(name, PostgresSql.withValues(PostgresTwin.resource(name + ".sql"), parameters));
        } else if (!LEFT_OUT.containsKey(name)) {
            postgres.make(name, PostgresSql.of(files.get(name), session, parameters));
        }
    }

    /** Why PostgreSQL refuses a file, as its error class: 42601 a syntax it has not, 42883 a function. Empty: it runs. */
    Optional<String> refusal(String name) {
        try {
            postgres.plan(PostgresSql.of(files.get(name), session, parameters));
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e.getSQLState());
        }
    }

    /** Every row and value in which the engines differ, over all files. */
    List<String> differences() throws SQLException {
        List<String> found = new ArrayList<>();
        for (String name : files.keySet()) {
            if (!LEFT_OUT.containsKey(name)) {
                found.addAll(differences(name, session.table(name)));
            }
        }
        return found;
    }

    /** The same of one file, when Spark runs another text of it or gets other parameters than PostgreSQL had. */
    List<String> differences(String name, UnaryOperator<String> change, Map<String, Object> changed)
            throws SQLException {
        Map<String, Object> all = new TreeMap<>(parameters);
        all.putAll(changed);
        SqlFile file = files.get(name);
        return differences(
                name, SqlFile.parse(file.resource(), change.apply(file.text())).on(session, all));
    }

    private List<String> differences(String name, Dataset<Row> spark) throws SQLException {
        List<Map<String, Object>> other = postgres.rows(name);
        Dataset<Row> compared = OTHERWISE.containsKey(name)
                ? spark.selectExpr(postgres.columns(name).toArray(String[]::new))
                : spark;
        return RowDifferences.between(name, files.get(name).grain(), plain(compared), other);
    }

    /** Columns of the marts, by mart, that say the same in every row, or nothing. */
    Map<String, Set<String>> columnsOfOneValue() {
        Map<String, Set<String>> idle = new TreeMap<>();
        for (Table mart : Table.marts()) {
            List<Map<String, Object>> rows = plain(session.table(mart.sqlName()));
            for (String column : session.table(mart.sqlName()).columns()) {
                if (rows.stream()
                                .map(row -> row.get(column))
                                .collect(Collectors.toCollection(HashSet::new))
                                .size()
                        < 2) {
                    idle.computeIfAbsent(mart.sqlName(), any -> new TreeSet<>()).add(column);
                }
            }
        }
        return idle;
    }

    private static List<Map<String, Object>> plain(Dataset<Row> rows) {
        String[] columns = rows.columns();
        return rows.collectAsList().stream()
                .map(row -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    for (int i = 0; i < columns.length; i++) {
                        values.put(columns[i], row.get(i));
                    }
                    return values;
                })
                .toList();
    }

    @Override
    public void close() throws SQLException {
        postgres.close();
    }
}
