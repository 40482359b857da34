package io.arrears.transform;

import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows for {@code ops_checks}: what each rule found, collected by a stage and written in one commit. */
public final class Checks {

    /** What became of the rows a rule found. */
    public enum Status {
        OK,
        FIXED,
        QUARANTINED,
        WARNED,
        FAILED
    }

    private static final StructType SCHEMA = new StructType()
            .add(Lake.AS_OF, DataTypes.DateType, false)
            .add(Lake.RUN, DataTypes.StringType, false)
            .add("check_name", DataTypes.StringType, false)
            .add("table_name", DataTypes.StringType, false)
            .add("rule", DataTypes.StringType, false)
            .add("rows", DataTypes.LongType, false)
            .add("amount", DataTypes.createDecimalType(38, 4))
            .add("status", DataTypes.StringType, false);

    private final RunContext context;
    private final List<Row> rows = new ArrayList<>();

    public Checks(RunContext context) {
        this.context = context;
    }

    /**
     * Notes one rule.
     *
     * @param amount a control total over the table's amount column, null where the rule is not about amounts
     */
    public void add(String check, String table, String rule, long count, BigDecimal amount, Status status) {
        rows.add(RowFactory.create(
                Date.valueOf(context.asOf().date()),
                context.run().text(),
                check,
                table,
                rule,
                count,
                amount,
                status.name()));
    }

    /**
     * The newest check results of each table, by the newest of these runs that looked at it. A partial run looks at
     * some tables again and keeps the results of the others. Empty where no run noted anything.
     */
    public static Optional<Dataset<Row>> last(Lake lake, Collection<RunId> runs) {
        if (!lake.exists(Table.OPS_CHECKS)) {
            return Optional.empty();
        }
        WindowSpec table = Window.partitionBy("table_name");
        return Optional.of(lake.readAll(Table.OPS_CHECKS)
                .where(functions
                        .col(Lake.RUN)
                        .isin(runs.stream().map(RunId::text).distinct().toArray()))
                .withColumn("newest_run", functions.max(Lake.RUN).over(table))
                .where(functions.col(Lake.RUN).equalTo(functions.col("newest_run")))
                .drop("newest_run"));
    }

    /** Appends the noted rows to {@code ops_checks}. */
    public void write() {
        context.lake()
                .appendLog(
                        Table.OPS_CHECKS,
                        context.run(),
                        context.spark().createDataFrame(rows, SCHEMA).coalesce(1));
    }
}
