package io.arrears.desk.file;

import io.arrears.terms.ClaimSize;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a row says about its debt, and the features that follow from it as in the analytical base tables.
 *
 * @param amount what a claim asks for, or what an invoice was billed; never null
 * @param billed the whole invoice, null when unknown
 * @param paid paid of it by the day, null when unknown
 * @param observedOn the day looked at; null when neither the file nor the person gave one
 * @param lateDays days past due as the file says, null when it does not
 * @param attempts on the debt, where the file has a row for each; else null
 */
record Facts(
        BigDecimal amount,
        BigDecimal billed,
        BigDecimal paid,
        LocalDate observedOn,
        LocalDate invoiceDate,
        LocalDate dueDate,
        LocalDate attemptedOn,
        LocalDate signedUpOn,
        Integer lateDays,
        Attempts attempts) {

    /** The features {@link #derived} can give, and the fields each needs. */
    static final Map<String, List<Field>> DERIVED = Map.of(
            "amount", List.of(),
            "terms_days", List.of(Field.INVOICE_DATE, Field.DUE_DATE),
            "days_since_issue", List.of(Field.INVOICE_DATE),
            "days_past_due", List.of(Field.DUE_DATE),
            "days_overdue", List.of(Field.DUE_DATE),
            "days_since_last_attempt", List.of(Field.ATTEMPTED_AT),
            "paid_share", List.of(Field.AMOUNT, Field.PAID_AMOUNT),
            "due_days_to_month_end", List.of(Field.DUE_DATE),
            "due_days_to_quarter_end", List.of(Field.DUE_DATE),
            "tenure_days", List.of(Field.SIGNUP_DATE));

    /** The features that a file of attempts gives by its rows, whatever its columns say. */
    static final Set<String> COUNTED =
            Set.of("attempts", "failed_attempts", "days_since_first_failure", "days_since_last_attempt");

    /** A feature that follows from the facts; NaN when it does not. */
    double derived(String feature) {
        if (attempts != null && COUNTED.contains(feature)) {
            return counted(feature);
        }
        return switch (feature) {
            case "amount" -> amount.doubleValue();
            case "terms_days" -> days(invoiceDate, dueDate);
            case "days_since_issue" -> days(invoiceDate, observedOn);
            case "days_past_due", "days_overdue" -> late();
            case "days_since_last_attempt" -> days(attemptedOn, observedOn);
            case "paid_share" ->
                billed == null || paid == null || billed.signum() == 0
                        ? Double.NaN
                        : paid.doubleValue() / billed.doubleValue();
            case "due_days_to_month_end" ->
                dueDate == null ? Double.NaN : days(dueDate, dueDate.with(TemporalAdjusters.lastDayOfMonth()));
            case "due_days_to_quarter_end" -> dueDate == null ? Double.NaN : days(dueDate, quarterEnd(dueDate));
            case "tenure_days" -> days(signedUpOn, observedOn);
            default -> Double.NaN;
        };
    }

    private double counted(String feature) {
        return switch (feature) {
            case "attempts" -> attempts.count();
            case "failed_attempts" -> attempts.failed();
            case "days_since_first_failure" -> attempts.daysSinceFirstFailure();
            default -> attempts.daysSinceLast();
        };
    }

    /** Days past due: by the file, else by the dates; NaN when unknown. */
    double late() {
        return lateDays != null ? lateDays : days(dueDate, observedOn);
    }

    private static double days(LocalDate from, LocalDate to) {
        return from == null || to == null ? Double.NaN : ChronoUnit.DAYS.between(from, to);
    }

    private static LocalDate quarterEnd(LocalDate day) {
        return day.withDayOfMonth(1)
                .withMonth((day.getMonthValue() - 1) / 3 * 3 + 3)
                .with(TemporalAdjusters.lastDayOfMonth());
    }

    String amountBucket() {
        return ClaimSize.of(amount.doubleValue());
    }
}
