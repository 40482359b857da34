package io.arrears.desk;

import io.arrears.model.FeatureSet;
import io.arrears.model.ModelTask;
import io.arrears.transform.NumberText;
import io.arrears.transform.TextValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns rows of text into cases to score; each row becomes a case or a refusal. */
final class RowReader {

    /** As in stg_transactions: any other result is a failure. */
    private static final Set<String> SUCCESS =
            Set.of("success", "succeeded", "successful", "approved", "captured", "settled", "paid", "ok");
    private static final Set<String> REFUND = Set.of("refund", "reversal", "credit");

    private static final int CLAIM_DAYS = 365;

    private final RowRules rules;
    private final Columns columns;
    private final Map<ModelTask, FeatureColumns> features = new EnumMap<>(ModelTask.class);
    private final Map<Integer, FeatureColumns.Unreadable> unreadable = new TreeMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();
    final List<Case> cases = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    int rows;

    /** @param sets the features of each task's model, none where base rates score */
    RowReader(RowRules rules, Columns columns, Map<ModelTask, FeatureSet> sets) {
        this.rules = rules;
        this.columns = columns;
        sets.forEach((task, set) ->
                features.put(task, new FeatureColumns(set, columns, rules.trustFinalRetries(), unreadable)));
    }

    static boolean isSuccess(String result) {
        return result != null && SUCCESS.contains(result.toLowerCase(Locale.ROOT));
    }

    Map<Integer, FeatureColumns.Unreadable> unreadable() {
        return unreadable;
    }

    Map<ModelTask, FeatureColumns> features() {
        return features;
    }

    /** @throws Refused when there are more rows than allowed */
    void read(Records records) {
        while (records.next()) {
            if (++rows > rules.mostRows()) {
                throw new Refused(413, "The file has more than " + rules.mostRows()
                        + " rows (desk.max-rows): split it, or raise the limit.");
            }
            if (records.problem() != null) {
                refusals.add(new Refusal(records.line(), true, "the row cannot be read", records.problem(), records.raw()));
            } else {
                Row row = new Row(records.line(), records.cells(), columns, unreadable);
                try {
                    cases.add(of(row));
                } catch (NotScored why) {
                    refusals.add(new Refusal(row.line(), why.wrong, why.getMessage(), why.found, records.raw()));
                }
            }
        }
    }

    /** Why one row is not scored; never leaves this class. */
    private static final class NotScored extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean wrong;
        private final String found;

        private NotScored(boolean wrong, String reason, String found) {
            super(reason, null, false, false);
            this.wrong = wrong;
            this.found = found == null ? "" : found.length() > 80 ? found.substring(0, 80) + "…" : found;
        }
    }

    private static NotScored wrong(String reason, String found) {
        return new NotScored(true, reason, found);
    }

    private static NotScored aside(String reason, String found) {
        return new NotScored(false, reason, found);
    }

    private Case of(Row row) throws NotScored {
        String id = row.first(Field.CLAIM_ID, Field.INVOICE_ID, Field.ORDER_ID, Field.ATTEMPT_ID);
        if (id == null) {
            throw wrong("nothing names the row", "");
        }
        if (Boolean.TRUE.equals(TextValue.flag(row.text(Field.IS_VOID)))) {
            throw aside("a void invoice", "");
        }
        BigDecimal amount = money(row, Field.AMOUNT);
        BigDecimal open = money(row, Field.OPEN_AMOUNT);
        if (amount == null && open == null) {
            throw wrong("the amount is missing", "");
        }
        String currency = currency(row);
        Facts facts = rules.kind() == Kind.CLAIMS ? claim(row, amount, open) : invoice(row, amount, open);
        BigDecimal asked = rules.kind() == Kind.CLAIMS ? facts.amount() : open(facts, open);
        if (asked.compareTo(RowRules.TOLERANCE) <= 0) {
            throw aside("nothing is open", asked.toPlainString());
        }
        ModelTask task = rules.kind() == Kind.CLAIMS ? taskOf(row, facts) : ModelTask.DEFAULT;
        Integer before = lines.putIfAbsent(id, row.line());
        if (before != null) {
            throw aside("the same " + (rules.kind() == Kind.CLAIMS ? "claim" : "invoice") + " stands above", "line " + before);
        }
        return built(row, id, task, currency, asked, facts);
    }

    private Case built(Row row, String id, ModelTask task, String currency, BigDecimal asked, Facts facts) {
        FeatureColumns own = features.get(task);
        boolean settled = task == ModelTask.DEFAULT && facts.late() >= rules.horizonDays();
        return new Case(row.line(), id, task, same(row.first(Field.CUSTOMER_NAME, Field.CUSTOMER_ID)), same(currency),
                asked, facts.observedOn(), facts.late(), facts.ageingBucket(), same(row.text(Field.REGION)),
                same(row.text(Field.SEGMENT)), settled ? null : outcome(row), settled,
                own == null ? null : own.numbers(row.cells(), facts, row.line()),
                own == null ? null : own.texts(row.cells(), facts, currency));
    }

    /** One string for equal values: a file repeats its customers, regions and currencies. */
    private String same(String text) {
        return text == null ? null : shared.computeIfAbsent(text, found -> found);
    }

    private BigDecimal money(Row row, Field field) throws NotScored {
        String text = row.text(field);
        if (text == null) {
            return null;
        }
        BigDecimal amount = NumberText.money(text);
        if (amount == null) {
            throw wrong(NumberText.whyNoMoney(text).equals("amount_out_of_range") ? "the amount is out of range"
                    : "the amount cannot be read", text);
        }
        return amount;
    }

    private String currency(Row row) throws NotScored {
        String text = row.text(Field.CURRENCY);
        String currency = text == null ? rules.currency() : text.toUpperCase(Locale.ROOT);
        if (!currency.matches("[A-Z]{3}")) {
            throw wrong("the currency is not three letters", text);
        }
        return currency;
    }

    private Facts claim(Row row, BigDecimal amount, BigDecimal open) throws NotScored {
        LocalDate invoiced = row.day(Field.INVOICE_DATE);
        String result = row.text(Field.RESULT_STATUS);
        LocalDate attempted = row.day(Field.ATTEMPTED_AT);
        if (attempted == null && result != null && invoiced != null && columns.has(Field.ATTEMPT_AGE)) {
            Integer age = row.count(Field.ATTEMPT_AGE);
            attempted = age == null ? null : invoiced.plusDays(age);
        }
        LocalDate observed = observedOn(row, attempted);
        String type = row.text(Field.TRANSACTION_TYPE);
        if (type != null && REFUND.contains(type.toLowerCase(Locale.ROOT))) {
            throw aside("a refund, not a claim", type);
        }
        if (isSuccess(result)) {
            throw aside("the payment succeeded: nothing to recover", result);
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
        BigDecimal asked = open != null ? open : paid == null ? amount : amount.subtract(paid);
        BigDecimal billed = open != null && amount != null ? amount : paid != null ? amount : null;
        return new Facts(asked, billed, paid, observed, invoiced, row.day(Field.DUE_DATE), attempted,
                row.day(Field.SIGNUP_DATE), row.count(Field.DAYS_LATE));
    }

    private Facts invoice(Row row, BigDecimal amount, BigDecimal open) throws NotScored {
        LocalDate invoiced = row.day(Field.INVOICE_DATE);
        LocalDate observed = observedOn(row, null);
        afterTheDay(invoiced, observed);
        BigDecimal paid = paidBy(row, row.day(Field.PAID_ON), observed);
        return new Facts(amount != null ? amount : open, amount, paid, observed, invoiced, row.day(Field.DUE_DATE), null,
                row.day(Field.SIGNUP_DATE), row.count(Field.DAYS_LATE));
    }

    private static BigDecimal open(Facts facts, BigDecimal open) {
        return open != null ? open : facts.paid() == null ? facts.amount() : facts.amount().subtract(facts.paid());
    }

    /** Where the file tells what happened afterwards, a claim is looked at on the day of its attempt. */
    private LocalDate observedOn(Row row, LocalDate attempted) {
        LocalDate own = row.day(Field.OBSERVED_ON);
        return own != null ? own : columns.has(Field.LABEL) && attempted != null ? attempted : rules.asOf().orElse(null);
    }

    private static void afterTheDay(LocalDate day, LocalDate observed) throws NotScored {
        if (day != null && observed != null && day.isAfter(observed)) {
            throw aside("dated after the day looked at", day.toString());
        }
    }

    /** What is paid by the day: a payment dated later is not known yet. */
    private BigDecimal paidBy(Row row, LocalDate paidOn, LocalDate observed) throws NotScored {
        BigDecimal paid = money(row, Field.PAID_AMOUNT);
        boolean later = paidOn != null && observed != null && paidOn.isAfter(observed);
        return paid != null && later ? BigDecimal.ZERO : paid;
    }

    private ModelTask taskOf(Row row, Facts facts) throws NotScored {
        String type = row.text(Field.CLAIM_TYPE);
        if (type != null) {
            for (ModelTask task : ModelTask.values()) {
                if (task.claimType().filter(type.toLowerCase(Locale.ROOT)::equals).isPresent()) {
                    return task;
                }
            }
            throw wrong("the claim type is neither failed_payment nor overdue_invoice", type);
        }
        if (row.text(Field.RESULT_STATUS) != null) {
            young(facts.derived("days_since_last_attempt"));
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

    /** A claim ends after a year, in training as in a run's worklist. */
    private static void young(double days) throws NotScored {
        if (days > CLAIM_DAYS) {
            throw aside("older than a year: the models know no such claim", (long) days + " days");
        }
    }

    private Boolean outcome(Row row) {
        String known = row.text(Field.LABEL_STATUS);
        return known != null && !known.equals("mature") ? null : TextValue.flag(row.text(Field.LABEL));
    }
}
