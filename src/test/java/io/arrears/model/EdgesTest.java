package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arrears.config.ArrearsException;
import io.arrears.config.Settings;
import io.arrears.explain.ReasonsExplainer;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.feature.CategoryRule;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.NumericRule;
import io.arrears.model.fit.Algorithms;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.judge.AgeingRates;
import io.arrears.model.judge.Segments;
import io.arrears.model.judge.SomePredictions;
import io.arrears.model.judge.Verdict;
import io.arrears.model.metric.Confusion;
import io.arrears.model.metric.Gains;
import io.arrears.model.metric.Metrics;
import io.arrears.model.metric.Ranking;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that is too little, too plain or too odd, each with what is to come of it. */
class EdgesTest {

    private static final SparkSession SPARK = TestSpark.session();
    private static final Dataset<Row> CLAIMS =
            new SyntheticAbt(SPARK, 5_000, 1).claims().persist();
    private static final double NAN = Double.NaN;

    @AfterAll
    static void release() {
        CLAIMS.unpersist();
    }

    private record Edge(String what, Object verdict, Supplier<Object> found) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource({"counts", "features", "settings", "scores", "figures", "trainings"})
    void hasADefinedVerdict(Edge edge) {
        assertEquals(edge.verdict(), edge.found().get());
    }

    // how much there is

    static Stream<Edge> counts() {
        String enough = "enough";
        return Stream.of(
                new Edge(
                        "no row at all",
                        "0 entities with a settled label, 200 needed",
                        () -> shortage(of(0, 0), of(0, 0), of(0, 0))),
                new Edge(
                        "one entity too few",
                        "199 entities with a settled label, 200 needed",
                        () -> shortage(of(30, 89), of(20, 20), of(20, 20))),
                new Edge("just enough", enough, () -> shortage(of(30, 90), of(20, 20), of(20, 20))),
                new Edge(
                        "one class in training",
                        "the train period has 0 entities with the event and 500 without, " + "30 of each needed",
                        () -> shortage(of(0, 500), of(20, 20), of(20, 20))),
                new Edge(
                        "one class in calibration",
                        "the calibrate period has 100 entities with the event and 0 " + "without, 20 of each needed",
                        () -> shortage(of(100, 100), of(100, 0), of(20, 20))),
                new Edge(
                        "one class in the test",
                        "the test period has 0 entities with the event and 90 without, " + "20 of each needed",
                        () -> shortage(of(100, 100), of(50, 50), of(0, 90))));
    }

    private static TemporalSplit.Counts of(long withEvent, long without) {
        return new TemporalSplit.Counts(withEvent + without, withEvent, without, withEvent + without, 0);
    }

    private static String shortage(
            TemporalSplit.Counts train, TemporalSplit.Counts calibrate, TemporalSplit.Counts test) {
        LocalDate day = LocalDate.of(2025, 1, 31);
        Settings.Model minimum = SyntheticAbt.settings(Map.of()).model();
        return new TemporalSplit(
                        day,
                        day,
                        day,
                        new EnumMap<>(Map.of(Period.TRAIN, train, Period.CALIBRATE, calibrate, Period.TEST, test)))
                .shortage(minimum)
                .orElse("enough");
    }

    // values of one feature

    static Stream<Edge> features() {
        double[] missing = {NAN, NAN, NAN, NAN};
        CategoryRule kinds = new CategoryRule("kind", List.of("a", "b"));
        CategoryRule withNone = new CategoryRule("kind", List.of("a", CategoryRule.NONE));
        return Stream.of(
                new Edge(
                        "a constant number",
                        new NumericRule("x", 7, false, 7, 7, false),
                        () -> NumericRule.fit("x", new double[] {7, 7, 7, 7})),
                new Edge(
                        "a number that is never there",
                        new NumericRule("x", 0, false, 0, 0, false),
                        () -> NumericRule.fit("x", missing)),
                new Edge("a number that was never there, seen later", 0.0, () -> NumericRule.fit("x", missing)
                        .value(9, true)),
                new Edge("a number that is often missing", true, () -> NumericRule.fit("x", new double[] {1, NAN, 3})
                        .indicator()),
                new Edge("an infinite number counts as missing", 2.0, () -> NumericRule.fit(
                                "x", new double[] {1, 2, 3, Double.POSITIVE_INFINITY})
                        .value(Double.NEGATIVE_INFINITY, false)),
                new Edge("a number far outside training", 3.0, () -> NumericRule.fit("x", new double[] {1, 2, 3})
                        .value(1e300, true)),
                new Edge("a category never seen", CategoryRule.OTHER, () -> kinds.all()
                        .get(kinds.index("new"))),
                new Edge("a category that is missing, rarely in training", CategoryRule.OTHER, () -> kinds.all()
                        .get(kinds.index(null))),
                new Edge("a category that is missing, often in training", CategoryRule.NONE, () -> withNone.all()
                        .get(withNone.index(null))),
                new Edge("a category that calls itself other", CategoryRule.OTHER, () -> kinds.all()
                        .get(kinds.index(CategoryRule.OTHER))));
    }

    // what the configuration asks for

    static Stream<Edge> settings() {
        StructType table = new StructType().add("amount", DataTypes.DoubleType).add("region", DataTypes.StringType);
        return Stream.of(
                new Edge(
                        "a column that is missing",
                        "model.x names [age], which abt_invoices does not have: correct the name "
                                + "or add the column; it has [amount, region]",
                        () -> refused(List.of("age"), List.of(), table)),
                new Edge(
                        "a text among the numbers",
                        "model.x.numeric names region, which is string in abt_invoices: expected a "
                                + "number or a boolean; list it under categorical",
                        () -> refused(List.of("region"), List.of(), table)),
                new Edge(
                        "a feature named twice",
                        "model.x names [amount] more than once: keep one of them",
                        () -> refused(List.of("amount"), List.of("amount"), table)),
                new Edge(
                        "no feature",
                        "model.x names no feature: list columns of abt_invoices under numeric and categorical",
                        () -> refused(List.of(), List.of(), table)));
    }

    private static String refused(List<String> numeric, List<String> categorical, StructType table) {
        FeatureSet features = new FeatureSet("model.x", numeric, categorical);
        return assertThrows(ArrearsException.class, () -> features.check("abt_invoices", table))
                .getMessage();
    }

    // raw scores to calibrate

    static Stream<Edge> scores() {
        double[] half = new double[100];
        Arrays.fill(half, 0.5);
        double[] quarter =
                IntStream.range(0, 100).mapToDouble(i -> i % 4 == 0 ? 1 : 0).toArray();
        double[] falling = IntStream.range(0, 100)
                .mapToDouble(i -> i % 4 == 0 ? 0.1 + i / 1e4 : 0.8 + i / 1e4)
                .toArray();
        return Stream.of(
                new Edge("all scores equal: the base rate", "0.25 0.25", () -> "%.2f %.2f"
                        .formatted(
                                Calibrator.fit(Calibrator.Kind.PLATT, half, quarter)
                                        .probability(0.5),
                                Calibrator.fit(Calibrator.Kind.ISOTONIC, half, quarter)
                                        .probability(0.5))),
                new Edge("scores that decide: never a certainty", true, () -> Stream.of(Calibrator.Kind.values())
                        .mapToDouble(
                                kind -> Calibrator.fit(kind, quarter, quarter).probability(1))
                        .allMatch(p -> p > 0.5 && p < 1)),
                new Edge("scores that point the wrong way are never turned round", true, () -> Stream.of(
                                Calibrator.Kind.values())
                        .map(kind -> Calibrator.fit(kind, falling, quarter))
                        .allMatch(each -> each.probability(0.1) <= each.probability(0.9))),
                new Edge("a single row", true, () -> Stream.of(Calibrator.Kind.values())
                        .mapToDouble(kind -> Calibrator.fit(kind, new double[] {0.3}, new double[] {1})
                                .probability(0.3))
                        .allMatch(p -> p > 0 && p < 1)),
                new Edge("an ageing bucket never seen: the base rate", 0.2, () -> new AgeingRates(
                                0.2, new java.util.TreeMap<>(), 50)
                        .of("90+ Days")));
    }

    // slices to judge

    static Stream<Edge> figures() {
        return Stream.of(
                new Edge("one class: no ranking metric", "NaN 0.00", () -> "%s %.2f"
                        .formatted(metrics(0, 0, 0).rocAuc(), metrics(0, 0, 0).baseRate())),
                new Edge("all scores equal: no better than chance", 0.5, () -> metrics(1, 0, 1, 0)
                        .rocAuc()),
                new Edge(
                        "no row: no figure",
                        true,
                        () -> Double.isNaN(metrics().logLoss())
                                && Double.isNaN(metrics().rocAuc())),
                new Edge("no row: no gains", 0.0, () -> Gains.of(ranking()).allEvents()),
                new Edge("no event: the threshold is a half", 0.5, () -> Confusion.bestThreshold(ranking(0, 0))),
                new Edge(
                        "amounts of nothing: nothing to divide by",
                        true,
                        () -> Double.isNaN(metrics(0, 0).amountCalibration())),
                new Edge(
                        "a hundred customers of one row each: too small to be judged apart",
                        List.of("all", "new_customers"),
                        () -> List.copyOf(
                                Segments.of(SomePredictions.of(new double[100], new double[100], new double[100]))
                                        .keySet())));
    }

    private static Ranking ranking(double... outcome) {
        double[] same = new double[outcome.length];
        Arrays.fill(same, 0.5);
        int[] rows = IntStream.range(0, outcome.length).toArray();
        return Ranking.of(rows, same, same, outcome, same, rows, rows.length);
    }

    private static Metrics metrics(double... outcome) {
        return Metrics.of(ranking(outcome), 1, 0.5);
    }

    // whole trainings

    static Stream<Edge> trainings() {
        return Stream.of(
                new Edge("nothing settled yet", Verdict.INSUFFICIENT_DATA, () -> train(
                                claims("*").where("is_scoring"), Map.of())
                        .card()
                        .verdict()),
                new Edge("everybody pays", Verdict.INSUFFICIENT_DATA, () -> train(
                                claims("* except (label)", "if(label is null, null, 1) as label"), Map.of())
                        .card()
                        .verdict()),
                new Edge("constant features alone", Verdict.NO_SIGNAL, () -> train(
                                claims("*"),
                                Map.of(
                                        "model.recovery-features.numeric",
                                        "[constant]",
                                        "model.recovery-features.categorical",
                                        "[]"))
                        .card()
                        .verdict()),
                new Edge("features that are never there alone", Verdict.NO_SIGNAL, () -> train(
                                claims("*"),
                                Map.of(
                                        "model.recovery-features.numeric",
                                        "[all_null]",
                                        "model.recovery-features.categorical",
                                        "[]"))
                        .card()
                        .verdict()),
                new Edge("ten thousand categories, none of them frequent", List.of(), () -> train(
                                claims(
                                        "* except (many_kinds)",
                                        "concat('K', pmod(xxhash64(claim_id, observation_date), 10000)) as many_kinds"),
                                Map.of("model.recovery-features.categorical", "[many_kinds]"))
                        .card()
                        .encoding()
                        .categorical()
                        .get(0)
                        .levels()),
                new Edge("one customer with a quarter of the rows", Verdict.OK, () -> train(
                                claims(
                                        "* except (customer_id)",
                                        "if(pmod(xxhash64(claim_id), 4) = 0, 'C1', customer_id) as customer_id"),
                                Map.of())
                        .card()
                        .verdict()),
                new Edge("no customer, so no past rate, nor region, segment or currency", Verdict.OK, () -> train(
                                claims(
                                        "* except (customer_id, past_recovery_rate, region, segment, currency)",
                                        "cast(null as double) as past_recovery_rate",
                                        "cast(null as string) as customer_id",
                                        "cast(null as string) as region",
                                        "cast(null as string) as segment",
                                        "cast(null as string) as currency"),
                                Map.of())
                        .card()
                        .verdict()));
    }

    private static Dataset<Row> claims(String... columns) {
        return CLAIMS.selectExpr(columns);
    }

    private static Trainer.Trained train(Dataset<Row> abt, Map<String, String> settings) {
        Map<String, String> all = new java.util.TreeMap<>(settings);
        all.put("model.bootstrap-samples", "10");
        ModelRun run =
                new ModelRun(SPARK, Path.of("target/no-lake"), SyntheticAbt.settings(all), "2025-12-31", 1, false);
        return new Trainer(
                        run.context,
                        ModelTask.OVERDUE_INVOICE,
                        Algorithms.first(ModelTask.OVERDUE_INVOICE, run.context.settings()),
                        ReasonsExplainer::contributions)
                .train(abt, Optional::empty);
    }
}
