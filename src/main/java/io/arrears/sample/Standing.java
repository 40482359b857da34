package io.arrears.sample;

import java.util.List;

/** The state of an invoice on the as-of day, from what had happened and was known by then. */
record Standing(Invoice invoice, long amount, long paid, int due, int lastPayment, List<Payment> payments) {

    static Standing of(Invoice invoice) {
        List<Payment> payments = invoice.payments.stream()
                .filter(each -> each.success() && Days.visible(each.day(), each.known()))
                .toList();
        List<Charge> charges = invoice.charges.stream()
                .filter(each -> Days.visible(each.day(), each.known()))
                .toList();
        int due = invoice.due;
        for (Charge charge : charges) {
            due = charge.newDue() == Days.NONE ? due : charge.newDue();
        }
        return new Standing(
                invoice,
                invoice.amount + charges.stream().mapToLong(Charge::amount).sum(),
                payments.stream().mapToLong(Payment::amount).sum(),
                due,
                payments.stream().mapToInt(Payment::day).max().orElse(Days.NONE),
                payments);
    }

    /** Void invoices and invoices of later, or not yet known, do not. */
    boolean counts() {
        return !invoice.isVoid && Days.visible(invoice.day, invoice.known);
    }

    long open() {
        return amount - paid;
    }
}
