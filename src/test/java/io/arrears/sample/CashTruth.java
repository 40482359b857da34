package io.arrears.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the money of a customer that names no known invoice pays, by plain loops: at most one thing of equal amount, else of one
 * within the tolerance, at most 45 days away; a capture first, then a failed attempt, an order without invoice, an open invoice.
 * The nearest wins; a tie is none.
 */
final class CashTruth {

    private static final int MATCH_DAYS = 45;

    /** {@code debt}: what is paid, whatever it is seen by. */
    private record Counterpart(int rank, Object debt, Object self, int day, long amount) {}

    private record Pair(UnappliedPayment money, Counterpart met, int days) {
        long off() {
            return Math.abs(money.payment().amount() - met.amount);
        }

        boolean isEqual() {
            return off() == 0;
        }

        /** Whether this money comes before the other for one debt. */
        boolean isBefore(Pair other) {
            return isEqual() != other.isEqual() ? isEqual() : days < other.days;
        }
    }

    private final List<Counterpart> counterparts = new ArrayList<>();
    private final Set<Object> met = new HashSet<>();

    private CashTruth() {}

    /** The attempts, orders and invoices whose money is there already. */
    static Set<Object> met(Book book, List<Standing> invoices, Set<Order> billedElsewhere) {
        CashTruth truth = new CashTruth();
        book.invoices.forEach(invoice -> truth.attempts(book, invoice));
        for (Order order : BillingTruth.unbilled(book, invoices)) {
            if (!billedElsewhere.contains(order)) {
                truth.counterparts.add(new Counterpart(3, order, order, order.day, order.net()));
            }
        }
        for (Standing each : invoices) {
            if (each.open() > Book.TOLERANCE) {
                Invoice invoice = each.invoice();
                truth.counterparts.add(new Counterpart(4, invoice, invoice, invoice.day, each.open()));
            }
        }
        truth.match(book);
        return truth.met;
    }

    private void attempts(Book book, Invoice invoice) {
        List<Attempt> attempts = CardTruth.attempts(book, invoice);
        if (attempts.isEmpty()) {
            return;
        }
        Standing standing = Standing.of(invoice);
        long captured = 0;
        for (Attempt each : attempts) {
            if (each.success()) {
                captured += each.amount();
                long above = captured - standing.paid();
                if (above > Book.TOLERANCE) {
                    counterparts.add(new Counterpart(1, invoice, each, each.day(), Math.min(each.amount(), above)));
                }
            }
        }
        Attempt last = attempts.get(attempts.size() - 1);
        if (!last.success() && CardTruth.isOwed(standing)) {
            counterparts.add(new Counterpart(2, invoice, last, last.day(), last.amount()));
        }
    }

    private void match(Book book) {
        List<Pair> pairs = new ArrayList<>();
        for (UnappliedPayment money : book.unapplied) {
            Payment payment = money.payment();
            if (payment.success()
                    && payment.amount() > Book.TOLERANCE
                    && Days.visible(payment.day(), payment.known())) {
                best(money, pairs);
            }
        }
        for (Pair pair : pairs) {
            boolean isNearest = pairs.stream()
                    .filter(other -> other != pair && other.met.debt == pair.met.debt)
                    .allMatch(pair::isBefore);
            if (isNearest) {
                met.add(pair.met.self);
            }
        }
    }

    private void best(UnappliedPayment money, List<Pair> pairs) {
        Payment payment = money.payment();
        List<Pair> fitting = counterparts.stream()
                .map(each -> new Pair(money, each, Math.abs(payment.day() - each.day)))
                .filter(each -> each.off() <= Book.TOLERANCE && each.days <= MATCH_DAYS)
                .sorted(Comparator.comparing((Pair each) -> !each.isEqual())
                        .thenComparingInt(each -> each.met.rank)
                        .thenComparingInt(Pair::days))
                .toList();
        boolean isTie = fitting.size() > 1
                && fitting.get(0).isEqual() == fitting.get(1).isEqual()
                && fitting.get(0).met.rank == fitting.get(1).met.rank
                && fitting.get(0).days == fitting.get(1).days;
        if (!fitting.isEmpty() && !isTie) {
            pairs.add(fitting.get(0));
        }
    }
}
