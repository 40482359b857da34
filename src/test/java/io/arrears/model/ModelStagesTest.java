package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStagesTest {

    @TempDir
    static Path lake;
    private static ModelRun run;

    @BeforeAll
    static void trainsOnce() {
        SparkSession spark = TestSpark.session();
        SyntheticAbt company = new SyntheticAbt(spark, 6_000, 1);
        run = new ModelRun(spark, lake, SyntheticAbt.settings(Map.of()), "2025-12-31", 1, false)
                .with(company.invoices(), company.claims()).trainAndScore();
    }

    @Test
    void aPlantedRuleIsLearntAndEveryTaskHasAVerdict() {
        run.table(Table.SCORE_METRICS).where("segment = 'all' and metric in ('roc_auc', 'calibration_slope', 'ece', 'entities')").orderBy("task", "metric", "model").show(100, false);
        run.champions(ModelTask.DEFAULT).decisions().forEach(System.out::println);
        run.table(Table.SCORE_INVOICES).show(5, false);
        run.table(Table.SCORE_CLAIMS).orderBy("currency", "priority_rank").show(5, false);
        run.table(Table.SCORE_IMPORTANCE).show(50, false);
        System.out.println(run.store().card(ModelTask.DEFAULT, run.store().versions(ModelTask.DEFAULT).get(0)).split());
        assertEquals(3, run.table(Table.SCORE_METRICS).where("metric = 'roc_auc' and segment = 'all' and model not like 'baseline%' and value > 0.7").count());
    }
}
