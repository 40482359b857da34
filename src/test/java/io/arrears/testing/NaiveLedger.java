package io.arrears.testing;

import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The oracle's books: what a company looked like at the end of a day, found by going through every row again for every
 * question. Slow and obvious on purpose.
 */
public final class NaiveLedger {

    public static final BigDecimal ZERO = new BigDecimal("0.0000");

    private static final Comparator<Map<String, Object>> NEWEST = Comparator.comparing(
                    (Map<String, Object> charge) -> date(charge, "charge_date"))
            .thenComparing(charge -> (String) charge.get("charge_id"));

    /** What moves an invoice. */
    static final List<String> MOVES = List.of("stg_charges", "stg_payments", "stg_write_offs");

    private static final String PARTS = "stg_instalments";

    /**
     * An invoice at the end of a day; money in its currency. Write-offs count up to what payments leave open. Parts: those not
     * settled, oldest first; none of an invoice that is not in parts. Due: the oldest of them, else the invoice. Least: what
     * is as good as nothing.
     */
    public record State(
            BigDecimal amount,
            BigDecimal paid,
            BigDecimal writtenOff,
            BigDecimal charges,
            LocalDate due,
            LocalDate lastPaid,
            List<NaiveParts.Part> parts,
            BigDecimal least) {
        /** What nobody has paid, given up or not. */
        public BigDecimal owed() {
            return amount.subtract(paid);
        }

        public BigDecimal open() {
            return owed().subtract(givenUp());
        }

        BigDecimal givenUp() {
            return writtenOff.min(owed().max(ZERO));
        }

        /** What is due and open on an overdue invoice, part by part. */
        BigDecimal overdue(LocalDate day) {
            return parts.isEmpty()
                    ? open()
                    : parts.stream()
                            .filter(part -> part.due().isBefore(day))
                            .map(NaiveParts.Part::amount)
                            .reduce(ZERO, BigDecimal::add);
        }

        /** What a claim on the invoice is about: what is overdue, before that the oldest part. */
        BigDecimal claimed(LocalDate day) {
            return parts.isEmpty() || isOverdue(day)
                    ? overdue(day)
                    : parts.get(0).amount();
        }

        public boolean isOpen() {
            return open().compareTo(least) > 0;
        }

        public boolean isUnpaid() {
            return owed().compareTo(least) > 0;
        }

        public boolean isOverdue(LocalDate day) {
            return isOpen() && due != null && due.isBefore(day);
        }
    }

    /** The first day on which an invoice's balance was settled; late is null without a due date. */
    public record Outcome(String invoice, LocalDate settledOn, Integer late, BigDecimal amount) {}

    private final Map<String, List<Map<String, Object>>> rows = new HashMap<>();
    private final Map<String, Map<Object, List<Map<String, Object>>>> ofInvoices = new HashMap<>();
    private final LocalDate asOf;
    private final Map<String, Map<String, Object>> orders = new HashMap<>();
    private final NaiveCurrencies currencies;
    private final Map<Map<String, Object>, String> known = new IdentityHashMap<>();
    private final Map<Map<String, Object>, String> settled = new IdentityHashMap<>();

    /** @param database all companies of the database that the rows are in */
    public NaiveLedger(StagedRows rows, StagedRows database, LocalDate asOf) {
        this.asOf = asOf;
        this.currencies = new NaiveCurrencies(rows.tables(), database.tables(), asOf, NaiveCurrencies.NONE);
        rows.tables()
                .forEach((table, all) -> this.rows.put(
                        table,
                        all.stream()
                                .filter(row -> date(row, "conflict_from").isAfter(asOf))
                                .toList()));
        for (String table : Stream.concat(MOVES.stream(), Stream.of(PARTS)).toList()) {
            ofInvoices.put(
                    table, this.rows.get(table).stream().collect(Collectors.groupingBy(row -> row.get("invoice_id"))));
        }
        seen("stg_orders", asOf).forEach(order -> orders.put((String) order.get("order_id"), order));
    }

    public LocalDate asOf() {
        return asOf;
    }

    /** Rows of a table known by the end of the day, conflicting ones of the as-of day aside. */
    public List<Map<String, Object>> seen(String table, LocalDate day) {
        return rows.get(table).stream()
                .filter(row -> !date(row, "visible_from").isAfter(day))
                .toList();
    }

    /** The order, if it was known by the end of the day. */
    public Optional<Map<String, Object>> order(Object id, LocalDate day) {
        return Optional.ofNullable(orders.get(id))
                .filter(order -> !date(order, "visible_from").isAfter(day));
    }

    public Object customerOf(Map<String, Object> row) {
        Object own = row.get("customer_id");
        return own != null
                ? own
                : order(row.get("order_id"), date(row, "visible_from"))
                        .map(o -> o.get("customer_id"))
                        .orElse(null);
    }

    /** The currency that the day knew on which the row became known: of what observations are made of. */
    public String currencyOf(Map<String, Object> row) {
        return known.computeIfAbsent(row, currencies::known);
    }

    /** The currency that the as-of day knows. */
    public String settledCurrencyOf(Map<String, Object> row) {
        return settled.computeIfAbsent(row, currencies::settled);
    }

    /** Whether the invoice is no debt, or not yet. */
    static boolean isVoid(Map<String, Object> invoice) {
        return isVoid((String) invoice.get("status"));
    }

    static boolean isVoid(String state) {
        return "void".equals(state) || "draft".equals(state);
    }

    /** What is as good as nothing of an amount of the row. */
    BigDecimal least(Map<String, Object> row) {
        return NaiveCurrencies.minorUnit(currencyOf(row));
    }

    public Object repOf(Map<String, Object> row) {
        return order(row.get("order_id"), date(row, "visible_from"))
                .map(o -> o.get("sales_rep_id"))
                .orElse(null);
    }

    /** The invoice as known at the end of the day, which is not before it became known itself. */
    public State at(Map<String, Object> invoice, LocalDate day) {
        return balance(invoice, day, asOf.plusYears(100));
    }

    /** The invoice from what is dated by one day and known by another. */
    public State balance(Map<String, Object> invoice, LocalDate knownBy, LocalDate datedBy) {
        BigDecimal amount = date(invoice, "invoice_date").isAfter(datedBy) ? ZERO : (BigDecimal) invoice.get("amount");
        BigDecimal paid = ZERO;
        BigDecimal charges = ZERO;
        BigDecimal writtenOff = ZERO;
        Map<String, Object> moved = null;
        LocalDate lastPaid = null;
        for (Map<String, Object> charge : of(invoice, "stg_charges", knownBy)) {
            if (!date(charge, "charge_date").isAfter(datedBy)) {
                amount = amount.add((BigDecimal) charge.get("amount"));
                charges = charges.add((BigDecimal) charge.get("amount"));
                moved = charge.get("new_due_date") != null && (moved == null || NEWEST.compare(charge, moved) > 0)
                        ? charge
                        : moved;
            }
        }
        NaivePayments payments = payments(invoice, knownBy);
        for (Map<String, Object> payment : payments.all()) {
            if (!date(payment, "payment_date").isAfter(datedBy)) {
                paid = paid.add((BigDecimal) payment.get("amount"));
            }
        }
        for (Map<String, Object> payment : payments.stayed()) {
            lastPaid = later(lastPaid, date(payment, "payment_date"));
        }
        for (Map<String, Object> writeOff : of(invoice, "stg_write_offs", knownBy)) {
            writtenOff = writtenOff.add((BigDecimal) writeOff.get("amount"));
        }
        writtenOff = writtenOff.add(givenUp(invoice, knownBy, writtenOff));
        LocalDate newDue = moved == null ? null : date(moved, "new_due_date");
        LocalDate due = newDue == null ? date(invoice, "due_date") : newDue;
        State whole = new State(amount, paid, writtenOff, charges, due, lastPaid, List.of(), least(invoice));
        NaiveParts parts = parts(invoice);
        if (parts.isNone()) {
            return whole;
        }
        List<NaiveParts.Part> open = parts.open(whole.open(), charges, newDue, least(invoice));
        return new State(amount, paid, writtenOff, charges, open.get(0).due(), lastPaid, open, least(invoice));
    }

    /** The first day on which the ledger says that the invoice is given up. */
    Optional<LocalDate> givenUpOn(Map<String, Object> invoice) {
        return Optional.ofNullable(date(invoice, "given_up_from"))
                .map(from -> later(from, date(invoice, "visible_from")));
    }

    /** What a state gives up: all that is open on its first day, less what rows of write-offs that come later book of it. */
    private BigDecimal givenUp(Map<String, Object> invoice, LocalDate knownBy, BigDecimal writtenOff) {
        LocalDate first = givenUpOn(invoice).orElse(knownBy.plusDays(1));
        if (first.isAfter(knownBy)) {
            return ZERO;
        }
        BigDecimal before = sum(invoice, "stg_write_offs", first);
        BigDecimal paid = payments(invoice, first).all().stream()
                .map(row -> (BigDecimal) row.get("amount"))
                .reduce(ZERO, BigDecimal::add);
        BigDecimal billed = ((BigDecimal) invoice.get("amount")).add(sum(invoice, "stg_charges", first));
        BigDecimal open = billed.subtract(paid).subtract(before).max(ZERO);
        return open.subtract(writtenOff.subtract(before).min(open).max(ZERO));
    }

    private BigDecimal sum(Map<String, Object> invoice, String table, LocalDate knownBy) {
        return of(invoice, table, knownBy).stream()
                .map(row -> (BigDecimal) row.get("amount"))
                .reduce(ZERO, BigDecimal::add);
    }

    /** The parts of the invoice; they are known with it. */
    NaiveParts parts(Map<String, Object> invoice) {
        return NaiveParts.of(
                (BigDecimal) invoice.get("amount"),
                least(invoice),
                of(invoice, PARTS, asOf).stream()
                        .map(row -> Map.entry(date(row, "due_date"), (BigDecimal) row.get("amount")))
                        .toList());
    }

    LocalDate newDue(Map<String, Object> invoice, LocalDate day) {
        return of(invoice, "stg_charges", day).stream()
                .filter(charge -> charge.get("new_due_date") != null)
                .max(NEWEST)
                .map(charge -> date(charge, "new_due_date"))
                .orElse(null);
    }

    private NaivePayments payments(Map<String, Object> invoice, LocalDate knownBy) {
        return NaivePayments.of(of(invoice, "stg_payments", knownBy).stream()
                .filter(row -> (boolean) row.get("is_success"))
                .toList());
    }

    public List<Map<String, Object>> of(Map<String, Object> invoice, String table, LocalDate knownBy) {
        return ofInvoices.get(table).getOrDefault(invoice.get("invoice_id"), List.of()).stream()
                .filter(row -> !date(row, "visible_from").isAfter(knownBy))
                .toList();
    }

    /**
     * The outcome of the invoice, if it was known by the end of the day: the first day on which the money that stayed, as that
     * day knows it, had settled it. Days late are those of the part that was settled the latest.
     */
    public Optional<Outcome> outcome(Map<String, Object> invoice, LocalDate day) {
        List<LocalDate> days = new ArrayList<>(List.of(date(invoice, "visible_from")));
        for (String table : MOVES) {
            of(invoice, table, day).forEach(row -> days.add(later(date(row, "visible_from"), days.get(0))));
        }
        days.sort(Comparator.naturalOrder());
        NaivePayments payments = payments(invoice, day);
        List<NaiveParts.Part> unsettled = new ArrayList<>(parts(invoice).parts());
        Integer late = null;
        for (LocalDate each : days) {
            State state = at(invoice, each);
            BigDecimal received = payments.gone();
            LocalDate lastEvent = date(invoice, "invoice_date");
            for (Map<String, Object> payment : payments.stayed()) {
                if (!date(payment, "visible_from").isAfter(each)) {
                    received = received.add((BigDecimal) payment.get("amount"));
                    lastEvent = later(lastEvent, date(payment, "payment_date"));
                }
            }
            for (Map<String, Object> charge : of(invoice, "stg_charges", each)) {
                lastEvent = later(lastEvent, date(charge, "charge_date"));
            }
            boolean isBilled = state.amount().compareTo(least(invoice)) > 0;
            BigDecimal owed = state.amount().subtract(received);
            for (NaiveParts.Part part : List.copyOf(unsettled)) {
                if (isBilled && owed.subtract(part.laterWith(state.charges())).compareTo(least(invoice)) <= 0) {
                    int own = days(later(part.due(), newDue(invoice, each)), lastEvent);
                    late = late == null ? own : Math.max(late, own);
                    unsettled.remove(part);
                }
            }
            if (isBilled && state.amount().subtract(received).compareTo(least(invoice)) <= 0) {
                return Optional.of(new Outcome(
                        (String) invoice.get("invoice_id"),
                        each,
                        state.parts().isEmpty() && state.due() != null
                                ? Integer.valueOf(days(state.due(), lastEvent))
                                : late,
                        state.amount()));
            }
        }
        return Optional.empty();
    }

    /** The customer's invoices known by the end of the day, this one aside. */
    public List<Map<String, Object>> others(Object customer, Object invoiceId, LocalDate day) {
        return seen("stg_invoices", day).stream()
                .filter(row -> customer.equals(customerOf(row)) && !Objects.equals(row.get("invoice_id"), invoiceId))
                .toList();
    }

    public static LocalDate later(LocalDate left, LocalDate right) {
        return left == null ? right : right == null || left.isAfter(right) ? left : right;
    }

    public static int days(LocalDate from, LocalDate to) {
        return (int) ChronoUnit.DAYS.between(from, to);
    }
}
