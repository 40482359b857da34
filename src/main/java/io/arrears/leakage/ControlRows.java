package io.arrears.leakage;

import io.arrears.config.Settings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Brings what a control returns into the one shape all findings have, so that they can be one union. */
final class ControlRows {

    /** Columns a control may return; what it leaves out comes from the finding's invoice or order. */
    static final List<String> OPTIONAL = List.of(
            "invoice_id",
            "order_id",
            "met_invoice_id",
            "met_order_id",
            "customer_id",
            "sales_rep_id",
            "region",
            "currency");

    private static final List<String> AMOUNTS = List.of("expected_amount", "actual_amount", "amount");

    /** A finding as every control gives it. */
    static final StructType SCHEMA = StructType.fromDDL("control_id string, control_title string, leak_type string,"
            + " severity string, fixed_severity string, materiality decimal(19,4), policy string, version int,"
            + " precedence_rank int, is_invoice_money boolean, entity_type string,"
            + " entity_id string, invoice_id string, order_id string, met_invoice_id string, met_order_id string,"
            + " customer_id string, sales_rep_id string, region string, currency string,"
            + " expected_amount decimal(19,4), actual_amount decimal(19,4), amount decimal(19,4), evidence string");

    private ControlRows() {}

    /**
     * The control's findings over the views of the session.
     *
     * @param setting what is set for the control
     * @throws IllegalArgumentException when the query lacks a column or has an unknown one
     */
    static Dataset<Row> of(
            ControlFile control, Settings.Control setting, SparkSession views, Map<String, Object> parameters) {
        Dataset<Row> rows = control.sql().on(views, parameters);
        Set<String> returned = new TreeSet<>(Arrays.asList(rows.columns()));
        check(control, returned);
        Map<String, Column> given = new HashMap<>();
        returned.forEach(name -> given.put(name, functions.col(name)));
        given.put("control_id", functions.lit(control.id()));
        given.put("control_title", functions.lit(control.title()));
        given.put("leak_type", functions.lit(control.type().name()));
        given.put("severity", functions.lit(control.severity()));
        given.put("fixed_severity", functions.lit(setting.severity().orElse(null)));
        given.put("materiality", functions.lit(setting.materiality().orElse(null)));
        given.put("policy", functions.lit(policy(control, parameters)));
        given.put("version", functions.lit(control.version()));
        given.put("precedence_rank", functions.lit(control.precedence().rank()));
        given.put("is_invoice_money", functions.lit(control.inInvoices()));
        given.put("entity_type", functions.lit(control.entityType()));
        given.put("entity_id", entityId(control));
        return rows.select(Arrays.stream(SCHEMA.fields())
                .map(field -> given.getOrDefault(field.name(), functions.lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new));
    }

    /** The values that the control follows: {@code discount-limit = 0.15, tolerance = 1}; null for none. */
    private static String policy(ControlFile control, Map<String, Object> parameters) {
        String values = control.policies().stream()
                .map(name -> name.replace('_', '-') + " = " + said(parameters.get(name)))
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? null : values;
    }

    private static String said(Object value) {
        return value instanceof Object[] words
                ? Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" "))
                : value instanceof BigDecimal number
                        ? number.stripTrailingZeros().toPlainString()
                        : String.valueOf(value);
    }

    /** A bar between the parts; a bar within one has a stroke before it, so that no two entities have one id. */
    private static Column entityId(ControlFile control) {
        boolean isOne = control.entity().size() == 1;
        return functions.concat_ws(
                "|",
                control.entity().stream()
                        .map(functions::col)
                        .map(part -> isOne ? part : functions.regexp_replace(part, "([|\\\\])", "\\\\$1"))
                        .toArray(Column[]::new));
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
