package io.arrears.model.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.arrears.config.Json;
import io.arrears.config.Settings;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.explain.TreeShap;
import io.arrears.lake.Table;
import io.arrears.model.Gate;
import io.arrears.model.ModelRun;
import io.arrears.model.SyntheticAbt;
import io.arrears.model.Trainer;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.feature.CategoryRule;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.NumericRule;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.store.Champions;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contenders for the forest's place. */
class BoostingTest {

    private static final SparkSession SPARK = TestSpark.session();
    private static final Boosting SMALL = new Boosting(8, 3, 32, 20, 0.3, 1);
    private static final Boosting DEEP = new Boosting(25, 5, 32, 20, 0.2, 1);
    private static final Settings SETTINGS = SyntheticAbt.settings(Map.of("default.trees", "10", "default.depth", "5"));
    private static final Dataset<Row> INVOICES = new SyntheticAbt(SPARK, 5_000, 5).invoices();

    /** Native code loads unless the machine has no OpenMP: then, and only then, what needs it is skipped. */
    private static XgBoost xgboost(Boosting boosting) throws XGBoostError {
        try {
            new ml.dmlc.xgboost4j.java.DMatrix(new float[] {1}, 1, 1, Float.NaN).dispose();
        } catch (LinkageError failure) {
            assumeFalse(String.valueOf(failure.getMessage()).contains("libgomp"), "libgomp1 is not installed");
            throw failure;
        }
        return new XgBoost(boosting);
    }

    private static Trainer.Trained train(Classifier classifier, Dataset<Row> abt, Optional<Trainer.Champion> champion) {
        ModelRun run = new ModelRun(SPARK, Path.of("target/no-lake"), SETTINGS, "2025-12-31", 1, false);
        return new Trainer(run.context, ModelTask.DEFAULT, classifier, ReasonsExplainer::contributions)
                .train(abt, () -> champion);
    }

    @Test
    void mllibsLearnTheRuleAndTheirFileScoresAsSparkDidWhateverThePartitions() {
        learns(new GradientBoosting(SMALL));
    }

    @Test
    void xgboostsLearnTheRuleAndTheirFileScoresAsSparkDidWhateverThePartitions() throws XGBoostError {
        learns(xgboost(SMALL));
    }

    private static void learns(Classifier contender) {
        Trainer.Trained one = train(contender, INVOICES.coalesce(1), Optional.empty());
        assertTrue(
                Evaluation.value(one.card().metrics(), contender.modelName(), "roc_auc") > 0.7,
                one.card().reason());
        one.golden().check(Json.read(Json.text(one.model().orElseThrow()), FittedModel.class, "here"), "here");
        Trainer.Trained many = train(contender, INVOICES.repartition(13), Optional.empty());
        assertEquals(
                Json.text(one.model().orElseThrow()), Json.text(many.model().orElseThrow()));
        assertEquals(Json.text(one.card()), Json.text(many.card()));
    }

    @Test
    void aChampionIsOfTheSameAlgorithmWhenItsNameIsTheSame() {
        Classifier forest = new RandomForest(10, 5, 32, 20, 1);
        FittedModel model = train(forest, INVOICES, Optional.empty()).model().orElseThrow();
        Gate same = gate(forest, new Trainer.Champion("random_forest", model));
        assertTrue(same.promoted() && same.reason().startsWith("not worse"), same.reason());
        Gate other = gate(forest, new Trainer.Champion("xgboost", model));
        assertTrue(!other.promoted() && other.reason().startsWith("another algorithm, and no better"), other.reason());
    }

    private static Gate gate(Classifier classifier, Trainer.Champion champion) {
        return train(classifier, INVOICES, Optional.of(champion)).gate().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradient_boosting", "xgboost"})
    void aRunEntersTheContenderAsChallengerAndTheGateDecides(String contender, @TempDir Path lake) throws XGBoostError {
        if (contender.equals("xgboost")) {
            xgboost(SMALL);
        }
        Settings settings = SyntheticAbt.settings(
                Map.of("default.trees", "10", "default.depth", "5", "default.contender", contender));
        ModelRun run = new ModelRun(SPARK, lake, settings, "2025-12-31", 1, false)
                .with(INVOICES, new SyntheticAbt(SPARK, 5_000, 5).claims().where("is_scoring"));
        run.trainAndScore();
        List<String> algorithms = run.store().versions(ModelTask.DEFAULT).stream()
                .map(version -> run.store().card(ModelTask.DEFAULT, version).model())
                .sorted()
                .toList();
        assertEquals(List.of(contender, "random_forest").stream().sorted().toList(), algorithms);
        Champions.Decision last =
                run.champions(ModelTask.DEFAULT).at(run.context.asOf()).orElseThrow();
        assertEquals(
                contender,
                run.store().card(ModelTask.DEFAULT, last.challenger()).model());
        String forest = run.champions(ModelTask.DEFAULT).decisions().get(0).challenger();
        assertEquals(
                "random_forest", run.store().card(ModelTask.DEFAULT, forest).model());
        boolean better = last.reason().startsWith("better: ");
        assertEquals(better ? last.challenger() : forest, last.champion(), last.reason());
        assertTrue(
                better
                        || last.reason().startsWith("another algorithm, and no better: ")
                        || last.reason().startsWith("calibration "),
                last.reason());
        assertEquals(
                INVOICES.where("is_scoring").count(),
                run.table(Table.SCORE_INVOICES).count());
    }

    /** Numbers, some a hair beside another in single precision, and categories of which several go the same way. */
    private static Dataset<Row> encoded(XgBoost boosting) {
        FeatureEncoding encoding = new FeatureEncoding(
                List.of(new NumericRule("a", 0, false, 0, 0, false), new NumericRule("b", 0, false, 0, 0, false)),
                List.of(new CategoryRule("kind", List.of("k0", "k1", "k2", "k3", "k4", "k5", "k6"))),
                false);
        Dataset<Row> rows = SPARK.sql("""
                with raw as (
                    select id as obs_entity, date'2025-01-01' as obs_date,
                        pmod(xxhash64(id, 1), 20) / 20D + pmod(xxhash64(id, 2), 3) * 1e-9D as a,
                        pmod(xxhash64(id, 3), 1000) * 1000D as b, concat('k', pmod(xxhash64(id, 4), 9)) as kind,
                        pmod(xxhash64(id, 5), 1000) / 1000D as chance, 1 + pmod(xxhash64(id, 6), 3) * 0.5D as weight
                    from range(0, 4000, 1, 2)
                )
                select *, double(chance < 0.2 + 0.4 * a * b / 1e6 + if(kind in ('k1', 'k4', 'k5'), 0.4, 0)) as label
                from raw""");
        return FittedModel.encode(
                        new FeatureSet("test", List.of("a", "b"), List.of("kind")), encoding, boosting.arranged(rows))
                .select(FeatureEncoding.VECTOR, Observations.LABEL, Classifier.WEIGHT);
    }

    @Test
    void xgboostsOwnPredictionsAreReachedAndTheReasonsAddUp() throws XGBoostError {
        XgBoost boosting = xgboost(DEEP);
        Dataset<Row> encoded = encoded(boosting);
        BoostedTrees trees = (BoostedTrees) boosting.fit(encoded).classifier();
        assertTrue(Arrays.stream(trees.margins().categories()).anyMatch(set -> set != 0), "no split of categories");
        RawScorer walk = FastScorer.of(trees);
        TreeShap shap = new TreeShap(trees.margins());
        for (Row row : boosting.library(encoded)
                .transform(encoded)
                .select(FeatureEncoding.VECTOR, "probability")
                .collectAsList()) {
            double[] vector = ((Vector) row.get(0)).toArray();
            double raw = trees.raw(vector);
            assertEquals(((Vector) row.get(1)).apply(1), raw, 1e-6);
            assertEquals(raw, walk.raw(vector));
            double half =
                    shap.base() + Arrays.stream(shap.contributions(vector)).sum();
            assertEquals(raw, 1 / (1 + Math.exp(-2 * half)), 1e-9);
        }
    }

    @Test
    void gainsPointAtTheFeaturesThatDecide() throws XGBoostError {
        XgBoost boosting = xgboost(DEEP);
        Classifier.Fit fit = boosting.fit(encoded(boosting));
        assertEquals("gain", fit.method());
        assertEquals(3, fit.importance().length);
        assertTrue(
                fit.importance()[2] > fit.importance()[0] && fit.importance()[0] > 0,
                Arrays.toString(fit.importance()));
    }

    @Test
    void aThresholdInSinglePrecisionDecidesEveryDoubleAlike() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            float threshold = Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(threshold)) {
                continue;
            }
            double last = XgBoostTrees.highestBelow(threshold);
            assertTrue((float) last < threshold, () -> last + " of " + threshold);
            assertTrue((float) Math.nextUp(last) >= threshold, () -> last + " of " + threshold);
        }
    }
}
