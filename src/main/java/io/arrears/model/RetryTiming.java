package io.arrears.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the wait since the failure, the weekday and the part of the month change about the chance that a retry
 * succeeds. Each of the three counts for a reason only where its rates differ beyond chance (Pearson's chi-square, 1
 * %), what explains most first; the others are then judged against what it leaves, so that one effect is not told
 * twice. What counts is drawn towards no difference by pseudo-attempts at the expected rate: (successes + p k) /
 * (expected + p k), the mean of a beta-binomial.
 */
final class RetryTiming {

    /** The whole of a reason, among the parts. */
    static final String REASON = "reason";

    private static final double NORMAL_99 = 2.326348;
    /** Cochran's rule: a group is compared where so many successes and so many failures are expected. */
    private static final double FEWEST_EXPECTED = 5;

    /** Retries of one reason that have the three things in common. */
    record Cell(String reason, Map<Part, String> days, long attempts, long successes) {}

    /** What is known of the day of a retry; the names are those of the columns. */
    enum Part {
        DAYS_SINCE_FAILURE,
        WEEKDAY,
        MONTH_PART
    }

    /**
     * @param expected successes by the reason's rate and what else counts
     * @param factor what multiplies the chance; 1 where nothing is proved
     * @param isUsed whether the part counts for the reason
     */
    record Effect(
            String reason,
            String part,
            String value,
            long attempts,
            long successes,
            double expected,
            double factor,
            boolean isUsed) {}

    /** The sums of a group of cells. */
    private static final class Group {
        private long attempts;
        private long successes;
        private double expected;
        private double variance;

        private boolean isCompared() {
            return expected >= FEWEST_EXPECTED && attempts - expected >= FEWEST_EXPECTED;
        }

        private double factor(double pseudoSuccesses) {
            return isCompared() ? (successes + pseudoSuccesses) / (expected + pseudoSuccesses) : 1;
        }
    }

    private final int pseudoAttempts;

    RetryTiming(int pseudoAttempts) {
        this.pseudoAttempts = pseudoAttempts;
    }

    /** The effects of each reason, in order: the reason itself, then what is known of the days. */
    List<Effect> of(List<Cell> cells) {
        List<Effect> effects = new ArrayList<>();
        cells.stream()
                .collect(Collectors.groupingBy(Cell::reason, TreeMap::new, Collectors.toList()))
                .forEach((reason, own) -> effects.addAll(ofReason(reason, own)));
        return effects;
    }

    private List<Effect> ofReason(String reason, List<Cell> cells) {
        long attempts = cells.stream().mapToLong(Cell::attempts).sum();
        long successes = cells.stream().mapToLong(Cell::successes).sum();
        double rate = (double) successes / attempts;
        double[] chances = new double[cells.size()];
        Arrays.fill(chances, rate);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect(reason, REASON, "All", attempts, successes, successes, 1, true));
        List<Part> left = new ArrayList<>(List.of(Part.values()));
        for (Part next = strongest(left, cells, chances); next != null; next = strongest(left, cells, chances)) {
            left.remove(next);
            Map<String, Group> groups = groups(next, cells, chances);
            double pseudoSuccesses = rate * pseudoAttempts;
            add(effects, reason, next, groups, group -> group.factor(pseudoSuccesses), true);
            for (int i = 0; i < chances.length; i++) {
                Group group = groups.get(cells.get(i).days().get(next));
                chances[i] = Math.min(1, chances[i] * group.factor(pseudoSuccesses));
            }
        }
        for (Part part : left) {
            add(effects, reason, part, groups(part, cells, chances), group -> 1.0, false);
        }
        return effects;
    }

    private static void add(
            List<Effect> effects,
            String reason,
            Part part,
            Map<String, Group> groups,
            Function<Group, Double> factor,
            boolean isUsed) {
        groups.forEach((value, group) -> effects.add(new Effect(
                reason,
                part.name().toLowerCase(Locale.ROOT),
                value,
                group.attempts,
                group.successes,
                group.expected,
                factor.apply(group),
                isUsed)));
    }

    /** The part whose groups differ most beyond chance; null: none does. */
    private static Part strongest(List<Part> parts, List<Cell> cells, double[] chances) {
        Part strongest = null;
        double most = 1;
        for (Part part : parts) {
            List<Group> compared = groups(part, cells, chances).values().stream()
                    .filter(Group::isCompared)
                    .toList();
            if (compared.size() < 2) {
                continue;
            }
            double square = compared.stream()
                    .mapToDouble(group -> Math.pow(group.successes - group.expected, 2) / group.variance)
                    .sum();
            double beyond = square / limit(compared.size() - 1);
            if (beyond > most) {
                most = beyond;
                strongest = part;
            }
        }
        return strongest;
    }

    private static Map<String, Group> groups(Part part, List<Cell> cells, double[] chances) {
        Map<String, Group> groups = new TreeMap<>();
        for (int i = 0; i < chances.length; i++) {
            Cell cell = cells.get(i);
            Group group = groups.computeIfAbsent(cell.days().get(part), value -> new Group());
            group.attempts += cell.attempts();
            group.successes += cell.successes();
            group.expected += cell.attempts() * chances[i];
            group.variance += cell.attempts() * chances[i] * (1 - chances[i]);
        }
        return groups;
    }

    /** What chi-square exceeds by chance in one of a hundred cases, by Wilson and Hilferty (1931). */
    static double limit(int freedom) {
        double share = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - share + NORMAL_99 * Math.sqrt(share), 3);
    }
}
