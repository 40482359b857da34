package io.arrears.publish.alert;

import static org.apache.spark.sql.functions.col;

import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of {@code mart_alerts}, written and read. */
public final class AlertRows {

    private static final StructType SCHEMA = new StructType()
            .add("rule", DataTypes.StringType, false)
            .add("subject", DataTypes.StringType, false)
            .add("severity", DataTypes.StringType, false)
            .add("metric", DataTypes.StringType, false)
            .add("currency", DataTypes.StringType)
            .add("value", DataTypes.DoubleType)
            .add("threshold", DataTypes.DoubleType, false)
            .add("message", DataTypes.StringType, false)
            .add("first_told_for", DataTypes.DateType, false)
            .add("is_new", DataTypes.BooleanType, false);

    private AlertRows() {}

    /** The columns of mart_alerts, in order, without the lake's own. */
    public static List<String> columns() {
        return List.of(SCHEMA.fieldNames());
    }

    static void write(RunContext context, List<Alert> alerts) {
        List<Row> rows = new ArrayList<>();
        for (Alert alert : alerts) {
            rows.add(RowFactory.create(
                    alert.rule(),
                    alert.subject(),
                    alert.severity(),
                    alert.metric(),
                    alert.currency(),
                    Double.isFinite(alert.value()) ? alert.value() : null,
                    alert.threshold(),
                    alert.message(),
                    Date.valueOf(alert.firstAsOf().date()),
                    alert.isNew()));
        }
        context.append(Table.MART_ALERTS, rows, SCHEMA);
    }

    /** The alerts that a run found new. */
    static List<Alert> fresh(Lake lake, RunId run) {
        return lake
                .readSlices(Table.MART_ALERTS, List.of(run))
                .where(col("is_new"))
                .orderBy("rule", "subject")
                .collectAsList()
                .stream()
                .map(row -> new Alert(
                        row.getAs("rule"),
                        row.getAs("subject"),
                        row.getAs("severity"),
                        row.getAs("metric"),
                        row.getAs("currency"),
                        row.getAs("value") == null ? Double.NaN : row.<Double>getAs("value"),
                        row.getAs("threshold"),
                        row.getAs("message"),
                        firstAsOf(row),
                        true))
                .toList();
    }

    /** The day that an alert was first sent for. */
    static AsOf firstAsOf(Row alert) {
        return new AsOf(alert.<Date>getAs("first_told_for").toLocalDate());
    }
}
