package io.arrears.publish.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Figures and names as a finance person says them. */
final class Words {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    /** The code ISO 4217 gives to "no currency": a ledger that does not say its own. */
    private static final String NO_CURRENCY = "XXX";

    private static final Map<String, String> TASKS = Map.of(
            "default", "Open invoices that will not be paid",
            "recovery:failed_payment", "Failed payments that come back",
            "recovery:overdue_invoice", "Overdue invoices that get paid");
    private static final Map<String, String> CLAIMS =
            Map.of("failed_payment", "Failed payment", "overdue_invoice", "Overdue invoice");
    private static final Map<String, String> LEAKS = Map.of(
            "R",
            "Lost: not billed, not charged, or charged back",
            "E",
            "Lost: paid out in excess",
            "T",
            "To collect: is owed",
            "Q",
            "To correct: data, process or money to apply",
            "S",
            "Signal, in no sum");
    private static final Map<String, String> VERDICTS = Map.of(
            "OK", "gives better probabilities than base rates, and orders no worse than any simple rule",
            "ORDER_ONLY",
                    "orders better than any simple rule, but its probabilities do not hold: rates by ageing bucket "
                            + "price",
            "NO_SIGNAL", "orders no better than a simple rule: that rule orders, and rates by ageing bucket price",
            "INSUFFICIENT_DATA", "could not be fitted: there is too little history; scores are base rates",
            "FALLBACK", "was not fitted for this day: scores come from an earlier model or from base rates");

    private static final Map<String, String> MEASURES = Map.of(
            "roc_auc",
            "Pairs ranked right (ROC-AUC)",
            "pr_auc",
            "Precision over recall (PR-AUC)",
            "base_rate",
            "Share that happened",
            "brier_skill",
            "Skill of the probabilities (Brier)",
            "log_loss",
            "Surprise (log loss)",
            "ece",
            "Calibration error (ECE)",
            "calibration_slope",
            "Calibration slope, 1 is right",
            "lift_at_k",
            "Lift within capacity",
            "precision_at_k",
            "Hits within capacity");
    private static final Map<String, String> METHODS = Map.of(
            "permutation",
            "what the ranking loses without it",
            "abs_coefficient",
            "size of the coefficient",
            "impurity",
            "how much it parts the cases (impurity)",
            "mean_abs_contribution",
            "mean contribution to a score");

    private Words() {}

    /** {@code EUR 1,234.50}. */
    static String money(String currency, BigDecimal amount) {
        return code(currency) + Kind.MONEY.shown(amount);
    }

    /** {@code EUR 1,235}: for sentences. */
    static String about(String currency, BigDecimal amount) {
        return code(currency) + String.format(Locale.ROOT, "%,.0f", amount.setScale(0, RoundingMode.HALF_UP));
    }

    private static String code(String currency) {
        return currency.equals(NO_CURRENCY) ? "" : currency + "\u00a0";
    }

    static String share(double value) {
        return Kind.SHARE.shown(value);
    }

    static String count(long value) {
        return Kind.COUNT.shown(value);
    }

    /** {@code 1 invoice}, {@code 2 invoices}. */
    static String count(long value, String one) {
        return count(value) + " " + (value == 1 ? one : one + "s");
    }

    static String days(double value) {
        return String.format(Locale.ROOT, "%.0f days", value);
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** What a task predicts. */
    static String task(String task) {
        return TASKS.getOrDefault(task, task);
    }

    /** What kind of claim it is. */
    static String claim(String type) {
        return CLAIMS.getOrDefault(type, type);
    }

    static String leak(String type) {
        return LEAKS.getOrDefault(type, type);
    }

    /** The rest of a sentence that starts with the model. */
    static String verdict(String verdict) {
        return VERDICTS.getOrDefault(verdict, "has no verdict");
    }

    static String measure(String metric) {
        return MEASURES.getOrDefault(metric, plain(metric));
    }

    /** How an importance is measured. */
    static String method(String method) {
        return METHODS.getOrDefault(method, plain(method));
    }

    /** A column's or feature's name in words: {@code past_late_rate} is past late rate. */
    static String plain(String name) {
        return name.replace('_', ' ').replace(":", ": ").replace("=", " = ");
    }

    /** A column's name as a heading. */
    static String heading(String name) {
        String words = plain(name);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** {@code up EUR 5.00}, {@code down 3}, {@code unchanged}. */
    static String moved(int direction, String by) {
        return direction == 0 ? "unchanged" : (direction > 0 ? "up " : "down ") + by;
    }

    /** How a row names its customer. */
    static String customer(Fact fact) {
        return fact.knows("customer_name")
                ? fact.text("customer_name")
                : fact.knows("customer_id") ? "Customer " + fact.text("customer_id") : "an unknown customer";
    }
}
