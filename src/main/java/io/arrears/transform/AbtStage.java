package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/**
 * Builds the observations of both tasks with their features and labels: the panel of past dates when a model is to be
 * trained, else the as-of day alone.
 */
public final class AbtStage implements Stage {

    /**
     * Tables written side by side after the tables of earlier waves. The views have one reader each, in this wave, and are
     * not written: every table costs a write.
     */
    record Wave(List<String> views, List<Table> tables) {
        Wave(Table... tables) {
            this(List.of(), List.of(tables));
        }

        List<SqlFile> files() {
            List<SqlFile> files = new java.util.ArrayList<>(viewFiles());
            tables.forEach(table -> files.add(SqlFile.of(table)));
            return files;
        }

        List<SqlFile> viewFiles() {
            return views.stream()
                    .map(view -> SqlFile.read("sql/intermediate/" + view + ".sql"))
                    .toList();
        }
    }

    static final List<Wave> WAVES = List.of(
            new Wave(Table.INT_INVOICE_STATES, Table.INT_DEBT_ATTEMPTS),
            new Wave(
                    List.of("int_claim_spells", "int_reliefs"),
                    List.of(Table.INT_OBSERVATION_INVOICES, Table.INT_OBSERVATION_CLAIMS)),
            new Wave(Table.INT_CUSTOMER_EVENTS),
            new Wave(List.of("int_customer_days"), List.of(Table.INT_CUSTOMER_HISTORY, Table.INT_REP_HISTORY)),
            new Wave(
                    List.of("int_observation_features", "int_reason_history"),
                    List.of(Table.ABT_INVOICES, Table.ABT_CLAIMS)));

    private final Predicate<RunContext> trainingDue;

    /** @param trainingDue whether this run will train a model, and so needs the panel of past observations */
    public AbtStage(Predicate<RunContext> trainingDue) {
        this.trainingDue = trainingDue;
    }

    @Override
    public String name() {
        return "abt";
    }

    @Override
    public Set<Table> reads() {
        Set<Table> reads = EnumSet.noneOf(Table.class);
        WAVES.forEach(wave -> wave.files().forEach(file -> reads.addAll(file.reads())));
        reads.removeAll(writes());
        return reads;
    }

    @Override
    public Set<Table> writes() {
        Set<Table> writes = EnumSet.noneOf(Table.class);
        WAVES.forEach(wave -> writes.addAll(wave.tables()));
        return writes;
    }

    @Override
    public StageReport run(RunContext context) {
        Map<String, Object> parameters = new TreeMap<>(SqlParameters.of(context.day()));
        parameters.put("is_training", trainingDue.test(context));
        Map<String, Number> rows = new LinkedHashMap<>();
        for (Wave wave : WAVES) {
            SparkSession views = viewsOf(wave, context, parameters);
            List<Long> written = SideBySide.map(
                    wave.tables(),
                    table -> context.append(table, SqlFile.of(table).on(views, parameters)));
            for (int i = 0; i < wave.tables().size(); i++) {
                rows.put(wave.tables().get(i).sqlName(), written.get(i));
            }
        }
        return new StageReport(rows);
    }

    private static SparkSession viewsOf(Wave wave, RunContext context, Map<String, Object> parameters) {
        Set<Table> inputs = EnumSet.noneOf(Table.class);
        wave.files().forEach(file -> inputs.addAll(file.reads()));
        SparkSession session = context.views(inputs);
        for (int i = 0; i < wave.views().size(); i++) {
            wave.viewFiles()
                    .get(i)
                    .on(session, parameters)
                    .createOrReplaceTempView(wave.views().get(i));
        }
        return session;
    }
}
