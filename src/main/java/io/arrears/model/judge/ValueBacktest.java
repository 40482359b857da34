package io.arrears.model.judge;

import io.arrears.model.data.ModelTask;
import io.arrears.model.metric.Bootstrap;
import io.arrears.terms.Capacity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each ranking is worth to a team that works on K claims an observation day: the money that arrived among those it
 * would have chosen. K is the capacity, at most a tenth of the day's claims, and is shared among currencies as in the
 * worklist. Contacts were not recorded: this is money that came, not money that came because of a call.
 */
public final class ValueBacktest {

    /** At most a tenth of a slice is taken: a team that takes all needs no ranking. */
    private static final int MOST_OF = 10;

    private static final double[] UNKNOWN = {Double.NaN, Double.NaN};

    private final Predictions rows;
    private final double[] probability;
    private final List<ComparedScores> rules;
    private final String bestRule;
    private final IntUnaryOperator places;
    private final double contactCost;
    private final Bootstrap bootstrap;

    public ValueBacktest(
            Predictions rows,
            double[] probability,
            Rivals rivals,
            int capacity,
            BigDecimal contactCost,
            Bootstrap bootstrap) {
        this(rows, probability, rivals, claims -> atMost(capacity, claims), contactCost, bootstrap);
    }

    /** @param places how many of a day's claims are worked on */
    public ValueBacktest(
            Predictions rows,
            double[] probability,
            Rivals rivals,
            IntUnaryOperator places,
            BigDecimal contactCost,
            Bootstrap bootstrap) {
        this(rows, probability, rivals.on(rows), rivals.best(), places, contactCost.doubleValue(), bootstrap);
    }

    private ValueBacktest(
            Predictions rows,
            double[] probability,
            List<ComparedScores> rules,
            String bestRule,
            IntUnaryOperator places,
            double contactCost,
            Bootstrap bootstrap) {
        this.rows = rows;
        this.probability = probability;
        this.rules = rules;
        this.bestRule = bestRule;
        this.places = places;
        this.contactCost = contactCost;
        this.bootstrap = bootstrap;
    }

    /** How many of a number of rows a team works on. */
    static int atMost(int capacity, int size) {
        return Math.min(capacity, Math.max(1, (int) Math.ceil(size / (double) MOST_OF)));
    }

    /**
     * The rules that are judged beside a model: the largest and the oldest first, which is what clerks do, and the one
     * whose choice brought most money on training rows.
     */
    public record Rivals(ModelTask task, Rule worth, AgeingRates rates) {
        String best() {
            return worth.baseline(task);
        }

        private List<ComparedScores> on(Predictions rows) {
            return Stream.of(Rule.LARGEST_FIRST, Rule.OLDEST_FIRST, worth)
                    .distinct()
                    .map(rule -> ComparedScores.of(rule, task, rows, rates))
                    .toList();
        }
    }

    /**
     * How much of the money that the best possible choice brings an order brings, over all currencies, each by its
     * places: amounts of two are never added.
     */
    static double worth(Predictions rows, double[] score, int capacity) {
        ValueBacktest backtest = new ValueBacktest(
                rows, rows.outcome(), List.of(), "", claims -> atMost(capacity, claims), 0, new Bootstrap(0, 0));
        double[] none = new double[rows.size()];
        double brought = 0;
        for (List<Day> days : backtest.days().values()) {
            double most = backtest.total(
                            queues(days, backtest.product(rows.outcome()), none, Double.NEGATIVE_INFINITY), null)
                    .arrived();
            double own = backtest.total(queues(days, score, none, Double.NEGATIVE_INFINITY), null)
                    .arrived();
            brought += most > 0 ? days.stream().mapToInt(Day::places).sum() * own / most : 0;
        }
        return brought;
    }

    /** The claims of one currency on one day, and how many of them can be worked on. */
    private record Day(int[] rows, int places) {}

    /** A day's claims in the order of one ranking; those equal in score and tie have no order. */
    private record Queue(int[] order, double[] score, double[] tie, int places) {
        boolean tied(int one, int other) {
            return score[one] == score[other] && tie[one] == tie[other];
        }
    }

    private record Sums(double chosen, double arrived, double expected) {
        Sums plus(Sums other) {
            return new Sums(chosen + other.chosen, arrived + other.arrived, expected + other.expected);
        }
    }

    /** Each ranking in each currency. */
    public List<ValueRow> of(String slice, String modelName) {
        List<ValueRow> values = new ArrayList<>();
        days().forEach((currency, days) -> values.addAll(inOneCurrency(slice, currency, days, modelName)));
        return values;
    }

    private Map<String, List<Day>> days() {
        Map<Integer, List<Integer>> byDay = IntStream.range(0, rows.size())
                .boxed()
                .collect(Collectors.groupingBy(row -> rows.day()[row], TreeMap::new, Collectors.toList()));
        Map<String, List<Day>> days = new TreeMap<>();
        for (List<Integer> claims : byDay.values()) {
            Map<String, List<Integer>> byCurrency = claims.stream()
                    .collect(Collectors.groupingBy(
                            row -> String.valueOf(rows.currency()[row]), TreeMap::new, Collectors.toList()));
            Map<String, Long> counts = new TreeMap<>();
            byCurrency.forEach((currency, own) -> counts.put(currency, (long) own.size()));
            Map<String, Integer> allotted = Capacity.allot(places.applyAsInt(claims.size()), counts);
            byCurrency.forEach((currency, own) -> days.computeIfAbsent(currency, name -> new ArrayList<>())
                    .add(new Day(own.stream().mapToInt(Integer::intValue).toArray(), allotted.get(currency))));
        }
        return days;
    }

    private List<ValueRow> inOneCurrency(String slice, String currency, List<Day> days, String modelName) {
        double[] none = new double[rows.size()];
        Map<String, List<Queue>> rankings = new LinkedHashMap<>();
        rankings.put(modelName, queues(days, product(probability), rows.raw(), contactCost));
        for (ComparedScores scorer : Stream.concat(rules.stream(), Stream.of(ComparedScores.random(rows)))
                .toList()) {
            rankings.put(scorer.name(), queues(days, scorer.score(), none, Double.NEGATIVE_INFINITY));
        }
        rankings.put(ComparedScores.ORACLE, queues(days, product(rows.outcome()), none, contactCost));
        Map<String, Sums> sums = new LinkedHashMap<>();
        rankings.forEach((name, queues) -> sums.put(name, total(queues, null)));
        double most = sums.get(ComparedScores.ORACLE).arrived();
        int places = days.stream().mapToInt(Day::places).sum();
        List<ValueRow> values = new ArrayList<>();
        Map<String, double[]> samples = new LinkedHashMap<>();
        rankings.forEach((name, queues) -> samples.put(name, samples(queues)));
        sums.forEach((name, own) -> {
            double[] interval = Bootstrap.interval(samples.get(name));
            boolean isBest = name.equals(bestRule);
            double[] lead = isBest ? UNKNOWN : lead(samples.get(name), samples.get(bestRule));
            values.add(new ValueRow(
                    name,
                    slice,
                    currency,
                    places,
                    days.size(),
                    own.chosen(),
                    cents(own.arrived()),
                    cents(interval[0]),
                    cents(interval[1]),
                    cents(own.expected()),
                    cents(own.chosen() * contactCost),
                    most > 0 ? own.arrived() / most : null,
                    isBest,
                    isBest ? null : cents(own.arrived() - sums.get(bestRule).arrived()),
                    cents(lead[0]),
                    cents(lead[1])));
        });
        return values;
    }

    /** What arrives in each sample of the customers; the same sample for every ranking. */
    private double[] samples(List<Queue> queues) {
        return IntStream.range(0, bootstrap.samples())
                .parallel()
                .mapToDouble(sample ->
                        total(queues, bootstrap.draws(sample, rows.customers())).arrived())
                .toArray();
    }

    private static double[] lead(double[] own, double[] rival) {
        double[] leads = new double[own.length];
        Arrays.setAll(leads, i -> own[i] - rival[i]);
        return Bootstrap.interval(leads);
    }

    private double[] product(double[] chance) {
        double[] value = new double[rows.size()];
        Arrays.setAll(value, row -> rows.amount()[row] * chance[row]);
        return value;
    }

    /** @param least rows with a lower score are left out */
    private static List<Queue> queues(List<Day> days, double[] score, double[] tie, double least) {
        return days.stream()
                .map(day -> new Queue(
                        IntStream.of(day.rows())
                                .filter(row -> score[row] >= least)
                                .boxed()
                                .sorted((a, b) -> {
                                    int byScore = Double.compare(score[b], score[a]);
                                    return byScore != 0 ? byScore : Double.compare(tie[b], tie[a]);
                                })
                                .mapToInt(Integer::intValue)
                                .toArray(),
                        score,
                        tie,
                        day.places()))
                .toList();
    }

    /** @param draws how often each customer counts, null: once */
    private Sums total(List<Queue> queues, byte[] draws) {
        Sums sums = new Sums(0, 0, 0);
        for (Queue queue : queues) {
            sums = sums.plus(taken(queue, draws));
        }
        return sums;
    }

    /** The first places of a queue; of rows that are tied across the edge, each a part. */
    private Sums taken(Queue queue, byte[] draws) {
        Sums sums = new Sums(0, 0, 0);
        int at = 0;
        while (at < queue.order.length && sums.chosen < queue.places) {
            int first = queue.order[at];
            double size = 0;
            double arrived = 0;
            double expected = 0;
            for (; at < queue.order.length && queue.tied(first, queue.order[at]); at++) {
                int row = queue.order[at];
                double weight = draws == null ? 1 : draws[rows.customer()[row]];
                size += weight;
                arrived += weight * rows.amount()[row] * rows.outcome()[row];
                expected += weight * rows.amount()[row] * probability[row];
            }
            double part = size == 0 ? 0 : Math.min(1, (queue.places - sums.chosen) / size);
            sums = sums.plus(new Sums(part * size, part * arrived, part * expected));
        }
        return sums;
    }

    private static BigDecimal cents(double amount) {
        return Double.isNaN(amount) ? null : BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }
}
