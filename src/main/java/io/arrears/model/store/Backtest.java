package io.arrears.model.store;

import io.arrears.model.judge.CalibrationBin;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.GainRow;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.judge.ValueRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How models of earlier days would have done: at each origin a model is fitted with what was known then and judged on
 * the entities first seen until the next origin.
 *
 * @param version the model of the day, whose data and configuration it has
 * @param origins what became of each origin, {@code 2025-06-30} → the verdict in words; oldest first
 * @param metrics figures with slice {@code backtest:<origin>}, as are the others
 */
public record Backtest(
        String task,
        String version,
        Map<String, String> origins,
        List<MetricRow> metrics,
        List<CalibrationBin> bins,
        List<GainRow> gains,
        List<ValueRow> values) {

    /** What the figures of an origin are called. */
    public static String slice(Object origin) {
        return "backtest:" + origin;
    }

    /** What the figures of each slice alone say. */
    public Map<String, String> verdicts() {
        Map<String, String> verdicts = new TreeMap<>();
        origins.forEach((origin, words) -> verdicts.put(slice(origin), words.substring(0, words.indexOf(':'))));
        return verdicts;
    }

    public static Backtest of(ModelCard card, Map<String, Evaluation> byOrigin, Map<String, String> left) {
        Map<String, String> origins = new TreeMap<>(left);
        byOrigin.forEach(
                (origin, evaluation) -> origins.put(origin, evaluation.verdict() + ": " + evaluation.reason()));
        List<MetricRow> metrics = new ArrayList<>();
        List<CalibrationBin> bins = new ArrayList<>();
        List<GainRow> gains = new ArrayList<>();
        List<ValueRow> values = new ArrayList<>();
        byOrigin.values().forEach(evaluation -> {
            metrics.addAll(evaluation.metrics());
            bins.addAll(evaluation.bins());
            gains.addAll(evaluation.gains());
            values.addAll(evaluation.values());
        });
        return new Backtest(card.task(), card.version(), new LinkedHashMap<>(origins), metrics, bins, gains, values);
    }
}
