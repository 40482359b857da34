package io.arrears.transform;

import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.PlanExecution;
import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.terms.CurrencyUnit;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of the staging tables, as their files in {@code sql/staging} give them: each file is analysed over no
 * rows, once, when it is needed. No Spark job runs.
 */
public final class StagingColumns {

    private static final Map<Table, StructType> KNOWN = new ConcurrentHashMap<>();

    private StagingColumns() {}

    /**
     * The columns that staging writes, the lake's own aside.
     *
     * @throws IllegalArgumentException when the table is no staging table
     */
    public static StructType of(Table staging, SparkSession spark) {
        return KNOWN.computeIfAbsent(staging, table -> analysed(table, spark));
    }

    static StructType analysed(Table staging, SparkSession spark) {
        SourceTable source = SourceTable.stagedAs(staging)
                .orElseThrow(() -> new IllegalArgumentException(staging.sqlName() + " is no staging table"));
        SparkSession session = PlanExecution.beside(spark);
        StructType raw = new StructType();
        for (SourceColumn column : source.columns()) {
            raw = raw.add(column.name(), DataTypes.StringType);
        }
        session.createDataFrame(List.<Row>of(), raw.add(StagedTable.PAYLOAD, DataTypes.StringType))
                .createOrReplaceTempView(source.raw().sqlName());
        Dataset<Row> typed = StagedTable.typed(source, session, anyParameters());
        StagedTable table = new StagedTable(source, typed, Currencies.none(CurrencyUnit.UNKNOWN));
        StructType columns = new StructType();
        for (StructField field : table.unique(table.judged()).schema().fields()) {
            columns = columns.add(field.name(), field.dataType());
        }
        return columns;
    }

    /** Values of the right types: no day and no setting changes the columns. */
    private static Map<String, Object> anyParameters() {
        return SqlParameters.of(new AsOf(LocalDate.EPOCH), SettingsLoader.load(Optional.empty(), Map.of()));
    }
}
