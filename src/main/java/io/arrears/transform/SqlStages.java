package io.arrears.transform;

import io.arrears.lake.Layer;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The stages that are only SQL. What the files read decides which tables each stage makes, and in what order. */
public final class SqlStages {

    private SqlStages() {}

    /** The state at the as-of day, which controls, claims and marts look at. */
    public static SqlStage intermediate() {
        return SqlStage.of("intermediate", state());
    }

    /**
     * The observations of both tasks with their features and labels: the panel of past dates when a model is to be
     * trained, else the as-of day alone.
     *
     * @param trainingDue whether this run will train a model, and so needs the panel of past observations
     */
    public static SqlStage abt(Predicate<RunContext> trainingDue) {
        return SqlStage.of("abt", observations(), trainingDue);
    }

    public static SqlStage marts() {
        return SqlStage.of("marts", Table.marts());
    }

    /** The intermediate tables that the analytical base tables do not need. */
    public static List<Table> state() {
        List<Table> observations = observations();
        return of(Layer.INTERMEDIATE).stream()
                .filter(table -> !observations.contains(table))
                .toList();
    }

    /**
     * The analytical base tables, the loss given default, which is made of the same states of invoices, and the
     * intermediate tables that they need, directly or not.
     */
    static List<Table> observations() {
        Set<Table> needed = EnumSet.noneOf(Table.class);
        of(Layer.ABT).forEach(table -> addWithNeeds(table, needed));
        addWithNeeds(Table.INT_LGD, needed);
        return List.copyOf(needed);
    }

    private static void addWithNeeds(Table table, Set<Table> needed) {
        if (needed.add(table)) {
            SqlViews.reads(SqlFile.of(table)).stream()
                    .filter(read -> read.layer() == Layer.INTERMEDIATE)
                    .forEach(read -> addWithNeeds(read, needed));
        }
    }

    private static List<Table> of(Layer layer) {
        return Arrays.stream(Table.values())
                .filter(table -> table.layer() == layer)
                .toList();
    }
}
