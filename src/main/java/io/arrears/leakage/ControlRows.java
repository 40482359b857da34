package io.arrears.leakage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Brings what a control returns into the one shape all findings have, so that they can be one union. */
final class ControlRows {

    /** Columns a control may return; what it leaves out comes from the finding's invoice or order. */
    static final List<String> OPTIONAL =
            List.of("invoice_id", "order_id", "customer_id", "sales_rep_id", "region", "currency");
    private static final List<String> AMOUNTS = List.of("expected_amount", "actual_amount", "amount");
    private static final DataType MONEY = DataTypes.createDecimalType(19, 4);

    /** A finding as every control gives it. */
    static final StructType SCHEMA = schema();

    private ControlRows() {
    }

    /**
     * The control's findings over the views of the session.
     *
     * @throws IllegalArgumentException when the query lacks a column or has one nobody knows
     */
    static Dataset<Row> of(ControlFile control, SparkSession views, Map<String, Object> parameters) {
        Dataset<Row> rows = control.sql().on(views, parameters);
        Set<String> returned = new TreeSet<>(Arrays.asList(rows.columns()));
        check(control, returned);
        List<Column> columns = new ArrayList<>(List.of(
                text(control.id(), "control_id"), text(control.title(), "control_title"),
                text(control.type().name(), "leak_type"), text(control.severity(), "severity"),
                functions.lit(control.version()).as("version"),
                functions.lit(control.precedence().rank()).cast(DataTypes.IntegerType).as("precedence_rank"),
                functions.lit(control.inInvoices()).as("is_invoice_money"),
                text(control.entityType(), "entity_type"), entityId(control).as("entity_id")));
        OPTIONAL.forEach(name -> columns.add(
                (returned.contains(name) ? functions.col(name) : functions.lit(null)).cast(DataTypes.StringType).as(name)));
        AMOUNTS.forEach(name -> columns.add(functions.col(name).cast(MONEY).as(name)));
        columns.add(functions.col("evidence").cast(DataTypes.StringType).as("evidence"));
        return rows.select(columns.toArray(Column[]::new));
    }

    private static StructType schema() {
        StructType schema = new StructType()
                .add("control_id", DataTypes.StringType).add("control_title", DataTypes.StringType)
                .add("leak_type", DataTypes.StringType).add("severity", DataTypes.StringType)
                .add("version", DataTypes.IntegerType).add("precedence_rank", DataTypes.IntegerType)
                .add("is_invoice_money", DataTypes.BooleanType)
                .add("entity_type", DataTypes.StringType).add("entity_id", DataTypes.StringType);
        for (String name : OPTIONAL) {
            schema = schema.add(name, DataTypes.StringType);
        }
        for (String name : AMOUNTS) {
            schema = schema.add(name, MONEY);
        }
        return schema.add("evidence", DataTypes.StringType);
    }

    private static Column text(String value, String name) {
        return functions.lit(value).as(name);
    }

    private static Column entityId(ControlFile control) {
        return functions.concat_ws("|", control.entity().stream().map(functions::col).toArray(Column[]::new));
    }

    private static void check(ControlFile control, Set<String> returned) {
        Set<String> required = new TreeSet<>(control.entity());
        required.addAll(AMOUNTS);
        required.add("evidence");
        Set<String> allowed = new TreeSet<>(required);
        allowed.addAll(OPTIONAL);
        if (!returned.containsAll(required) || !allowed.containsAll(returned)) {
            throw new IllegalArgumentException(control.sql().resource() + " returns " + returned + ": expected "
                    + required + " (the grain, the amounts, the evidence) and at most " + OPTIONAL + " besides");
        }
    }
}
