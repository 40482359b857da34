package io.arrears.model;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.judge.DriftRow;
import io.arrears.model.store.FittedModels;
import io.arrears.model.store.ModelStore;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Scores every open invoice and every claim of the day with the champions, and measures how good these are. */
public final class ScoreStage implements Stage {

    private static final int EXPLAINED_INVOICES = 2_000;

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
        return EnumSet.of(Table.ABT_INVOICES, Table.ABT_CLAIMS, Table.INT_LGD, Table.STG_OUTCOMES);
    }

    @Override
    public Set<Table> writes() {
        return EnumSet.of(Table.SCORE_INVOICES, Table.SCORE_CLAIMS, Table.SCORE_EVALUATION, Table.SCORE_CHASED);
    }

    @Override
    public StageReport run(RunContext context) {
        List<ScoringModel> scoring =
                SideBySide.map(List.of(ModelTask.values()), task -> ScoringModel.of(context, task, models));
        AtomicLong drifting = new AtomicLong();
        Map<Table, Supplier<Long>> work = new EnumMap<>(Table.class);
        work.put(Table.SCORE_INVOICES, () -> invoices(context, scoring.get(0)));
        work.put(Table.SCORE_CLAIMS, () -> claims(context, scoring.subList(1, scoring.size())));
        work.put(Table.SCORE_EVALUATION, () -> evaluation(context, scoring, drifting));
        work.put(Table.SCORE_CHASED, () -> append(context, Table.SCORE_CHASED, Chased.of(context)));
        List<Table> tables = List.copyOf(work.keySet());
        List<Long> rows = SideBySide.map(tables, table -> work.get(table).get());
        Map<String, Number> measures = new LinkedHashMap<>();
        tables.forEach(table -> measures.put(table.sqlName(), rows.get(tables.indexOf(table))));
        measures.put("drift warnings", drifting.get());
        return new StageReport(measures);
    }

    private static long evaluation(RunContext context, List<ScoringModel> scoring, AtomicLong drifting) {
        ModelStore store = new ModelStore(context.lake());
        Map<ModelTask, List<DriftRow>> drift = new EnumMap<>(ModelTask.class);
        for (ScoringModel model : scoring) {
            List<DriftRow> rows =
                    new ArrayList<>(model.drift(context.read(model.task().table())));
            rows.addAll(store.followUp(model.task(), model.latest().version()));
            drifting.addAndGet(rows.stream()
                    .filter(row -> row.status().equals(DriftRow.WARN))
                    .count());
            drift.put(model.task(), rows);
        }
        return append(context, Table.SCORE_EVALUATION, new EvaluationTable(context.spark()).of(scoring, drift));
    }

    private long invoices(RunContext context, ScoringModel model) {
        Dataset<Row> abt = context.read(Table.ABT_INVOICES);
        Dataset<Row> scored = model.score(abt).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return append(
                    context,
                    Table.SCORE_INVOICES,
                    InvoiceScores.of(explained(model, wanted(scored)), context.read(Table.INT_LGD)));
        } finally {
            scored.unpersist();
        }
    }

    /** Reasons of a forest take time: they are worked out for the invoices with the largest expected loss. */
    private static Dataset<Row> wanted(Dataset<Row> scored) {
        Dataset<Row> top = scored.where(col(Observations.STATUS).notEqual("defaulted"))
                .orderBy(
                        col(Observations.AMOUNT)
                                .multiply(col(Calibrator.CALIBRATED))
                                .desc(),
                        col(Observations.KEY))
                .limit(EXPLAINED_INVOICES)
                .select(col(Observations.KEY).as("top_key"));
        return scored.join(broadcast(top), scored.col(Observations.KEY).equalTo(col("top_key")), "left")
                .withColumn(Explainer.WANTED, col("top_key").isNotNull());
    }

    private long claims(RunContext context, List<ScoringModel> byType) {
        Dataset<Row> abt = context.read(Table.ABT_CLAIMS);
        Dataset<Row> valued = byType.stream()
                .map(model -> ClaimScores.placed(
                        ClaimScores.valued(
                                claimsOf(model, abt), model.task().claimType().orElseThrow()),
                        model.use() == ScoringModel.Use.ORDERS || model.use() == ScoringModel.Use.RULE))
                .reduce(Dataset::unionByName)
                .orElseThrow()
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return append(context, Table.SCORE_CLAIMS, ClaimScores.ranked(valued, abt.where("is_scoring")));
        } finally {
            valued.unpersist();
        }
    }

    private Dataset<Row> claimsOf(ScoringModel model, Dataset<Row> abt) {
        return explained(model, model.score(abt).withColumn(Explainer.WANTED, not(col(Observations.AGED))));
    }

    private Dataset<Row> explained(ScoringModel model, Dataset<Row> scored) {
        return model.byModel()
                ? explainer.explain(model.champion().get(), model.model().orElseThrow(), scored)
                : Explainer.unexplained(scored);
    }

    private static long append(RunContext context, Table table, Dataset<Row> rows) {
        return context.append(table, rows);
    }
}
