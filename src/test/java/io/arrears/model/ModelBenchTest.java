package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.model.data.ModelTask;
import io.arrears.model.store.ModelCard;
import io.arrears.testing.TestSpark;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("bench")
class ModelBenchTest {

    @TempDir
    Path lake;

    @Test
    void threeModelsOverThreeHundredThousandObservations() {
        SparkSession spark = TestSpark.session();
        SyntheticAbt company = new SyntheticAbt(spark, 120_000, 1);
        ModelRun run = new ModelRun(
                spark,
                lake,
                SyntheticAbt.settings(
                        Map.of("default.trees", "60", "default.depth", "8", "model.bootstrap-samples", "200")),
                "2025-12-31",
                1,
                false);
        time("write abt", () -> run.with(company.invoices(), company.claims()));
        time("train", () -> new TrainStage(run.models, ReasonsExplainer::contributions).run(run.context));
        time("score", run::score);
        ModelCard card = run.store()
                .card(ModelTask.DEFAULT, run.store().versions(ModelTask.DEFAULT).get(0));
        System.out.println(card.split() + " " + card.reason());
        assertTrue(card.fitted());
    }

    private static void time(String what, Runnable work) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        System.out.printf(
                "%s: %.1f s, %.1f s of CPU%n",
                what, (System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
    }
}
