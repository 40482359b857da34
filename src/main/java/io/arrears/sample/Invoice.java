package io.arrears.sample;

import java.util.ArrayList;
import java.util.List;

/** One invoice with its events. The stored columns are what the billing system says, which is mostly true. */
final class Invoice {

    static final String PAID = "paid";
    static final String PARTIAL = "partial";
    static final String UNPAID = "unpaid";
    static final String VOID = "void";

    final long id;
    final Order order;
    final int day;
    final int due;
    final long amount;
    final int known;
    final List<Payment> payments = new ArrayList<>(1);
    final List<Charge> charges = new ArrayList<>(0);
    boolean isVoid;
    /** As the billing system overwrites them; see {@link Book#store}. */
    String storedStatus;

    long storedPaid;
    int storedPaidDay = Days.NONE;
    /** What the billing system got wrong. */
    String wrongStatus;

    long wrongPaid;

    Invoice(long id, Order order, int day, int due, long amount, int known) {
        this.id = id;
        this.order = order;
        this.day = day;
        this.due = due;
        this.amount = amount;
        this.known = known;
    }

    /** What is owed at the end of this day by the events dated until then, without regard to when they became known. */
    long openOn(int atDay) {
        long open = isVoid ? 0 : amount;
        for (Charge charge : charges) {
            open += charge.day() <= atDay ? charge.amount() : 0;
        }
        for (Payment payment : payments) {
            open -= payment.day() <= atDay && payment.success() ? payment.amount() : 0;
        }
        return open;
    }
}
