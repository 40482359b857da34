package io.arrears.model;

import static org.apache.spark.sql.functions.col;

import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.model.RetryTiming.Cell;
import io.arrears.model.RetryTiming.Effect;
import io.arrears.model.RetryTiming.Part;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlParameters;
import io.arrears.transform.SqlViews;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What chasing and retrying brought so far: who was flagged and who was held out on the days published before, and
 * when retries succeed.
 */
public final class ChasingStage implements Stage {

    /** The columns of a worklist that {@code score_treatments} needs. */
    static final StructType WORKLIST = StructType.fromDDL(
            "as_of_date date, currency string, debtor_id string, claim_id string, invoice_id string, order_id string, "
                    + "amount decimal(19,3), treatment string, holdout_share double");

    static final StructType EFFECTS = StructType.fromDDL(
            "cut_off string, reason_code string, part string, value string, attempts bigint, successes bigint, "
                    + "expected_successes double, factor double, is_used boolean");
    private static final SqlFile CELLS = SqlViews.of("int_retry_cells");
    private static final SqlFile TREATMENTS = SqlFile.of(Table.SCORE_TREATMENTS);

    @Override
    public String name() {
        return "chasing";
    }

    @Override
    public Set<Table> reads() {
        return EnumSet.of(Table.INT_ATTEMPTS);
    }

    @Override
    public Set<Table> writes() {
        return EnumSet.of(Table.SCORE_TREATMENTS, Table.SCORE_RETRIES);
    }

    @Override
    public StageReport run(RunContext context) {
        SparkSession session = context.views(reads());
        Map<String, Object> parameters = SqlParameters.of(context.day());
        Map<String, Number> written = new LinkedHashMap<>();
        worklists(context, session).createOrReplaceTempView("worklist_slices");
        written.put(
                Table.SCORE_TREATMENTS.sqlName(),
                context.append(Table.SCORE_TREATMENTS, TREATMENTS.on(session, parameters)));
        SqlViews.make(List.of(CELLS), session, parameters);
        List<Row> effects = effects(
                CELLS.on(session, parameters).collectAsList(),
                new RetryTiming(context.settings().recovery().retry().pseudoAttempts()));
        written.put(Table.SCORE_RETRIES.sqlName(), context.append(Table.SCORE_RETRIES, effects, EFFECTS));
        return new StageReport(written);
    }

    /**
     * The worklists of the days published before, as far back as observations go. Days from before there were
     * treatments have none; where no day has, there are no rows.
     */
    static Dataset<Row> worklists(RunContext context, SparkSession session) {
        List<String> runs = new Pointers(context.lake())
                        .before(context.asOf().date(), Table.MART_RECOVERY_WORKLIST)
                        .tailMap(context.asOf()
                                .date()
                                .minusMonths(context.settings().model().historyMonths()))
                        .values()
                        .stream()
                        .map(RunId::text)
                        .toList();
        if (runs.isEmpty()) {
            return session.createDataFrame(List.of(), WORKLIST);
        }
        Dataset<Row> all = context.lake().in(session).readAll(Table.MART_RECOVERY_WORKLIST);
        if (!Arrays.asList(all.columns()).contains("holdout_share")) {
            return session.createDataFrame(List.of(), WORKLIST);
        }
        return all.where(col(Lake.RUN).isin(runs.toArray())).selectExpr(WORKLIST.fieldNames());
    }

    /** The effects of each cut, of cells as {@code int_retry_cells} counts them. */
    static List<Row> effects(List<Row> cells, RetryTiming timing) {
        Map<String, List<Cell>> byCut = new TreeMap<>();
        for (Row row : cells) {
            Map<Part, String> days = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                days.put(part, row.getAs(part.name().toLowerCase(Locale.ROOT)));
            }
            byCut.computeIfAbsent(row.getAs("cut_off"), cut -> new ArrayList<>())
                    .add(new Cell(row.getAs("reason_code"), days, row.getAs("attempts"), row.getAs("successes")));
        }
        List<Row> effects = new ArrayList<>();
        byCut.forEach((cut, own) -> timing.of(own).forEach(effect -> effects.add(row(cut, effect))));
        return effects;
    }

    private static Row row(String cut, Effect effect) {
        return RowFactory.create(
                cut,
                effect.reason(),
                effect.part(),
                effect.value(),
                effect.attempts(),
                effect.successes(),
                effect.expected(),
                effect.factor(),
                effect.isUsed());
    }
}
