package io.arrears.transform;

import io.arrears.lake.Lake;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows for {@code ops_checks}: what each rule found, collected by a stage and written in one commit. */
public final class Checks {

    /** What became of the rows a rule found. */
    public enum Status { OK, FIXED, QUARANTINED, WARNED, FAILED }

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
        rows.add(RowFactory.create(Date.valueOf(context.asOf().date()), context.run().text(), check, table, rule, count,
                amount, status.name()));
    }

    /**
     * What was noted of these slices: of each table, by the run that wrote it. Empty where no run ever noted anything.
     */
    public static Optional<Dataset<Row>> of(Lake lake, Map<Table, RunId> slices) {
        if (!lake.exists(Table.OPS_CHECKS)) {
            return Optional.empty();
        }
        Object[] looked = slices.entrySet().stream().map(slice -> slice.getKey().sqlName() + " " + slice.getValue().text())
                .toArray();
        return Optional.of(lake.readAll(Table.OPS_CHECKS)
                .where(functions.concat_ws(" ", functions.col("table_name"), functions.col(Lake.RUN)).isin(looked)));
    }

    /** Appends the noted rows to {@code ops_checks}. */
    public void write() {
        context.lake().appendLog(Table.OPS_CHECKS, context.run(),
                context.spark().createDataFrame(rows, SCHEMA).coalesce(1));
    }
}
