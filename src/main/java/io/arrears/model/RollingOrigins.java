package io.arrears.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.data.TemporalSplit;
import io.arrears.model.fit.Classifier;
import io.arrears.model.judge.Evaluation;
import io.arrears.model.judge.Verdict;
import io.arrears.model.store.Backtest;
import io.arrears.model.store.ModelCard;
import io.arrears.pipeline.RunContext;
import java.time.LocalDate;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fits and judges at several origins; the observations are those of the present training. */
final class RollingOrigins {

    /** The newest share of the entities that the tests of all origins take together. */
    private static final double TESTED = 0.5;

    private final RunContext context;
    private final ModelTask task;
    private final Classifier classifier;

    RollingOrigins(RunContext context, ModelTask task, Classifier classifier) {
        this.context = context;
        this.classifier = classifier;
        this.task = task;
    }

    /**
     * One origin: what was known at the end of a day, and the days that follow it.
     *
     * @param calibrateFrom first day of the calibration period
     * @param testFrom the day after the origin
     * @param testTo the last day of the test: the next origin, or the as-of day
     */
    record Origin(LocalDate calibrateFrom, LocalDate testFrom, LocalDate testTo) {
        LocalDate day() {
            return testFrom.minusDays(1);
        }
    }

    /**
     * Cuts windows of equal share from the newest entities backwards; fewer origins where there are not enough days.
     *
     * @param entities how many entities were first seen on each day
     */
    static List<Origin> of(TreeMap<LocalDate, Long> entities, AsOf asOf, int origins, Settings.Split shares) {
        double all = entities.values().stream().mapToLong(Long::longValue).sum();
        double window = all * Math.min(shares.testShare(), TESTED / origins);
        LinkedList<Origin> found = new LinkedList<>();
        LocalDate end = asOf.date().plusDays(1);
        while (found.size() < origins) {
            LocalDate testFrom = TemporalSplit.cut(entities, end, window);
            double before = entities.headMap(testFrom, false).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            LocalDate calibrateFrom =
                    TemporalSplit.cut(entities, testFrom, before * shares.calibrateShare() / (1 - shares.testShare()));
            if (entities.headMap(calibrateFrom, false).isEmpty()) {
                break;
            }
            found.addFirst(new Origin(calibrateFrom, testFrom, end.minusDays(1)));
            end = testFrom;
        }
        return found;
    }

    /** @param observations with their first day, cached by the caller */
    Backtest judge(ModelCard card, Dataset<Row> observations) {
        Settings settings = context.settings();
        int most = settings.backtest().maxRows();
        SplitFit.Plan plan = SplitFit.Plan.of(context, task, classifier, most, most);
        Map<String, Evaluation> judged = new TreeMap<>();
        Map<String, String> left = new TreeMap<>();
        for (Origin origin : of(
                TemporalSplit.entities(observations),
                context.asOf(),
                settings.backtest().origins(),
                settings.split())) {
            Dataset<Row> known = observations.where(col(TemporalSplit.FIRST)
                    .leq(lit(origin.testTo()))
                    .and(col(Observations.DATE).leq(lit(origin.testTo()))));
            TemporalSplit split =
                    TemporalSplit.between(context.asOf().date(), origin.calibrateFrom(), origin.testFrom(), known);
            Optional<String> shortage = split.shortage(settings.model());
            String day = origin.day().toString();
            if (shortage.isPresent()) {
                left.put(day, Verdict.INSUFFICIENT_DATA + ": " + shortage.get());
            } else {
                judged.put(
                        day,
                        SplitFit.of(plan, split, split.assign(known), Backtest.slice(day))
                                .evaluation());
            }
        }
        return Backtest.of(card, judged, left);
    }
}
