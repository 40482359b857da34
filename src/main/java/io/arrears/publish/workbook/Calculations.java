package io.arrears.publish.workbook;

import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.terms.LeakClass;
import io.arrears.terms.RiskBucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * The calculations people know from their workbooks, over the columns of a mart. A ratio divides sums; nothing reads
 * the clock; one day and one currency are chosen before anything is added.
 */
final class Calculations {

    /** The filter of every sheet: the chosen day, and the chosen currency where the mart has one. */
    static final String SHOWN = "shown";

    private Calculations() {}

    static List<Field> of(Table mart, StructType schema) {
        List<String> columns = Arrays.asList(schema.fieldNames());
        List<Field> fields = new ArrayList<>();
        String day = "[" + Lake.AS_OF + "] = [Parameters].[" + Parameters.DAY + "]";
        fields.add(Field.calculation(
                SHOWN,
                "Chosen day and currency",
                "boolean",
                false,
                columns.contains("currency")
                        ? day + " AND [currency] = [Parameters].[" + Parameters.CURRENCY + "]"
                        : day));
        fields.addAll(
                switch (mart) {
                    case MART_INVOICE_RISK ->
                        List.of(
                                ratio(
                                        "outstanding_share",
                                        "Outstanding / invoiced",
                                        "outstanding_amount",
                                        "invoiced_amount"),
                                ratio("overdue_share", "Overdue / outstanding", "overdue_amount", "outstanding_amount"),
                                ratio("paid_share", "Paid / invoiced", "paid_amount", "invoiced_amount"),
                                measure(
                                        "open_invoices",
                                        "Open invoices",
                                        "SUM(IF [outstanding_amount] > 0.01 THEN 1 ELSE 0 END)"),
                                measure(
                                        "high_risk_amount",
                                        "Outstanding at high risk",
                                        "SUM(IF [risk_bucket] = '" + RiskBucket.HIGH
                                                + "' THEN [outstanding_amount] ELSE 0 END)"),
                                measure(
                                        "weighted_default_prob",
                                        "Probability of default, by balance",
                                        "SUM([default_prob] * [outstanding_amount]) / "
                                                + "SUM(IF NOT ISNULL([default_prob]) THEN [outstanding_amount] END)"));
                    case MART_CUSTOMER_RISK ->
                        List.of(
                                ratio(
                                        "customers_late_ratio",
                                        "Late / judged invoices",
                                        "late_invoices",
                                        "judged_invoices"),
                                ratio("customers_refund_ratio", "Refunded / paid", "refund_amount", "paid_amount"));
                    case MART_LEAKAGE_FINDINGS ->
                        List.of(
                                counted("lost", "Lost (leakage)", LeakClass.LOST),
                                counted("to_collect", "To collect", LeakClass.TO_COLLECT),
                                counted("to_correct", "To correct", LeakClass.TO_CORRECT),
                                measure("findings_found", "Findings", "SUM(IF [is_dismissed] THEN 0 ELSE 1 END)"));
                    case MART_CUSTOMER_WORKLIST ->
                        List.of(
                                measure(
                                        "customers_to_call",
                                        "Customers to call",
                                        "SUM(IF [priority_flag] THEN 1 ELSE 0 END)"),
                                measure(
                                        "to_offset_amount",
                                        "Credit and unapplied cash",
                                        "SUM([credit_amount]) + SUM([unapplied_amount])"),
                                named("customer_shown", "Customer or claim", "IFNULL([customer_name], [debtor_id])"),
                                held());
                    case MART_RECOVERY_WORKLIST ->
                        List.of(
                                measure("claims_listed", "Claims", "COUNT([claim_id])"),
                                measure(
                                        "free_amount",
                                        "Amount that nothing holds",
                                        "SUM(IF ISNULL([hold_reason]) THEN [amount] ELSE 0 END)"),
                                measure(
                                        "free_ev_recovered",
                                        "Expected of what nothing holds",
                                        "SUM(IF ISNULL([hold_reason]) THEN [ev_recovered] ELSE 0 END)"),
                                measure(
                                        "kept_amount",
                                        "Amount held",
                                        "SUM(IF ISNULL([hold_reason]) THEN 0 ELSE [amount] END)"),
                                Field.calculation("is_held", "Held", "boolean", false, "NOT ISNULL([hold_reason])"),
                                held());
                    case MART_REFUND_ANOMALIES ->
                        List.of(
                                measure("refunded_orders", "Refunded orders", "COUNT([order_id])"),
                                measure(
                                        "refund_share",
                                        "Refunded / order",
                                        "SUM(IF [net_amount] > 0 THEN [refund_amount] END) / "
                                                + "SUM(IF [net_amount] > 0 THEN [net_amount] END)"),
                                measure(
                                        "orders_over_80",
                                        "Orders refunded above policy",
                                        "SUM(IF [over_80] THEN 1 ELSE 0 END)"));
                    case MART_CALIBRATION ->
                        List.of(
                                Field.calculation("on_test", "Test data", "boolean", false, "[slice] = 'test'"),
                                measure(
                                        "predicted",
                                        "Predicted",
                                        "SUM([mean_predicted] * [observations]) / SUM([observations])"),
                                measure(
                                        "happened",
                                        "Happened",
                                        "SUM([observed_rate] * [observations]) / SUM([observations])"));
                    case MART_MODEL_METRICS ->
                        List.of(Field.calculation(
                                "on_test",
                                "Test data, ranking",
                                "boolean",
                                false,
                                "[slice] = 'test' AND [segment] = 'all' AND [metric] = 'roc_auc'"));
                    case MART_FEATURE_IMPORTANCE ->
                        List.of(Field.calculation(
                                "strongest",
                                "The ten strongest by permutation",
                                "boolean",
                                false,
                                "[importance_rank] <= 10 AND [method] = 'permutation'"));
                    default -> List.of();
                });
        return fields;
    }

    /** A text to read, where a null would be an empty line. */
    private static Field named(String name, String caption, String formula) {
        return Field.calculation(name, caption, "string", false, formula);
    }

    private static Field held() {
        return named("hold_shown", "Held because", "IFNULL([hold_reason], 'nothing holds it')");
    }

    private static Field measure(String name, String caption, String formula) {
        return Field.calculation(name, caption, "real", true, formula);
    }

    /** What one class of findings adds up to, each euro once. */
    private static Field counted(String name, String caption, String leakClass) {
        return measure(name, caption, "SUM(IF [leak_class] = '" + leakClass + "' THEN [primary_amount] ELSE 0 END)");
    }

    private static Field ratio(String name, String caption, String above, String below) {
        return measure(name, caption, "SUM([" + above + "]) / SUM([" + below + "])");
    }
}
