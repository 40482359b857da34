package io.arrears.leakage;

import io.arrears.pipeline.SideBySide;
import io.arrears.transform.SqlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/**
 * Controls that judge each row of one table by itself. They share one pass over it: the rows that any of them wants are
 * held, and each control then asks these few.
 */
final class RowTests implements AutoCloseable {

    /** The clauses stand at the start of a line, as the rules of the SQL files want it. */
    private static final Pattern ROW_TEST = Pattern.compile(
            "(?:--[^\n]*\n)*(?<columns>select\\b.*\n)from (?<table>\\w+)\nwhere (?<condition>.*)", Pattern.DOTALL);

    private static final Pattern SECOND_SELECT = Pattern.compile("\\bselect\\b.*\\bselect\\b", Pattern.DOTALL);

    private final List<Dataset<Row>> held = new ArrayList<>();

    /** A control that is a row test, in parts. */
    private record Test(ControlFile control, String columns, String table, String condition) {

        private static Optional<Test> of(ControlFile control, SparkSession views, Map<String, Object> parameters) {
            Matcher matcher = ROW_TEST.matcher(control.sql().text());
            if (!matcher.matches()
                    || SECOND_SELECT.matcher(control.sql().code()).find()) {
                return Optional.empty();
            }
            // Whatever joins, groups or looks at other rows is planned as something else.
            boolean isRowTest =
                    control.sql().on(views, parameters).queryExecution().analyzed() instanceof Project project
                            && project.child() instanceof Filter;
            return isRowTest
                    ? Optional.of(new Test(
                            control, matcher.group("columns"), matcher.group("table"), matcher.group("condition")))
                    : Optional.empty();
        }

        /** The same control over another table of the same columns. */
        private ControlFile over(String other) {
            return control.asking(
                    SqlFile.parse(control.sql().resource(), columns + "from " + other + "\nwhere " + condition));
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
