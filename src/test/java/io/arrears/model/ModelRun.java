package io.arrears.model;

import io.arrears.config.Settings;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.model.store.Champions;
import io.arrears.model.store.FittedModels;
import io.arrears.model.store.ModelStore;
import io.arrears.pipeline.RunContext;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A run of the model stages alone, over analytical tables given by the test. */
public final class ModelRun {

    public final RunContext context;
    final FittedModels models = new FittedModels();

    public ModelRun(SparkSession spark, Path lake, Settings settings, String asOf, long run, boolean force) {
        this.context = new RunContext(
                spark,
                new Lake(spark, lake.toString()),
                settings,
                AsOf.parse(asOf),
                RunId.of(run),
                new Slices(Map.of()),
                force);
    }

    public ModelRun with(Dataset<Row> invoices, Dataset<Row> claims) {
        write(Table.ABT_INVOICES, invoices);
        write(Table.ABT_CLAIMS, claims);
        write(
                Table.INT_LGD,
                invoices.select("currency")
                        .distinct()
                        .withColumn("is_used", functions.lit(true))
                        .withColumn(
                                "lgd_used",
                                functions.lit(context.settings().defaults().lgd())));
        return this;
    }

    private void write(Table table, Dataset<Row> rows) {
        context.lake().append(table, context.asOf(), context.run(), context.slices(), rows);
    }

    public ModelRun trainAndScore() {
        new TrainStage(models, ReasonsExplainer::contributions).run(context);
        return score();
    }

    ModelRun score() {
        new ScoreStage(models, (card, model, scored) -> Explainer.unexplained(scored)).run(context);
        return this;
    }

    public Dataset<Row> table(Table table) {
        return context.lake().read(table, context.slices());
    }

    public ModelStore store() {
        return new ModelStore(context.lake());
    }

    public Champions champions(ModelTask task) {
        return new Champions(store(), task);
    }
}
