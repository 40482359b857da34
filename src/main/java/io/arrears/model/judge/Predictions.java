package io.arrears.model.judge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.arrears.model.data.Observations;
import io.arrears.model.data.Period;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.FastScorer;
import io.arrears.model.fit.FittedClassifier;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scored observations of one period as arrays of equal length, ordered by entity and day. At most {@link #MOST} rows:
 * of more, entities chosen by a hash.
 *
 * @param raw what the classifier says
 * @param day of the observation, counted from 1970-01-01
 * @param age days past due, or since a payment first failed; NaN when unknown
 * @param outcome 1 or 0
 * @param entity index from 0, rows of one entity have the same
 * @param customer index from 0: what intervals draw; an entity without a customer is its own
 * @param past the customer's own past rate, NaN when there is none
 * @param seen whether the customer was in training
 * @param vector the features as the model saw them
 */
public record Predictions(
        double[] raw,
        double[] outcome,
        double[] amount,
        int[] day,
        double[] age,
        int[] entity,
        int entities,
        int[] customer,
        int customers,
        String[] currency,
        String[] region,
        String[] segment,
        String[] bucket,
        double[] past,
        boolean[] seen,
        double[][] vector) {

    public static final int MOST = 200_000;

    private static final double[] NO_VECTOR = {};

    /**
     * One encoded observation, on the driver.
     *
     * @param amount 0 when unknown
     * @param age as {@link Predictions#age}
     * @param past as {@link Predictions#past}
     */
    public record Encoded(
            String entity,
            String customer,
            LocalDate date,
            Period period,
            double outcome,
            double amount,
            double age,
            String currency,
            String region,
            String segment,
            String bucket,
            double past,
            boolean seen,
            double[] vector) {

        private static Encoded of(Row row) {
            return new Encoded(
                    row.getAs(Observations.ENTITY),
                    row.getAs(Observations.CUSTOMER),
                    row.<Date>getAs(Observations.DATE).toLocalDate(),
                    Period.valueOf(row.getAs(TemporalSplit.PERIOD)),
                    row.<Double>getAs(Observations.LABEL),
                    orElse(row.getAs(Observations.AMOUNT), 0),
                    orElse(row.getAs(Observations.DAYS), Double.NaN),
                    row.getAs(Observations.CURRENCY),
                    row.getAs(Observations.REGION),
                    row.getAs(Observations.SEGMENT),
                    row.getAs(Observations.BUCKET),
                    orElse(row.getAs(Observations.PAST_RATE), Double.NaN),
                    row.<Boolean>getAs(Observations.SEEN),
                    vector(row.getAs(FeatureEncoding.VECTOR)));
        }

        private static double[] vector(Vector encoded) {
            return encoded == null ? NO_VECTOR : encoded.toArray();
        }

        private static double orElse(Double value, double missing) {
            return value == null ? missing : value;
        }
    }

    /** Brings encoded observations of several periods, with {@link Observations#SEEN}, to the driver. */
    public static List<Encoded> collect(Dataset<Row> encoded) {
        return encoded
                .select(
                        col(Observations.ENTITY),
                        col(Observations.CUSTOMER),
                        col(Observations.DATE),
                        col(TemporalSplit.PERIOD),
                        col(Observations.LABEL),
                        col(Observations.AMOUNT).cast("double").as(Observations.AMOUNT),
                        col(Observations.DAYS),
                        col(Observations.CURRENCY),
                        col(Observations.REGION),
                        col(Observations.SEGMENT),
                        col(Observations.BUCKET),
                        col(Observations.PAST_RATE),
                        col(Observations.SEEN),
                        col(FeatureEncoding.VECTOR))
                .collectAsList()
                .stream()
                .map(Encoded::of)
                .toList();
    }

    /** Observations of the training period without a score: what rules are chosen on. */
    public static Predictions unscored(Dataset<Row> train) {
        return of(
                collect(train.withColumn(Observations.SEEN, lit(true))
                        .withColumn(FeatureEncoding.VECTOR, lit(null).cast("double"))),
                Period.TRAIN,
                vectors -> new double[vectors.length]);
    }

    /** Scores the collected observations of one period. */
    public static Predictions of(List<Encoded> collected, Period period, FittedClassifier classifier) {
        return of(collected, period, vectors -> Arrays.stream(vectors)
                .parallel()
                .mapToDouble(FastScorer.of(classifier)::raw)
                .toArray());
    }

    private static Predictions of(List<Encoded> collected, Period period, Function<double[][], double[]> scorer) {
        List<Encoded> rows = collected.stream()
                .filter(row -> row.period() == period)
                .sorted(Comparator.comparing(Encoded::entity).thenComparing(Encoded::date))
                .toList();
        int[] entities = indexes(rows, Encoded::entity);
        int[] customers =
                indexes(rows, row -> row.customer() == null ? "entity " + row.entity() : "customer " + row.customer());
        double[][] vectors = rows.stream().map(Encoded::vector).toArray(double[][]::new);
        boolean[] seen = new boolean[rows.size()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = rows.get(i).seen();
        }
        return new Predictions(
                scorer.apply(vectors),
                doubles(rows, Encoded::outcome),
                doubles(rows, Encoded::amount),
                rows.stream().mapToInt(row -> (int) row.date().toEpochDay()).toArray(),
                doubles(rows, Encoded::age),
                entities,
                count(entities),
                customers,
                count(customers),
                texts(rows, Encoded::currency),
                texts(rows, Encoded::region),
                texts(rows, Encoded::segment),
                texts(rows, Encoded::bucket),
                doubles(rows, Encoded::past),
                seen,
                vectors);
    }

    /** Numbers names from 0 in the order of the rows. */
    private static int[] indexes(List<Encoded> rows, Function<Encoded, String> name) {
        Map<String, Integer> numbered = new HashMap<>();
        rows.forEach(row -> numbered.putIfAbsent(name.apply(row), numbered.size()));
        return rows.stream().mapToInt(row -> numbered.get(name.apply(row))).toArray();
    }

    private static int count(int[] indexes) {
        return Arrays.stream(indexes).max().orElse(-1) + 1;
    }

    /** The same rows with the scores of another classifier. */
    public Predictions scored(double[] otherRaw) {
        return new Predictions(
                otherRaw, outcome, amount, day, age, entity, entities, customer, customers, currency, region, segment,
                bucket, past, seen, vector);
    }

    private static double[] doubles(List<Encoded> rows, ToDoubleFunction<Encoded> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static String[] texts(List<Encoded> rows, Function<Encoded, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    public int size() {
        return raw.length;
    }

    public int[] everyRow() {
        return IntStream.range(0, size()).toArray();
    }

    public double[] calibrated(Calibrator calibrator) {
        return Arrays.stream(raw).map(calibrator::probability).toArray();
    }
}
