package io.arrears.testing;

import static io.arrears.testing.NaiveLedger.ZERO;
import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The oracle's loss given default: every invoice on every day, with its credit notes and disputes, by loops over rows. */
public final class NaiveLgd {

    private static final int[] WINDOWS = {90, 180, 365};

    /** The first default of an invoice and what was open then. */
    public record Case(Map<String, Object> invoice, LocalDate day, BigDecimal exposure) {}

    private final NaiveLedger ledger;
    private final int horizon;
    private final int lag;

    public NaiveLgd(NaiveLedger ledger, int horizon, int lag) {
        this.ledger = ledger;
        this.horizon = horizon;
        this.lag = lag;
    }

    /** The due date of an invoice as the day knows it: of parts, of the oldest that is not settled. */
    public LocalDate due(Map<String, Object> invoice, LocalDate day) {
        NaiveLedger.State state = ledger.at(invoice, day);
        return ledger.parts(invoice).isNone()
                ? state.due()
                : oldestPart(invoice, day).due();
    }

    private NaiveParts.Part oldestPart(Map<String, Object> invoice, LocalDate day) {
        NaiveLedger.State state = ledger.at(invoice, day);
        BigDecimal owed = state.owed().subtract(credits(invoice, day, day));
        BigDecimal open = owed.subtract(state.writtenOff().min(owed.max(ZERO)));
        return ledger.parts(invoice)
                .open(open, state.charges(), ledger.newDue(invoice, day), ledger.least(invoice))
                .get(0);
    }

    /** By invoice. */
    public Map<String, Case> cases() {
        Map<String, Case> cases = new TreeMap<>();
        for (Map<String, Object> invoice : ledger.seen("stg_invoices", ledger.asOf())) {
            for (LocalDate day = date(invoice, "visible_from");
                    !day.plusDays(lag).isAfter(ledger.asOf()) && !isExcluded(invoice);
                    day = day.plusDays(1)) {
                LocalDate due = due(invoice, day);
                if (due != null && due.plusDays(horizon).equals(day) && isDefault(invoice, day)) {
                    cases.put((String) invoice.get("invoice_id"), new Case(invoice, day, owed(invoice, day, day)));
                    break;
                }
            }
        }
        return cases;
    }

    private boolean isDefault(Map<String, Object> invoice, LocalDate day) {
        NaiveLedger.State end = ledger.balance(invoice, day.plusDays(lag), day);
        BigDecimal billed = end.amount().subtract(credits(invoice, day.plusDays(lag), day));
        BigDecimal due = owed(invoice, day, day);
        if (!ledger.parts(invoice).isNone()) {
            due = due.subtract(oldestPart(invoice, day).laterWith(end.charges()));
        }
        BigDecimal least = ledger.least(invoice);
        return billed.compareTo(least) > 0 && due.compareTo(least) > 0 && !isDisputed(invoice, day);
    }

    private BigDecimal owed(Map<String, Object> invoice, LocalDate day, LocalDate datedBy) {
        return ledger.balance(invoice, day.plusDays(lag), datedBy)
                .owed()
                .subtract(credits(invoice, day.plusDays(lag), datedBy));
    }

    private BigDecimal credits(Map<String, Object> invoice, LocalDate knownBy, LocalDate datedBy) {
        return of("stg_credit_notes", invoice, knownBy).stream()
                .filter(note -> !date(note, "credit_date").isAfter(datedBy))
                .map(note -> (BigDecimal) note.get("amount"))
                .reduce(ZERO, BigDecimal::add);
    }

    private boolean isDisputed(Map<String, Object> invoice, LocalDate day) {
        return of("stg_disputes", invoice, day.plusDays(lag)).stream()
                .anyMatch(dispute -> !date(dispute, "opened_date").isAfter(day)
                        && (date(dispute, "closed_date") == null
                                || date(dispute, "closed_date").isAfter(day)));
    }

    private List<Map<String, Object>> of(String table, Map<String, Object> invoice, LocalDate knownBy) {
        return ledger.seen(table, knownBy).stream()
                .filter(row -> Objects.equals(row.get("invoice_id"), invoice.get("invoice_id")))
                .toList();
    }

    private boolean isExcluded(Map<String, Object> invoice) {
        boolean isCancelled = ledger.order(invoice.get("order_id"), date(invoice, "visible_from"))
                .map(order -> order.get("status").equals("cancelled"))
                .orElse(false);
        boolean isUncollected = ledger.at(invoice, ledger.asOf()).paid().compareTo(ledger.least(invoice)) <= 0;
        return NaiveLedger.isVoid(invoice) || isCancelled && isUncollected;
    }

    /** "Currency days: cases exposure credited recovered used share" of every currency and time; the least cases given. */
    public List<String> rows(int minCases, BigDecimal otherwise) {
        Map<String, Case> cases = cases();
        Map<String, Boolean> currencies = new TreeMap<>();
        ledger.seen("stg_invoices", ledger.asOf())
                .forEach(row -> currencies.merge(
                        ledger.settledCurrencyOf(row), due(row, ledger.asOf()) != null, Boolean::logicalOr));
        List<String> rows = new ArrayList<>();
        currencies.forEach((currency, isDated) -> {
            Map<Integer, BigDecimal[]> sums = new LinkedHashMap<>();
            for (int window : WINDOWS) {
                sums.put(window, sums(cases, currency, window));
            }
            BigDecimal[] year = sums.get(365);
            boolean isOwn = year[0].intValue() >= minCases && (!currency.equals("XXX") || currencies.size() == 1);
            BigDecimal used = isOwn
                    ? BigDecimal.ONE.subtract(year[3].divide(year[1].subtract(year[2]), 12, RoundingMode.HALF_UP))
                    : otherwise;
            sums.forEach((window, sum) -> rows.add(currency + " " + window + ": "
                    + (isDated ? sum[0] + " " + sum[1] + " " + sum[2] + " " + sum[3] : "null null null null") + " "
                    + used.setScale(4, RoundingMode.HALF_UP)));
        });
        return rows;
    }

    private BigDecimal[] sums(Map<String, Case> cases, String currency, int window) {
        BigDecimal[] sums = {BigDecimal.ZERO, ZERO, ZERO, ZERO};
        for (Case each : cases.values()) {
            LocalDate end = each.day().plusDays(window);
            if (!ledger.settledCurrencyOf(each.invoice()).equals(currency)
                    || end.plusDays(lag).isAfter(ledger.asOf())) {
                continue;
            }
            BigDecimal recovered =
                    paid(each, end).subtract(paid(each, each.day())).max(ZERO).min(each.exposure());
            BigDecimal credited = credits(each.invoice(), end.plusDays(lag), end)
                    .subtract(credits(each.invoice(), each.day().plusDays(lag), each.day()))
                    .max(ZERO)
                    .min(each.exposure().subtract(recovered));
            if (each.exposure().subtract(credited).compareTo(ledger.least(each.invoice())) > 0) {
                sums[0] = sums[0].add(BigDecimal.ONE);
                sums[1] = sums[1].add(each.exposure());
                sums[2] = sums[2].add(credited);
                sums[3] = sums[3].add(recovered);
            }
        }
        return sums;
    }

    private BigDecimal paid(Case each, LocalDate day) {
        return ledger.balance(each.invoice(), day.plusDays(lag), day).paid();
    }
}
