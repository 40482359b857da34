package io.arrears.desk.file;

import static io.arrears.desk.file.NotScored.aside;
import static io.arrears.desk.file.NotScored.wrong;

import io.arrears.desk.Kind;
import io.arrears.model.data.ModelTask;
import io.arrears.terms.CurrencyUnit;
import io.arrears.terms.DayText;
import io.arrears.terms.NumberText;
import io.arrears.terms.PaymentWords;
import io.arrears.terms.TextValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What a row says about its debt, or why it is none to score. */
final class RowFacts {

    private final RowRules rules;
    private final Columns columns;

    RowFacts(RowRules rules, Columns columns) {
        this.rules = rules;
        this.columns = columns;
    }

    /**
     * One attempt on a debt.
     *
     * @param several whether the debt has other rows: an attempt without a day has no place among them
     */
    Attempt attempt(FileRow row, boolean several) throws NotScored {
        standing(row);
        BigDecimal amount = money(row, Field.AMOUNT);
        BigDecimal open = money(row, Field.OPEN_AMOUNT);
        some(amount, open);
        currency(row);
        AttemptWords.mustBeAttempt(row);
        String result = AttemptWords.result(row);
        String written = row.text(Field.ATTEMPTED_AT);
        LocalDate day = attemptedOn(row);
        if (day == null && several) {
            throw wrong(
                    "the day of the attempt cannot be read: it has no place among the other attempts on the debt",
                    written);
        }
        Instant at = written == null ? null : DayText.instant(written);
        return new Attempt(
                at == null && day != null ? day.atStartOfDay(ZoneOffset.UTC).toInstant() : at,
                day,
                row.text(Field.ATTEMPT_ID),
                amount != null ? amount : open,
                PaymentWords.isSuccess(result),
                AttemptWords.isFailure(result),
                row);
    }

    /** @param attempts on the debt as far as the file has them, null where the row is the claim itself */
    Facts of(FileRow row, Attempts attempts) throws NotScored {
        standing(row);
        BigDecimal amount = money(row, Field.AMOUNT);
        BigDecimal open = money(row, Field.OPEN_AMOUNT);
        some(amount, open);
        currency(row);
        return rules.kind() == Kind.CLAIMS ? claim(row, attempts, amount, open) : invoice(row, amount, open);
    }

    private static void standing(FileRow row) throws NotScored {
        if (Boolean.TRUE.equals(TextValue.flag(row.text(Field.IS_VOID)))) {
            throw aside("a void invoice", "");
        }
    }

    private static void some(BigDecimal amount, BigDecimal open) throws NotScored {
        if (amount == null && open == null) {
            throw wrong("the amount is missing", "");
        }
    }

    private BigDecimal money(FileRow row, Field field) throws NotScored {
        String text = row.text(field);
        if (text == null) {
            return null;
        }
        BigDecimal amount = NumberText.money(text, currencyText(row));
        if (amount == null) {
            throw wrong(
                    NumberText.whyNoMoney(text).equals("amount_out_of_range")
                            ? "the amount is out of range"
                            : "the amount cannot be read",
                    text);
        }
        return amount;
    }

    private BigDecimal tolerance(FileRow row) {
        return CurrencyUnit.units(rules.tolerance(), currencyText(row));
    }

    /** Three capital letters. */
    String currency(FileRow row) throws NotScored {
        String currency = currencyText(row);
        if (!currency.matches("[A-Z]{3}")) {
            throw wrong("the currency is not three letters", row.text(Field.CURRENCY));
        }
        return currency;
    }

    /** As the file writes it, or the configured one. */
    String currencyText(FileRow row) {
        String text = row.text(Field.CURRENCY);
        return text == null ? rules.currency() : text.toUpperCase(Locale.ROOT);
    }

    private LocalDate attemptedOn(FileRow row) {
        LocalDate attempted = row.day(Field.ATTEMPTED_AT);
        if (attempted != null || row.text(Field.RESULT_STATUS) == null || !columns.has(Field.ATTEMPT_AGE)) {
            return attempted;
        }
        LocalDate invoiced = row.day(Field.INVOICE_DATE);
        Integer age = row.count(Field.ATTEMPT_AGE);
        return invoiced == null || age == null ? null : invoiced.plusDays(age);
    }

    private Facts claim(FileRow row, Attempts attempts, BigDecimal amount, BigDecimal open) throws NotScored {
        LocalDate invoiced = row.day(Field.INVOICE_DATE);
        LocalDate attempted = attemptedOn(row);
        LocalDate observed = observedOn(row, attempted);
        AttemptWords.mustBeAttempt(row);
        String result = AttemptWords.result(row);
        if (!AttemptWords.isFailure(result)) {
            throw AttemptWords.notFailed(result);
        }
        LocalDate paidOn = row.day(Field.PAID_ON);
        if (paidOn != null && attempted != null && !paidOn.isAfter(attempted)) {
            throw aside("paid on or before the attempt: not a claim", paidOn.toString());
        }
        if (paidOn != null && observed != null && !paidOn.isAfter(observed)) {
            throw aside("paid by the day looked at", paidOn.toString());
        }
        afterTheDay(attempted != null ? attempted : invoiced, observed);
        BigDecimal paid = paidBy(row, paidOn, observed);
        BigDecimal billed = open != null && amount != null ? amount : paid != null ? amount : null;
        BigDecimal asked = open != null ? open : paid == null ? amount : amount.subtract(paid);
        if (attempts != null && open == null && paid == null) {
            // The file has no balance: what the first failure asked for, less what succeeded since.
            notPaid(row, attempts);
            billed = attempts.owed();
            paid = attempts.paidSince();
            asked = billed.subtract(paid);
        }
        return new Facts(
                asked,
                billed,
                paid,
                observed,
                invoiced,
                row.day(Field.DUE_DATE),
                attempted,
                row.day(Field.SIGNUP_DATE),
                row.count(Field.DAYS_LATE),
                attempts);
    }

    private void notPaid(FileRow row, Attempts attempts) throws NotScored {
        if (attempts.owed().subtract(attempts.paidBefore()).compareTo(tolerance(row)) <= 0
                && attempts.paidBefore().signum() > 0) {
            throw aside(
                    "paid on or before the attempt: not a claim",
                    attempts.paidBefore().toPlainString());
        }
        BigDecimal open = attempts.owed().subtract(attempts.paidSince());
        if (open.compareTo(tolerance(row)) <= 0 && attempts.paidSince().signum() > 0) {
            throw aside(
                    "a later attempt succeeded: nothing to recover",
                    attempts.paidSince().toPlainString());
        }
    }

    private Facts invoice(FileRow row, BigDecimal amount, BigDecimal open) throws NotScored {
        LocalDate invoiced = row.day(Field.INVOICE_DATE);
        LocalDate observed = observedOn(row, null);
        afterTheDay(invoiced, observed);
        BigDecimal paid = paidBy(row, row.day(Field.PAID_ON), observed);
        return new Facts(
                amount != null ? amount : open,
                amount,
                paid,
                observed,
                invoiced,
                row.day(Field.DUE_DATE),
                null,
                row.day(Field.SIGNUP_DATE),
                row.count(Field.DAYS_LATE),
                null);
    }

    /** What a score is asked for; above the tolerance. */
    BigDecimal asked(FileRow row, Facts facts) throws NotScored {
        BigDecimal asked = facts.amount();
        if (rules.kind() == Kind.INVOICES) {
            BigDecimal open = money(row, Field.OPEN_AMOUNT);
            asked = open != null
                    ? open
                    : facts.paid() == null ? facts.amount() : facts.amount().subtract(facts.paid());
        }
        if (asked.compareTo(tolerance(row)) <= 0) {
            throw aside("nothing is open", asked.toPlainString());
        }
        return asked;
    }

    /** Where the file says what happened afterwards, a claim is looked at on the day of its attempt. */
    private LocalDate observedOn(FileRow row, LocalDate attempted) {
        LocalDate own = row.day(Field.OBSERVED_ON);
        return own != null
                ? own
                : columns.has(Field.LABEL) && attempted != null
                        ? attempted
                        : rules.asOf().orElse(null);
    }

    private static void afterTheDay(LocalDate day, LocalDate observed) throws NotScored {
        if (day != null && observed != null && day.isAfter(observed)) {
            throw aside("dated after the day looked at", day.toString());
        }
    }

    /** What is paid by the day: a payment dated later is not known yet. */
    private BigDecimal paidBy(FileRow row, LocalDate paidOn, LocalDate observed) throws NotScored {
        BigDecimal paid = money(row, Field.PAID_AMOUNT);
        boolean later = paidOn != null && observed != null && paidOn.isAfter(observed);
        return paid != null && later ? BigDecimal.ZERO : paid;
    }

    ModelTask task(FileRow row, Facts facts) throws NotScored {
        if (rules.kind() == Kind.INVOICES) {
            return ModelTask.DEFAULT;
        }
        String type = row.text(Field.CLAIM_TYPE);
        if (type != null) {
            for (ModelTask task : ModelTask.values()) {
                if (task.claimType()
                        .filter(type.toLowerCase(Locale.ROOT)::equals)
                        .isPresent()) {
                    return task;
                }
            }
            throw wrong("the claim type is neither failed_payment nor overdue_invoice", type);
        }
        if (row.text(Field.RESULT_STATUS) != null || facts.attempts() != null) {
            young(
                    facts.attempts() == null
                            ? facts.derived("days_since_last_attempt")
                            : facts.attempts().daysSinceFirstFailure());
            return ModelTask.FAILED_PAYMENT;
        }
        if (Double.isNaN(facts.late())) {
            throw wrong("nothing says whether this is a claim (claim_type, result_status or due date and day)", "");
        }
        if (facts.late() <= 0) {
            throw aside("not overdue: not a claim", "");
        }
        young(facts.late());
        return ModelTask.OVERDUE_INVOICE;
    }

    private void young(double days) throws NotScored {
        if (days > rules.claimDays()) {
            throw aside(
                    "older than " + rules.claimDays() + " days: the models know no such claim", (long) days + " days");
        }
    }

    static Boolean outcome(FileRow row) {
        String known = row.text(Field.LABEL_STATUS);
        return known != null && !known.equals("mature") ? null : TextValue.flag(row.text(Field.LABEL));
    }
}
