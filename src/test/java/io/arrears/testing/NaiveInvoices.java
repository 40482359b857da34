package io.arrears.testing;

import static io.arrears.testing.NaiveLedger.days;
import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The oracle's abt_invoices: month-end observations, labels and features, by loops over rows. */
public final class NaiveInvoices {

    private final NaiveLedger ledger;
    private final NaiveHistory history;
    private final LocalDate firstDay;
    private final int horizon;
    private final int lag;

    /** Observes from the first day on, month ends and the as-of day. */
    public NaiveInvoices(NaiveLedger ledger, LocalDate firstDay, int horizon, int lag) {
        this.firstDay = firstDay;
        this.ledger = ledger;
        this.history = new NaiveHistory(ledger);
        this.horizon = horizon;
        this.lag = lag;
    }

    /** Rows by "observation date invoice", each a map of the columns the oracle knows. */
    public Map<String, Map<String, Object>> rows() {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        for (LocalDate day : monthEndsAndAsOf(firstDay, ledger.asOf())) {
            for (Map<String, Object> invoice : ledger.seen("stg_invoices", day)) {
                NaiveLedger.State state = ledger.at(invoice, day);
                boolean isPast =
                        state.due() == null || !day.isBefore(state.due().plusDays(horizon));
                if (state.isOpen() && (day.equals(ledger.asOf()) || !isPast)) {
                    rows.put(day + " " + invoice.get("invoice_id"), row(invoice, state, day));
                }
            }
        }
        return rows;
    }

    /** Month ends from the first day until before the as-of day, and the as-of day. */
    static List<LocalDate> monthEndsAndAsOf(LocalDate firstDay, LocalDate asOf) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = firstDay; day.isBefore(asOf); day = day.plusDays(1)) {
            if (day.plusDays(1).getDayOfMonth() == 1) {
                days.add(day);
            }
        }
        days.add(asOf);
        return days;
    }

    private Map<String, Object> row(Map<String, Object> invoice, NaiveLedger.State state, LocalDate day) {
        Object customer = ledger.customerOf(invoice);
        Map<String, Object> row =
                history.of(customer, invoice.get("invoice_id"), ledger.currencyOf(invoice), state.amount(), day);
        row.put("failed_attempts", row.remove("customer_failed_attempts"));
        row.put("customer_id", customer);
        row.put("amount", state.amount());
        row.put("open_amount", state.open());
        row.put("currency", ledger.settledCurrencyOf(invoice));
        row.put("ageing_bucket", NaiveReceivables.bucket(state.due(), day));
        dueDay(row, state.due());
        shape(row, invoice, state, day);
        label(row, invoice, state, day);
        row.putAll(new NaiveAttributes(ledger).of(invoice, invoice.get("invoice_id"), customer, day));
        if (customer != null) {
            usual(row, state.amount());
        }
        return row;
    }

    private static void dueDay(Map<String, Object> row, LocalDate due) {
        for (LocalDate day = due; day != null && !row.containsKey("due_days_to_quarter_end"); day = day.plusDays(1)) {
            boolean isMonthEnd = day.plusDays(1).getDayOfMonth() == 1;
            if (isMonthEnd) {
                row.putIfAbsent("due_days_to_month_end", days(due, day));
            }
            if (isMonthEnd && day.getMonthValue() % 3 == 0) {
                row.put("due_days_to_quarter_end", days(due, day));
            }
        }
    }

    static void usual(Map<String, Object> row, BigDecimal amount) {
        BigDecimal billed = (BigDecimal) row.remove("others_billed");
        int count = (int) row.remove("others_count");
        row.put("amount_to_usual", NaiveHistory.ratio(amount.doubleValue() * count, billed.doubleValue()));
        row.put(
                "invoice_to_lifetime",
                NaiveHistory.ratio(amount.doubleValue(), ((BigDecimal) row.get("lifetime_amount")).doubleValue()));
    }

    static void shape(Map<String, Object> row, Map<String, Object> invoice, NaiveLedger.State state, LocalDate day) {
        LocalDate issued = date(invoice, "invoice_date");
        row.put("terms_days", state.due() == null ? null : days(issued, state.due()));
        row.put("days_since_issue", days(issued, day));
        row.put("days_past_due", state.due() == null ? null : days(state.due(), day));
        row.put(
                "paid_share",
                NaiveHistory.ratio(state.paid().doubleValue(), state.amount().doubleValue()));
    }

    private void label(Map<String, Object> row, Map<String, Object> invoice, NaiveLedger.State state, LocalDate day) {
        LocalDate ends = state.due() == null ? null : state.due().plusDays(horizon);
        LocalDate settled = ends == null ? null : ends.plusDays(lag);
        NaiveLedger.State end = ends == null
                ? null
                : ledger.balance(invoice, settled.isAfter(ledger.asOf()) ? ledger.asOf() : settled, ends);
        String exclusion = exclusion(invoice);
        String status = "excluded:void".equals(exclusion)
                ? exclusion
                : ends == null
                        ? "no_due_date"
                        : !day.isBefore(ends)
                                ? "defaulted"
                                : exclusion != null
                                        ? exclusion
                                        : settled.isAfter(ledger.asOf())
                                                ? "open_window"
                                                : end.amount().compareTo(end.least()) <= 0
                                                        ? "excluded:credited"
                                                        : "mature";
        row.put("label_status", status);
        row.put("label_settled_on", settled);
        row.put("label", status.equals("mature") ? isUnpaid(state, end) ? 1 : 0 : null);
        row.put("is_scoring", day.equals(ledger.asOf()) && !"excluded:void".equals(status));
    }

    /** Whether the end still sees a balance: of the oldest part that the state had open, where there are parts. */
    private static boolean isUnpaid(NaiveLedger.State state, NaiveLedger.State end) {
        return state.parts().isEmpty()
                ? end.isUnpaid()
                : end.owed()
                                .subtract(state.givenUp())
                                .subtract(state.parts().get(0).laterWith(end.charges()))
                                .compareTo(end.least())
                        > 0;
    }

    private String exclusion(Map<String, Object> invoice) {
        if (NaiveLedger.isVoid(invoice)) {
            return "excluded:void";
        }
        boolean isCancelled = ledger.order(invoice.get("order_id"), date(invoice, "visible_from"))
                .map(order -> order.get("status").equals("cancelled"))
                .orElse(false);
        boolean isUncollected = ledger.at(invoice, ledger.asOf()).paid().compareTo(ledger.least(invoice)) <= 0;
        return isCancelled && isUncollected ? "excluded:cancelled_uncollected" : null;
    }
}
