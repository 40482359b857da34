package io.arrears.leakage;

import io.arrears.pipeline.SideBySide;
import io.arrears.transform.SqlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/**
 * Controls that judge each row of one table by itself. They share one pass over it: the rows that any of them selects
 * are held, and each control then queries these few.
 */
final class RowTests implements AutoCloseable {

    /** What comes between a table and the condition on its rows. */
    private static final Pattern WHERE = Pattern.compile("(?is)\\A(?:\\s|--[^\n]*\n|/\\*.*?\\*/)*where\\b");

    private final List<Dataset<Row>> held = new ArrayList<>();

    /**
     * A control that is a row test.
     *
     * @param columns its text before the name of the table
     * @param table the name
     * @param rest its text after the name, from {@code where} on
     * @param condition what comes after {@code where}
     */
    private record Test(ControlFile control, String columns, String table, String rest, String condition) {

        private static Optional<Test> of(ControlFile control, SparkSession views, Map<String, Object> parameters) {
            return table(control.sql().parsed())
                    .filter(table -> judgesRows(control.sql().on(views, parameters)))
                    .flatMap(table -> cut(control, table));
        }

        /** The one table of a query that is nothing but columns, a table and a condition. */
        private static Optional<UnresolvedRelation> table(LogicalPlan query) {
            return query instanceof Project project
                            && project.child() instanceof Filter filter
                            && filter.child() instanceof UnresolvedRelation table
                            && query.subqueriesAll().isEmpty()
                    ? Optional.of(table)
                    : Optional.empty();
        }

        /** Whatever groups or looks at other rows is planned as something else. */
        private static boolean judgesRows(Dataset<Row> rows) {
            return rows.queryExecution().analyzed() instanceof Project project && project.child() instanceof Filter;
        }

        private static Optional<Test> cut(ControlFile control, UnresolvedRelation table) {
            String text = control.sql().text();
            // The parser counts characters, Java may need two of its own for one.
            int start =
                    text.offsetByCodePoints(0, (int) table.origin().startIndex().get());
            int end =
                    text.offsetByCodePoints(0, (int) table.origin().stopIndex().get() + 1);
            String name = text.substring(start, end).toLowerCase(Locale.ROOT);
            String rest = text.substring(end);
            Matcher where = WHERE.matcher(rest);
            return name.matches("\\w+") && where.find()
                    ? Optional.of(new Test(control, text.substring(0, start), name, rest, rest.substring(where.end())))
                    : Optional.empty();
        }

        /** The same control over another table of the same columns. */
        private ControlFile over(String other) {
            return control.asking(SqlFile.parse(control.sql().resource(), columns + other + rest));
        }
    }

    /** The controls in the order given; those that share a pass now ask the rows held for their table. */
    List<ControlFile> sharing(List<ControlFile> controls, SparkSession views, Map<String, Object> parameters) {
        Map<String, List<Test>> byTable = new TreeMap<>();
        SideBySide.map(controls, control -> Test.of(control, views, parameters)).stream()
                .flatMap(Optional::stream)
                .forEach(test -> byTable.computeIfAbsent(test.table(), table -> new ArrayList<>())
                        .add(test));
        Map<String, ControlFile> sharing = new HashMap<>();
        byTable.values().removeIf(tests -> tests.size() < 2);
        byTable.forEach((table, tests) -> {
            // The line break ends a comment that a condition may end with.
            String wanted = tests.stream().map(Test::condition).collect(Collectors.joining("\n) or (", "(", "\n)"));
            Dataset<Row> rows = SqlFile.parse(
                            "the row tests of " + table, "select *\nfrom " + table + "\nwhere " + wanted)
                    .on(views, parameters)
                    .persist();
            held.add(rows);
            String name = table + "_tested";
            rows.createOrReplaceTempView(name);
            tests.forEach(test -> sharing.put(test.control().id(), test.over(name)));
        });
        return controls.stream()
                .map(control -> sharing.getOrDefault(control.id(), control))
                .toList();
    }

    @Override
    public void close() {
        held.forEach(Dataset::unpersist);
    }
}
