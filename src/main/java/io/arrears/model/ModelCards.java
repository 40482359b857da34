package io.arrears.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.arrears.model.data.ModelTask;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.RawFeatures;
import io.arrears.model.fit.Classifier;
import io.arrears.model.judge.AgeingRates;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.LeakGuard;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.judge.Rules;
import io.arrears.model.judge.Verdict;
import io.arrears.model.store.DriftReference;
import io.arrears.model.store.ModelCard;
import io.arrears.pipeline.RunContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fills in the cards of one training. */
final class ModelCards {

    private final RunContext context;
    private final ModelTask task;
    private final FeatureSet features;
    private final Classifier classifier;
    private final TemporalSplit split;
    private final String data;

    ModelCards(
            RunContext context,
            ModelTask task,
            FeatureSet features,
            Classifier classifier,
            TemporalSplit split,
            String data) {
        this.context = context;
        this.task = task;
        this.features = features;
        this.classifier = classifier;
        this.split = split;
        this.data = data;
    }

    /** A hash of all rows and columns that does not depend on their order. */
    static String hash(Dataset<Row> rows) {
        Column[] columns =
                Arrays.stream(rows.columns()).map(RawFeatures::column).toArray(Column[]::new);
        Row hash = rows.select(xxhash64(columns).as("h"))
                .agg(count(lit(1)), expr("bit_xor(h)"), sum(col("h").cast("decimal(20,0)")))
                .first();
        return sha256(hash.get(0) + " " + hash.get(1) + " " + hash.get(2)).substring(0, 16);
    }

    ModelCard insufficient(String reason, AgeingRates rates) {
        return card(
                ModelCard.NO_MODEL,
                new Evaluation(List.of(), List.of(), List.of(), List.of(), Verdict.INSUFFICIENT_DATA, reason),
                null,
                null,
                null,
                rates,
                List.of(),
                null,
                List.of(),
                null,
                null);
    }

    /** @param rates of all settled observations */
    ModelCard fitted(
            SplitFit fit, AgeingRates rates, List<ModelCard.ImportanceRow> importance, List<LeakGuard> suspects) {
        Evaluation test = fit.evaluation();
        List<MetricRow> metrics = new ArrayList<>(test.metrics());
        metrics.addAll(fit.heldMetrics());
        return card(
                classifier.modelName(),
                new Evaluation(
                        metrics,
                        test.bins(),
                        test.gains(),
                        test.values(),
                        fit.judged().verdict(),
                        fit.judged().reason()),
                fit.model().encoding(),
                new ModelCard.Calibration(
                        fit.choice().calibrator().kind(), fit.choice().logLoss()),
                fit.threshold(),
                rates,
                importance,
                fit.reference(),
                suspects.stream().map(LeakGuard::message).toList(),
                fit.rules(),
                test);
    }

    private ModelCard card(
            String model,
            Evaluation evaluation,
            FeatureEncoding encoding,
            ModelCard.Calibration calibration,
            Double threshold,
            AgeingRates rates,
            List<ModelCard.ImportanceRow> importance,
            DriftReference reference,
            List<String> suspects,
            Rules rules,
            Evaluation test) {
        String configuration = context.settings().fingerprint();
        String version = context.asOf().toString().replace("-", "") + "-"
                + sha256(String.join(
                                " ",
                                task.taskName(),
                                context.asOf().toString(),
                                data,
                                configuration,
                                classifier.modelName()))
                        .substring(0, 12);
        String code = getClass().getPackage().getImplementationVersion();
        return new ModelCard(
                task.taskName(),
                version,
                context.asOf(),
                model,
                evaluation.verdict(),
                evaluation.reason(),
                configuration,
                data,
                code == null ? "unpackaged" : code,
                context.spark().version(),
                task.seed(context.settings()),
                classifier.parameters(),
                features,
                new ModelCard.Split(
                        split.calibrateFrom().toString(),
                        split.testFrom().toString(),
                        split.asOf().toString(),
                        split.counts()),
                encoding,
                calibration,
                threshold,
                rates,
                evaluation.metrics(),
                evaluation.bins(),
                evaluation.gains(),
                evaluation.values(),
                importance,
                reference,
                suspects,
                rules,
                test == null ? null : test.verdict(),
                test == null ? null : test.reason());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
