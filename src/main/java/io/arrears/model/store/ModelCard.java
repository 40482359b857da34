package io.arrears.model.store;

import io.arrears.lake.AsOf;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.judge.AgeingRates;
import io.arrears.model.judge.CalibrationBin;
import io.arrears.model.judge.GainRow;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.judge.Rules;
import io.arrears.model.judge.ValueRow;
import io.arrears.model.judge.Verdict;
import java.util.List;
import java.util.Map;

/**
 * All there is to know about one version of a task's model; stored beside it as JSON and never changed.
 *
 * @param version names it, {@code 20251231-<hash of task, as-of day, data and configuration>}
 * @param trainedAsOf the day whose knowledge it has
 * @param model name of the classifier; {@code none} when there was not enough data to fit one
 * @param verdict on calibration rows, by calibrators that did not see them: it decides what the model is used for
 * @param reason the verdict in words
 * @param configuration fingerprint of the settings
 * @param data hash of the labelled observations
 * @param split days between the periods, as text, and the counts of each
 * @param rates of all settled observations, for scores that ageing rates price
 * @param values empty for tasks without a queue
 * @param reference what the training rows looked like; null without a model
 * @param suspects features too good to be true; not empty: never promoted by itself
 * @param rules chosen on training rows: one orders where the model may not
 * @param testVerdict the verdict that the test period alone would give; it chooses nothing. Null without a model
 * @param testReason the same in words
 */
public record ModelCard(
        String task,
        String version,
        AsOf trainedAsOf,
        String model,
        Verdict verdict,
        String reason,
        String configuration,
        String data,
        String code,
        String spark,
        long seed,
        Map<String, Object> parameters,
        FeatureSet features,
        Split split,
        FeatureEncoding encoding,
        Calibration calibration,
        Double threshold,
        AgeingRates rates,
        List<MetricRow> metrics,
        List<CalibrationBin> bins,
        List<GainRow> gains,
        List<ValueRow> values,
        List<ImportanceRow> importance,
        DriftReference reference,
        List<String> suspects,
        Rules rules,
        Verdict testVerdict,
        String testReason) {

    public static final String NO_MODEL = "none";
    /** As many as a model needs (models.md). */
    private static final long FEW_ENTITIES = 200;

    /** Cards of earlier releases say nothing about gains, values and rules. */
    public ModelCard {
        gains = gains == null ? List.of() : gains;
        values = values == null ? List.of() : values;
        rules = rules == null ? Rules.clerk(rates) : rules;
    }

    /** First days of the later periods, the last day known, and what each period held. */
    public record Split(String calibrateFrom, String testFrom, String asOf, Map<Period, TemporalSplit.Counts> counts) {}

    /** The chosen kind, and the log loss of each on held-back calibration rows. */
    public record Calibration(Calibrator.Kind kind, Map<Calibrator.Kind, Double> logLoss) {}

    /** How much a feature weighs by one method; all slots of the feature summed. */
    public record ImportanceRow(String feature, String method, double value) {}

    /** Whether what is known about the past is a handful of entities, so that no rate of it may alarm anyone. */
    public boolean fromFew() {
        long entities = split == null
                ? rates.observations()
                : split.counts().values().stream()
                        .mapToLong(TemporalSplit.Counts::entities)
                        .sum();
        return entities < FEW_ENTITIES;
    }

    /** Whether there is a model to score with. */
    public boolean fitted() {
        return !model.equals(NO_MODEL);
    }
}
