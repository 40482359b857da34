package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Json;
import io.arrears.config.Settings;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Period;
import io.arrears.model.fit.Algorithms;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.Verdict;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

    private static final SparkSession SPARK = TestSpark.session();
    private static final Settings SETTINGS = SyntheticAbt.settings(Map.of("default.trees", "10", "default.depth", "5"));
    private static final SyntheticAbt COMPANY = new SyntheticAbt(SPARK, 5_000, 3);

    private static Trainer.Trained train(ModelTask task, Dataset<Row> abt) {
        ModelRun run = new ModelRun(SPARK, Path.of("target/no-lake"), SETTINGS, "2025-12-31", 1, false);
        return new Trainer(run.context, task, Algorithms.first(task, SETTINGS), ReasonsExplainer::contributions)
                .train(abt, Optional::empty);
    }

    private static Dataset<Row> abt(ModelTask task) {
        return task == ModelTask.DEFAULT ? COMPANY.invoices() : COMPANY.claims();
    }

    private static double auc(Trainer.Trained trained) {
        return Evaluation.value(trained.card().metrics(), trained.card().model(), "roc_auc");
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelTask.class,
            names = {"DEFAULT", "OVERDUE_INVOICE"})
    void permutedTrainingLabelsTeachNothing(ModelTask task) {
        Dataset<Row> abt = abt(task);
        Dataset<Row> permuted = abt.withColumn(
                "label", functions.expr("if(label_status = 'mature', pmod(xxhash64(entity_id, 99), 3) div 2, label)"));
        Trainer.Trained trained = train(task, permuted);
        double events = trained.card().split().counts().get(Period.TEST).withEvent();
        double others = trained.card().split().counts().get(Period.TEST).withoutEvent();
        double error = Math.sqrt((events + others + 1) / (12 * events * others));
        assertEquals(0.5, auc(trained), 3 * error);
        assertEquals(Verdict.NO_SIGNAL, trained.card().verdict());
        assertTrue(
                trained.card().reason().startsWith("no better order than baseline:")
                        || trained.card().reason().startsWith("its order is reversed: "),
                trained.card().reason());
        assertTrue(trained.card().testVerdict() != Verdict.OK, trained.card().testReason());
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelTask.class,
            names = {"DEFAULT", "OVERDUE_INVOICE"})
    void theSameRowsGiveTheSameModelWhateverThePartitions(ModelTask task) {
        Trainer.Trained one = train(task, abt(task).coalesce(1));
        Trainer.Trained many = train(task, abt(task).repartition(13));
        assertEquals(
                Json.text(one.model().orElseThrow()), Json.text(many.model().orElseThrow()));
        assertEquals(Json.text(one.card()), Json.text(many.card()));
        assertEquals(one.golden(), many.golden());
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelTask.class,
            names = {"DEFAULT", "OVERDUE_INVOICE"})
    void aFeatureThatGivesTheOutcomeAwayStopsPromotion(ModelTask task) {
        Dataset<Row> leaking = abt(task)
                .withColumn(
                        "noise",
                        functions.expr(
                                "coalesce(label, 0) + 0.4 * noise + if(pmod(xxhash64(entity_id), 50) = 0, -1, 0)"));
        Trainer.Trained trained = train(task, leaking);
        assertTrue(
                trained.card().suspects().get(0).startsWith("too good to be true: noise alone reaches AUC 0.9"),
                trained.card().suspects().toString());
        assertEquals(false, trained.gate().orElseThrow().promoted());
        assertTrue(trained.gate().orElseThrow().reason().contains("too good to be true: noise"));
    }

    @Test
    void agesMayDecideWithoutRaisingSuspicion() {
        Dataset<Row> ageing =
                abt(ModelTask.DEFAULT).withColumn("days_past_due", functions.expr("coalesce(label, 0) * 60"));
        assertEquals(List.of(), train(ModelTask.DEFAULT, ageing).card().suspects());
    }

    @Test
    void tooFewEntitiesAndNoneAreInsufficientWithTheCounts() {
        Trainer.Trained few =
                train(ModelTask.DEFAULT, abt(ModelTask.DEFAULT).where("pmod(xxhash64(entity_id), 40) = 0"));
        assertEquals(Verdict.INSUFFICIENT_DATA, few.card().verdict());
        assertTrue(
                few.card().reason().endsWith("entities with a settled label, 200 needed"),
                few.card().reason());
        assertTrue(few.card().rates().base() > 0 && few.card().rates().base() < 1);
        Trainer.Trained none = train(ModelTask.DEFAULT, abt(ModelTask.DEFAULT).where("false"));
        assertEquals("0 entities with a settled label, 200 needed", none.card().reason());
        assertEquals(0.5, none.card().rates().base());
    }
}
