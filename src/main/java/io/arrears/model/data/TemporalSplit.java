package io.arrears.model.data;

import static io.arrears.model.data.Observations.DATE;
import static io.arrears.model.data.Observations.ENTITY;
import static io.arrears.model.data.Observations.LABEL;
import static io.arrears.model.data.Observations.SETTLED;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import java.sql.Date;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Which observations train, calibrate and test. An entity belongs to the period of its first observation; an
 * observation belongs to no period when its label was not settled before the next period begins (for the test:
 * by the as-of day).
 *
 * @param calibrateFrom first day of the calibration period
 * @param testFrom first day of the test period
 * @param counts what each period holds, and how many observations were left out of it
 */
public record TemporalSplit(LocalDate asOf, LocalDate calibrateFrom, LocalDate testFrom, Map<Period, Counts> counts) {

    /** Column that holds the period of an observation, null when it belongs to none. */
    public static final String PERIOD = "obs_period";

    public static final String FIRST = "obs_first";

    /** Entities, of them with an event and without one at some observation; observations kept and left out. */
    public record Counts(long entities, long withEvent, long withoutEvent, long observations, long purged) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    /** The observations with the first day their entity was seen: the input of the other methods, worth caching. */
    public static Dataset<Row> withFirstDay(Dataset<Row> mature) {
        return mature.withColumn(FIRST, min(DATE).over(Window.partitionBy(ENTITY)));
    }

    /**
     * Cuts from the newest entities backwards: the test share, the calibration share before it, the rest. The cut falls
     * between two days, as near to the share as whole days allow.
     */
    public static TemporalSplit of(AsOf asOf, Settings.Split shares, Dataset<Row> observations) {
        TreeMap<LocalDate, Long> entities = entities(observations);
        double all = entities.values().stream().mapToLong(Long::longValue).sum();
        LocalDate testFrom = cut(entities, asOf.date().plusDays(1), all * shares.testShare());
        LocalDate calibrateFrom = cut(entities, testFrom, all * shares.calibrateShare());
        return between(asOf.date(), calibrateFrom, testFrom, observations);
    }

    /** The split at given days. */
    public static TemporalSplit between(
            LocalDate asOf, LocalDate calibrateFrom, LocalDate testFrom, Dataset<Row> observations) {
        TemporalSplit bare = new TemporalSplit(asOf, calibrateFrom, testFrom, Map.of());
        return new TemporalSplit(asOf, calibrateFrom, testFrom, bare.tally(bare.assign(observations)));
    }

    /** How many entities were first seen on each day. */
    public static TreeMap<LocalDate, Long> entities(Dataset<Row> observations) {
        TreeMap<LocalDate, Long> entities = new TreeMap<>();
        for (Row row : observations
                .groupBy(ENTITY, FIRST)
                .count()
                .groupBy(FIRST)
                .count()
                .collectAsList()) {
            entities.put(row.<Date>getAs(FIRST).toLocalDate(), row.<Long>getAs("count"));
        }
        return entities;
    }

    /** The day from which entities before the end come nearest to the number wanted, at least one day's. */
    public static LocalDate cut(TreeMap<LocalDate, Long> entities, LocalDate end, double wanted) {
        LocalDate from = end;
        double taken = 0;
        for (Map.Entry<LocalDate, Long> day :
                entities.headMap(end, false).descendingMap().entrySet()) {
            double more = taken + day.getValue();
            if (taken > 0 && Math.abs(more - wanted) > Math.abs(taken - wanted)) {
                break;
            }
            from = day.getKey();
            taken = more;
        }
        return from;
    }

    /** Adds {@link #PERIOD} to the observations. */
    public Dataset<Row> assign(Dataset<Row> observations) {
        Column period = when(
                        col(FIRST).lt(lit(calibrateFrom)),
                        in(Period.TRAIN, col(SETTLED).lt(lit(calibrateFrom))))
                .when(
                        col(FIRST).lt(lit(testFrom)),
                        in(Period.CALIBRATE, col(SETTLED).lt(lit(testFrom))))
                .otherwise(in(Period.TEST, col(SETTLED).leq(lit(asOf))));
        return observations.withColumn(PERIOD, period);
    }

    private static Column in(Period period, Column settledInTime) {
        return when(settledInTime, lit(period.name()));
    }

    private Map<Period, Counts> tally(Dataset<Row> assigned) {
        Column period = when(col(FIRST).lt(lit(calibrateFrom)), lit(Period.TRAIN.name()))
                .when(col(FIRST).lt(lit(testFrom)), lit(Period.CALIBRATE.name()))
                .otherwise(lit(Period.TEST.name()));
        Column kept = col(PERIOD).isNotNull();
        Map<Period, Counts> counts = new EnumMap<>(Period.class);
        for (Period each : Period.values()) {
            counts.put(each, Counts.NONE);
        }
        Dataset<Row> entities = assigned.groupBy(col(ENTITY), period.as("of"))
                .agg(
                        count(when(kept, lit(1))).as("kept"),
                                count(when(kept.unary_$bang(), lit(1))).as("purged"),
                        max(when(kept, col(LABEL).equalTo(1))).as("event"),
                                max(when(kept, col(LABEL).equalTo(0))).as("none"));
        for (Row row : entities.groupBy("of")
                .agg(
                        count(when(col("kept").gt(0), lit(1))).as("entities"),
                        count(when(col("event"), lit(1))).as("with_event"),
                        count(when(col("none"), lit(1))).as("with_none"),
                        sum("kept").as("rows"),
                        sum("purged").as("purged_rows"))
                .collectAsList()) {
            counts.put(
                    Period.valueOf(row.getAs("of")),
                    new Counts(
                            row.getAs("entities"),
                            row.getAs("with_event"),
                            row.getAs("with_none"),
                            row.getAs("rows"),
                            row.getAs("purged_rows")));
        }
        return counts;
    }

    /** Why there is not enough to learn from, with the counts; empty when there is. */
    public Optional<String> shortage(Settings.Model minimum) {
        long entities = counts.values().stream().mapToLong(Counts::entities).sum();
        if (entities < minimum.minEntities()) {
            return Optional.of(
                    "%d entities with a settled label, %d needed".formatted(entities, minimum.minEntities()));
        }
        for (Period period : Period.values()) {
            Counts has = counts.get(period);
            int needed = period == Period.TRAIN ? minimum.minClassTrain() : minimum.minClassHoldout();
            if (Math.min(has.withEvent(), has.withoutEvent()) < needed) {
                return Optional.of("the %s period has %d entities with the event and %d without, %d of each needed"
                        .formatted(
                                period.name().toLowerCase(Locale.ROOT), has.withEvent(), has.withoutEvent(), needed));
            }
        }
        return Optional.empty();
    }
}
