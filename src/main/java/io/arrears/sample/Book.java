package io.arrears.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that happened with one customer. Rows dated after {@link Days#LAST} are not written: they have not
 * happened.
 */
final class Book {

    /** In cents. */
    static final long TOLERANCE = 1;

    private static final int DUPLICATE_DAYS = 4;
    private static final long DUPLICATE_CENTS = 5;

    final Customer customer;
    final List<Order> orders = new ArrayList<>();
    final List<Invoice> invoices = new ArrayList<>();
    final List<Attempt> attempts = new ArrayList<>();
    final List<UnappliedPayment> unapplied = new ArrayList<>(0);
    final List<LooseReturn> looseReturns = new ArrayList<>(0);
    /** 0: none. */
    long creditLimit;

    private final Numberings keys;
    private final Dice dice;

    Book(Customer customer, Numberings keys, Dice dice) {
        this.customer = customer;
        this.creditLimit = customer.creditLimit();
        this.keys = keys;
        this.dice = dice;
    }

    Order order(int day, Product product, int qty, long price, long discount) {
        Order order = new Order(keys.orders().next(day), day, product, qty, price, discount);
        orders.add(order);
        return order;
    }

    Invoice bill(Order order, int day, int terms, long amount) {
        int known = dice.chance(0.002) ? late(day, 3) : day;
        Invoice invoice = new Invoice(keys.invoices().next(day), order, day, day + terms, amount, known);
        invoices.add(invoice);
        return invoice;
    }

    /** False when the day is beyond the last one: then nothing happened. */
    boolean pay(Invoice invoice, int day, long amount) {
        return payment(invoice, day, amount, true);
    }

    boolean bounce(Invoice invoice, int day, long amount) {
        return payment(invoice, day, amount, false);
    }

    private boolean payment(Invoice invoice, int day, long amount, boolean success) {
        if (day > Days.LAST) {
            return false;
        }
        int known = Math.max(invoice.known, dice.chance(0.005) ? late(day, 12) : day);
        invoice.payments.add(new Payment(keys.payments().next(day), day, amount, success, known));
        return true;
    }

    void payUnknown(int day, long amount, boolean success) {
        if (day <= Days.LAST) {
            Payment payment = new Payment(keys.payments().next(day), day, amount, success, day);
            unapplied.add(new UnappliedPayment(keys.invoices().unused(day), payment));
        }
    }

    void charge(Invoice invoice, int day, long amount, int newDue) {
        if (day <= Days.LAST) {
            int known = Math.max(invoice.known, dice.chance(0.02) ? late(day, 3) : day);
            invoice.charges.add(new Charge(day, amount, newDue, known));
        }
    }

    Return refund(Order order, int day, int qty, long amount, String reason) {
        if (day > Days.LAST) {
            return null;
        }
        Return refund =
                new Return(keys.returns().next(day), day, qty, amount, reason, dice.chance(0.01) ? late(day, 10) : day);
        order.returns.add(refund);
        return refund;
    }

    void refundLoosely(Product product, int day, int qty, long amount) {
        Return back = new Return(keys.returns().next(day), day, qty, amount, "not_needed", day);
        looseReturns.add(new LooseReturn(product, back));
    }

    void attempt(
            Order order,
            Invoice invoice,
            int day,
            long amount,
            boolean success,
            String type,
            String reason,
            int retries) {
        attempt(order, invoice, day, amount, success, type, reason, retries, success && dice.chance(0.002));
    }

    /** A capture of all that was invoiced; {@code declined} is null when it succeeds. */
    void capture(Invoice invoice, int day, Decline declined, boolean chargeback) {
        attempt(
                invoice.order,
                invoice,
                day,
                invoice.amount,
                declined == null,
                "capture",
                declined == null ? null : declined.code,
                0,
                chargeback);
    }

    private void attempt(
            Order order,
            Invoice invoice,
            int day,
            long amount,
            boolean success,
            String type,
            String reason,
            int retries,
            boolean chargeback) {
        if (day <= Days.LAST) {
            int second = dice.between(6 * 3600, 21 * 3600);
            attempts.add(new Attempt(
                    keys.attempts().next(day),
                    order,
                    invoice,
                    day,
                    second,
                    amount,
                    success,
                    type,
                    reason,
                    retries,
                    chargeback));
        }
    }

    /** In cents, on the as-of day, credit balances apart. */
    long owed() {
        return invoices.stream()
                .map(Standing::of)
                .filter(Standing::counts)
                .mapToLong(each -> Math.max(0, each.open()))
                .sum();
    }

    /** The day of the last order, invoice or payment, known or not; FIRST without any. */
    int lastEvent() {
        int last = orders.stream().mapToInt(each -> each.day).max().orElse(Days.FIRST);
        for (Invoice invoice : invoices) {
            last = Math.max(last, invoice.day);
            last = Math.max(
                    last,
                    invoice.payments.stream().mapToInt(Payment::known).max().orElse(last));
        }
        return last;
    }

    /** No other invoice of this customer of (nearly) this amount within the days in which they would look like one. */
    boolean isFree(int day, long amount) {
        for (Invoice other : invoices) {
            if (Math.abs(other.day - day) <= DUPLICATE_DAYS && Math.abs(other.amount - amount) <= DUPLICATE_CENTS) {
                return false;
            }
        }
        return true;
    }

    private int late(int day, int most) {
        return Math.min(Days.LAST, day + dice.between(1, most));
    }

    /** Sets the columns that the billing system overwrites, from what had happened and was known on the as-of day. */
    static void store(Invoice invoice) {
        long owed = invoice.isVoid ? 0 : invoice.amount;
        for (Charge charge : invoice.charges) {
            owed += Days.visible(charge.day(), charge.known()) ? charge.amount() : 0;
        }
        for (Payment payment : invoice.payments) {
            if (payment.success() && Days.visible(payment.day(), payment.known())) {
                invoice.storedPaid += payment.amount();
                invoice.storedPaidDay = Math.max(invoice.storedPaidDay, payment.day());
            }
        }
        boolean settled = owed - invoice.storedPaid <= TOLERANCE;
        invoice.storedStatus = invoice.isVoid
                ? Invoice.VOID
                : settled ? Invoice.PAID : invoice.storedPaid > 0 ? Invoice.PARTIAL : Invoice.UNPAID;
        if (!settled) {
            invoice.storedPaidDay = Days.NONE;
        }
        invoice.storedStatus = invoice.wrongStatus == null ? invoice.storedStatus : invoice.wrongStatus;
        invoice.storedPaid += invoice.wrongPaid;
    }
}
