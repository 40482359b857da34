package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ArrearsException;
import io.arrears.config.Json;
import io.arrears.config.Settings;
import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.feature.RawFeatures;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.store.Champions;
import io.arrears.model.store.GoldenRows;
import io.arrears.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStagesTest {

    @TempDir
    static Path lake;

    private static final SparkSession SPARK = TestSpark.session();
    private static final Settings SETTINGS = SyntheticAbt.settings(Map.of("recovery.capacity", "25"));
    private static final SyntheticAbt COMPANY = new SyntheticAbt(SPARK, 5_000, 1);
    private static ModelRun run;

    @BeforeAll
    static void trainsOnce() {
        run = new ModelRun(SPARK, lake, SETTINGS, "2025-12-31", 1, false).with(COMPANY.invoices(), COMPANY.claims());
        run.trainAndScore();
    }

    private static long count(Table table, String condition) {
        return run.table(table).where(condition).count();
    }

    @Test
    void aPlantedRuleIsLearntOutOfTimeOnEveryTask() {
        assertEquals(
                3,
                count(
                        Table.SCORE_EVALUATION,
                        "metric = 'roc_auc' and segment = 'all' and slice = 'test' "
                                + "and model not like 'baseline%' and lower > 0.7 and verdict = 'OK'"));
        for (String slice : List.of("test", "calibration")) {
            assertEquals(
                    15,
                    count(
                            Table.SCORE_EVALUATION,
                            "metric = 'roc_auc' and model like 'baseline:%' and slice = '" + slice + "'"));
        }
        assertEquals(
                3,
                count(
                        Table.SCORE_EVALUATION,
                        "metric = 'roc_auc' and segment = 'all' and slice = 'calibration' and slice_verdict = verdict "
                                + "and model not like 'baseline%'"));
    }

    @Test
    void everyTableIsUniqueInItsKey() {
        for (Table table : new ScoreStage(run.models, null).writes()) {
            Dataset<Row> rows = run.table(table);
            String[] key = table.key().toArray(String[]::new);
            assertEquals(rows.count(), rows.dropDuplicates(key).count(), table + " repeats a key");
            // Nothing was chased here.
            assertEquals(table != Table.SCORE_CHASED, rows.count() > 0, table + " is empty, or is not");
        }
    }

    @Test
    void theDayIsComparedWithTrainingFeatureByFeature() {
        assertEquals(3 * 11, count(Table.SCORE_EVALUATION, "topic = 'drift' and metric = 'psi'"));
        assertEquals(3, count(Table.SCORE_EVALUATION, "topic = 'drift' and subject = 'score' and verdict is not null"));
    }

    @Test
    void gainsAndMoneyOfEveryRankingAreThere() {
        assertEquals(
                7,
                count(
                        Table.SCORE_EVALUATION,
                        "topic = 'gains' and task = 'default' and segment = 'all' "
                                + "and position = 3 and metric = 'event_share'"));
        assertEquals(
                5 * 2 * 2,
                count(
                        Table.SCORE_EVALUATION,
                        "topic = 'value' and metric = 'arrived' and amount is not null and (model not like 'baseline:%' "
                                + "or model in ('baseline:largest_first', 'baseline:oldest_first', 'baseline:random'))"));
        assertEquals(2 * 2, count(Table.SCORE_EVALUATION, "topic = 'value' and metric = 'is_best_rule' and value = 1"));
        assertEquals(
                2 * 2,
                count(
                        Table.SCORE_EVALUATION,
                        "topic = 'value' and metric = 'lead_upper' and amount is not null "
                                + "and model = 'logistic_regression'"));
        assertEquals(0, count(Table.SCORE_EVALUATION, "topic = 'value' and task = 'default'"));
    }

    @Test
    void featuresAreWeighedInThreeWays() {
        assertEquals(
                List.of("impurity", "mean_abs_contribution", "permutation"),
                run
                        .table(Table.SCORE_EVALUATION)
                        .where("topic = 'importance' and task = 'default'")
                        .groupBy("metric")
                        .count()
                        .orderBy("metric")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getString(0))
                        .toList());
        run.table(Table.SCORE_EVALUATION).createOrReplaceTempView("weights");
        assertEquals(
                3,
                SPARK.sql(
                                "select max_by(subject, value) as first from weights where topic = 'importance' "
                                        + "and metric = 'mean_abs_contribution' and subject = 'reliability_seen' group by task having first is not null")
                        .count());
    }

    @Test
    void everyInvoiceOfTheDayHasAnExpectedLossInWholeCents() {
        assertEquals(
                COMPANY.invoices().where("is_scoring").count(),
                run.table(Table.SCORE_INVOICES).count());
        Dataset<Row> both =
                run.table(Table.SCORE_INVOICES).join(COMPANY.invoices().where("is_scoring"), "invoice_id");
        assertEquals(
                0,
                both.where("abs(expected_loss - open_amount * default_prob * 0.6) > 0.00501")
                        .count());
        assertEquals(
                0,
                count(
                        Table.SCORE_INVOICES,
                        "expected_loss != round(expected_loss, 2) or default_prob is null "
                                + "or expected_loss is null"));
    }

    @Test
    void claimsRankByExpectedValueWithinTheirCurrency() {
        run.table(Table.SCORE_CLAIMS).createOrReplaceTempView("claims");
        assertEquals(
                0,
                SPARK.sql("select * from claims as a inner join claims as b on a.currency = b.currency "
                                + "where a.priority_rank < b.priority_rank and a.ev_recovered < b.ev_recovered")
                        .count());
        assertEquals(
                0,
                SPARK.sql("select * from claims where abs(ev_recovered - amount * p_recover_30d) > 0.00501")
                        .count());
    }

    @Test
    void aLaterProcessScoresTheSameFromTheStoreWithoutTraining() {
        ModelRun later = new ModelRun(SPARK, lake, SETTINGS, "2026-01-10", 2, false)
                .with(COMPANY.invoices().where("is_scoring"), COMPANY.claims().where("is_scoring"));
        assertFalse(TrainingDue.of(later.context));
        later.trainAndScore();
        assertEquals(
                0,
                later.table(Table.SCORE_INVOICES)
                        .exceptAll(run.table(Table.SCORE_INVOICES))
                        .count());
        assertEquals(
                run.table(Table.SCORE_CLAIMS).count(),
                later.table(Table.SCORE_CLAIMS).count());
        assertEquals(1, later.store().versions(ModelTask.DEFAULT).size());
    }

    @Test
    void theFileAloneScoresEveryRowOfTheDayAsSparkDid() throws IOException {
        Map<String, Double> stored = new java.util.HashMap<>();
        run.table(Table.SCORE_CLAIMS)
                .collectAsList()
                .forEach(row -> stored.put(row.getAs("claim_id"), row.<Double>getAs("p_recover_30d")));
        run.table(Table.SCORE_INVOICES)
                .where("model_status = 'model'")
                .collectAsList()
                .forEach(row -> stored.put("default " + row.getAs("invoice_id"), row.<Double>getAs("default_prob")));
        int compared = 0;
        for (ModelTask task : ModelTask.values()) {
            String version = run.store().versions(task).get(0);
            FittedModel model = Json.read(
                    Files.readString(lake.resolve("models/" + task.folder() + "/" + version + "/model.json")),
                    FittedModel.class,
                    "the file");
            for (Row row : Observations.toScore(task, model.features(), run.table(task.table()))
                    .select(
                            org.apache.spark.sql.functions.col(Observations.KEY),
                            RawFeatures.numbers(model.features()),
                            RawFeatures.texts(model.features()))
                    .collectAsList()) {
                double[] numbers = row.<Double>getList(1).stream()
                        .mapToDouble(x -> x == null ? Double.NaN : x)
                        .toArray();
                double[] scores = model.scores(numbers, row.<String>getList(2).toArray(String[]::new));
                Double spark = stored.get((task == ModelTask.DEFAULT ? "default " : "") + row.getString(0));
                assertEquals(spark, scores[1], 1e-12, task + " " + row.getString(0));
                compared++;
            }
        }
        assertEquals(stored.size(), compared);
    }

    @Test
    void trainingIsDueForEarlierDaysAndAfterFourWeeksAndWhenAsked() {
        assertTrue(TrainingDue.of(new ModelRun(SPARK, lake, SETTINGS, "2025-12-30", 3, false).context));
        assertFalse(TrainingDue.of(new ModelRun(SPARK, lake, SETTINGS, "2026-01-28", 3, false).context));
        assertTrue(TrainingDue.of(new ModelRun(SPARK, lake, SETTINGS, "2026-01-29", 3, false).context));
        assertTrue(TrainingDue.of(new ModelRun(SPARK, lake, SETTINGS, "2026-01-10", 3, true).context));
    }

    @Test
    void aDayBeforeAnyTrainingIsNotScoredWithALaterModel() {
        ModelRun earlier = new ModelRun(SPARK, lake, SETTINGS, "2025-12-30", 4, false);
        String message = assertThrows(ArrearsException.class, earlier::score).getMessage();
        assertTrue(message.startsWith("no training of default is known on 2025-12-30"), message);
    }

    @Test
    void anAlteredMissingAddedOrForeignFileIsRefused() throws IOException {
        String version = run.store().versions(ModelTask.DEFAULT).get(0);
        Path folder = lake.resolve("models/default/" + version);
        Path card = folder.resolve("card.json");
        byte[] kept = Files.readAllBytes(card);
        for (Path check : List.of(folder.resolve(".card.json.crc"), folder.resolve(".golden.json.crc"))) {
            Files.deleteIfExists(check);
        }
        Files.writeString(card, new String(kept).replace("\"seed\" : 42", "\"seed\" : 43"));
        assertTrue(refusal(version).contains("card.json was altered"), refusal(version));
        Files.delete(card);
        assertTrue(refusal(version).contains("card.json is missing"), refusal(version));
        Files.write(card, kept);
        Files.writeString(folder.resolve("extra.json"), "x");
        assertTrue(refusal(version).contains("extra.json does not belong"), refusal(version));
        Files.delete(folder.resolve("extra.json"));
        run.store().verify(ModelTask.DEFAULT, version);
        String foreign = "20251231-000000000000";
        copy(folder, lake.resolve("models/default/" + foreign));
        assertTrue(refusal(foreign).contains("its card is that of default " + version), refusal(foreign));
        new Champions(run.store(), ModelTask.DEFAULT).decisions();
    }

    private static String refusal(String version) {
        return assertThrows(ArrearsException.class, () -> run.store().load(ModelTask.DEFAULT, version))
                .getMessage();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void aGoldenRowThatScoresDifferentlyIsRefused() {
        ModelTask task = ModelTask.OVERDUE_INVOICE;
        FittedModel model = run.store().load(task, run.store().versions(task).get(0));
        GoldenRows golden = GoldenRows.take(model, Observations.mature(task, model.features(), COMPANY.claims()));
        assertEquals(200, golden.rows().size());
        golden.check(model, "here");
        FittedModel other = new FittedModel(
                model.features(),
                model.encoding(),
                model.classifier(),
                new Calibrator(Calibrator.Kind.NONE, null, null, 0));
        assertTrue(assertThrows(ArrearsException.class, () -> golden.check(other, "here"))
                .getMessage()
                .startsWith("model here is refused: a golden row scores"));
    }
}
