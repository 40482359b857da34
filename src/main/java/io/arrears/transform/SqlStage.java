package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Builds tables from their SQL files, each as soon as what it reads is there, a few side by side. */
public final class SqlStage implements Stage {

    private final String name;
    private final Predicate<RunContext> trainingDue;
    /** The files of the tables and the kept views, by name. */
    private final Map<String, SqlFile> files;
    /** What each of them needs of the others, itself and through the views that are computed with it; in order. */
    private final Map<String, Set<String>> needs;

    private SqlStage(
            String name,
            Predicate<RunContext> trainingDue,
            Map<String, SqlFile> files,
            Map<String, Set<String>> needs) {
        this.name = name;
        this.trainingDue = trainingDue;
        this.files = files;
        this.needs = needs;
    }

    /** A stage whose files do not depend on whether a model is to be trained. */
    public static SqlStage of(String name, Collection<Table> tables) {
        return of(name, tables, context -> false);
    }

    /**
     * A stage whose order follows from what the files read, themselves and through the views.
     *
     * @param trainingDue the value of the parameter {@code is_training}
     * @throws IllegalArgumentException when tables need each other, naming them, or a header is wrong, naming the file
     */
    static SqlStage of(String name, Collection<Table> tables, Predicate<RunContext> trainingDue) {
        Map<String, SqlFile> files = new LinkedHashMap<>();
        tables.forEach(table -> files.put(table.sqlName(), SqlFile.of(table)));
        Map<String, SqlFile> kept = SqlViews.neededBy(List.copyOf(files.values()));
        kept.values().removeIf(view -> !view.isKept());
        files.putAll(kept);
        // Kept views first: most tables wait for one.
        List<String> left = new ArrayList<>(kept.keySet());
        tables.forEach(table -> left.add(table.sqlName()));
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        while (!left.isEmpty()) {
            List<String> next = left.stream()
                    .filter(step -> Collections.disjoint(named(files.get(step)), left))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalArgumentException("these tables need each other: " + left);
            }
            next.forEach(step -> needs.put(step, named(files.get(step))));
            left.removeAll(next);
        }
        needs.values().forEach(named -> named.retainAll(files.keySet()));
        return new SqlStage(name, trainingDue, files, needs);
    }

    /** Everything a file names, itself and through the views that are computed with it. */
    private static Set<String> named(SqlFile file) {
        Set<String> named = new LinkedHashSet<>(file.names());
        SqlViews.computedWith(file).values().forEach(view -> named.addAll(view.names()));
        return named;
    }

    /** The tables in an order in which they can be built. */
    public List<Table> order() {
        return needs.keySet().stream()
                .flatMap(step -> Table.named(step).stream())
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Table> reads() {
        Set<Table> reads = EnumSet.noneOf(Table.class);
        files.values().forEach(file -> reads.addAll(SqlViews.reads(file)));
        reads.removeAll(writes());
        return reads;
    }

    private boolean addsUnknown() {
        return files.keySet().stream()
                .anyMatch(step ->
                        Table.named(step).filter(UnknownCurrency::isAdded).isPresent());
    }

    @Override
    public Set<Table> writes() {
        return EnumSet.copyOf(order());
    }

    @Override
    public StageReport run(RunContext context) {
        Map<String, Object> parameters =
                SqlParameters.of(context.asOf(), context.settings(), trainingDue.test(context));
        SparkSession session = context.views(reads());
        boolean hasUnknown = addsUnknown() && UnknownCurrency.isThere(context);
        Map<String, Long> rows =
                SideBySide.inOrder(needs, step -> build(step, hasUnknown, session, parameters, context));
        Map<String, Number> written = new LinkedHashMap<>();
        order().forEach(table -> written.put(table.sqlName(), rows.get(table.sqlName())));
        return new StageReport(written);
    }

    /** Writes a table or computes a kept view, and shows it to the steps that read it. */
    private long build(
            String step, boolean hasUnknown, SparkSession session, Map<String, Object> parameters, RunContext context) {
        SqlFile file = files.get(step);
        SqlViews.computedWith(file)
                .forEach((name, view) -> view.on(session, parameters).createOrReplaceTempView(name));
        Dataset<Row> rows = file.on(session, parameters);
        if (file.isKept()) {
            List<Row> kept = rows.collectAsList();
            session.createDataFrame(kept, rows.schema()).createOrReplaceTempView(step);
            return kept.size();
        }
        Table table = Table.named(step).orElseThrow();
        boolean isBlanked = hasUnknown && UnknownCurrency.isAdded(table);
        long written = context.append(table, isBlanked ? UnknownCurrency.withoutSums(rows) : rows);
        if (needs.values().stream().anyMatch(named -> named.contains(step))) {
            context.lake().view(session, table, context.slices());
        }
        return written;
    }
}
