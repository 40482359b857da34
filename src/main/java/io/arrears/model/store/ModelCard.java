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
 * @param reason the verdict in words
 * @param configuration fingerprint of the settings
 * @param data hash of the labelled observations
 * @param split days between the periods, as text, and the counts of each
 * @param rates base rates, for baselines and for scores without a model
 * @param values empty for tasks without a queue
 * @param reference what the training rows looked like; null without a model
 * @param suspects features too good to be true; not empty: never promoted by itself
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
        List<String> suspects) {

    public static final String NO_MODEL = "none";

    /** Cards of earlier releases say nothing about gains and values. */
    public ModelCard {
        gains = gains == null ? List.of() : gains;
        values = values == null ? List.of() : values;
    }

    /** First days of the later periods, the last day known, and what each period held. */
    public record Split(String calibrateFrom, String testFrom, String asOf, Map<Period, TemporalSplit.Counts> counts) {}

    /** The chosen kind, and the log loss of each on held-back calibration rows. */
    public record Calibration(Calibrator.Kind kind, Map<Calibrator.Kind, Double> logLoss) {}

    /** How much a feature weighs by one method; all slots of the feature summed. */
    public record ImportanceRow(String feature, String method, double value) {}

    /** Whether there is a model to score with. */
    public boolean fitted() {
        return !model.equals(NO_MODEL);
    }
}
