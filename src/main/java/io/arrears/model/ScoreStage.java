package io.arrears.model;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Scores every open invoice and every claim of the day with the champions, and tells how good these are. */
public final class ScoreStage implements Stage {

    private final FittedModels models;
    private final Explainer explainer;

    /** @param models shared with the train stage */
    public ScoreStage(FittedModels models, Explainer explainer) {
        this.models = models;
        this.explainer = explainer;
    }

    @Override
    public String name() {
        return "score";
    }

    @Override
    public Set<Table> reads() {
        return EnumSet.of(Table.ABT_INVOICES, Table.ABT_CLAIMS);
    }

    @Override
    public Set<Table> writes() {
        return EnumSet.of(Table.SCORE_INVOICES, Table.SCORE_CLAIMS, Table.SCORE_METRICS, Table.SCORE_CALIBRATION,
                Table.SCORE_IMPORTANCE);
    }

    @Override
    public StageReport run(RunContext context) {
        List<ScoringModel> scoring = SideBySide.map(List.of(ModelTask.values()),
                task -> ScoringModel.of(context, task, models));
        CardTables cards = new CardTables(context.spark(), scoring);
        Map<Table, Supplier<Long>> work = new EnumMap<>(Table.class);
        work.put(Table.SCORE_INVOICES, () -> invoices(context, scoring.get(0)));
        work.put(Table.SCORE_CLAIMS, () -> claims(context, scoring.subList(1, scoring.size())));
        work.put(Table.SCORE_METRICS, () -> append(context, Table.SCORE_METRICS, cards.metrics()));
        work.put(Table.SCORE_CALIBRATION, () -> append(context, Table.SCORE_CALIBRATION, cards.calibration()));
        work.put(Table.SCORE_IMPORTANCE, () -> append(context, Table.SCORE_IMPORTANCE, cards.importance()));
        List<Table> tables = List.copyOf(work.keySet());
        List<Long> rows = SideBySide.map(tables, table -> work.get(table).get());
        Map<String, Number> measures = new LinkedHashMap<>();
        tables.forEach(table -> measures.put(table.sqlName(), rows.get(tables.indexOf(table))));
        return new StageReport(measures);
    }

    private long invoices(RunContext context, ScoringModel model) {
        Dataset<Row> scored = explained(model, context.lake().read(Table.ABT_INVOICES, context.slices()));
        return append(context, Table.SCORE_INVOICES, InvoiceScores.of(scored, context.settings().defaults().lgd()));
    }

    private long claims(RunContext context, List<ScoringModel> byType) {
        Dataset<Row> abt = context.lake().read(Table.ABT_CLAIMS, context.slices());
        Dataset<Row> valued = byType.stream()
                .map(model -> ClaimScores.valued(explained(model, abt), model.task().claimType().orElseThrow()))
                .reduce(Dataset::unionByName).orElseThrow().persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return append(context, Table.SCORE_CLAIMS, ClaimScores.ranked(valued, abt.where("is_scoring"),
                    context.settings().recovery().capacity(), context.settings().recovery().contactCost()));
        } finally {
            valued.unpersist();
        }
    }

    private Dataset<Row> explained(ScoringModel model, Dataset<Row> abt) {
        Dataset<Row> scored = model.score(abt);
        return model.champion().isPresent()
                ? explainer.explain(model.champion().get(), model.pipeline().orElseThrow(), scored)
                : Explainer.unexplained(scored);
    }

    private static long append(RunContext context, Table table, Dataset<Row> rows) {
        return context.lake().append(table, context.asOf(), context.run(), context.slices(), rows);
    }
}
