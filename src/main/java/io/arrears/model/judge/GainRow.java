package io.arrears.model.judge;

import io.arrears.model.metric.Gains;
import io.arrears.model.metric.Ranking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the first tenths of a ranking hold, from the top.
 *
 * @param model the classifier's name, {@code baseline:<name>}, or oracle
 * @param segment all, or {@code currency=…} where there are several
 * @param decile how many tenths are taken, 1 to 10
 * @param observations rows in these tenths
 * @param events events among them, fractional where ties cross the edge
 * @param eventShare their share of all events; null when there is none
 * @param lift eventShare ÷ share of the rows taken
 * @param amountShare share of the money of all events; null where there is none, or several currencies
 */
public record GainRow(
        String model,
        String slice,
        String segment,
        int decile,
        long observations,
        double events,
        Double eventShare,
        Double lift,
        Double amountShare) {

    /** Every ranking on the whole slice, and on each currency where there are several. */
    static List<GainRow> of(String slice, Predictions rows, List<ComparedScores> rankings) {
        Map<String, int[]> segments = new LinkedHashMap<>();
        Segments.of(rows).forEach((name, chosen) -> {
            if (name.equals("all") || name.startsWith("currency=")) {
                segments.put(name, chosen);
            }
        });
        List<GainRow> all = new ArrayList<>();
        for (ComparedScores scorer : rankings) {
            segments.forEach((segment, chosen) -> all.addAll(
                    of(slice, segment, scorer, chosen, rows, segments.size() == 1 || !segment.equals("all"))));
        }
        return all;
    }

    private static List<GainRow> of(
            String slice, String segment, ComparedScores scorer, int[] chosen, Predictions rows, boolean oneCurrency) {
        Gains gains = Gains.of(Ranking.of(
                chosen,
                scorer.score(),
                scorer.probability(),
                rows.outcome(),
                rows.amount(),
                rows.customer(),
                rows.customers()));
        List<GainRow> deciles = new ArrayList<>();
        for (int i = 0; i < Gains.TENTHS && chosen.length > 0; i++) {
            Double share = ratio(gains.events()[i], gains.allEvents());
            deciles.add(new GainRow(
                    scorer.name(),
                    slice,
                    segment,
                    i + 1,
                    (long) gains.rows()[i],
                    gains.events()[i],
                    share,
                    share == null ? null : ratio(share, gains.rows()[i] / chosen.length),
                    oneCurrency ? ratio(gains.amount()[i], gains.allAmount()) : null));
        }
        return deciles;
    }

    private static Double ratio(double part, double whole) {
        return whole > 0 ? part / whole : null;
    }
}
