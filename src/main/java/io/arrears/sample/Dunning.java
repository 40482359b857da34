package io.arrears.sample;

/** What the company does while an invoice is open: a goodwill credit, more time, a late fee. */
final class Dunning {

    private static final int CREDIT_AFTER = 3;
    private static final int AGREEMENT_AFTER = 20;
    private static final int FEE_AFTER = 30;
    private static final long SMALLEST_FEE = 250;

    private Dunning() {}

    /** Until this day nothing was settled. */
    static void until(int day, Invoice invoice, Book book, Dice dice) {
        if (day > invoice.day + CREDIT_AFTER && dice.chance(0.004)) {
            book.charge(
                    invoice,
                    invoice.day + CREDIT_AFTER,
                    -Math.round(invoice.amount * dice.between(0.03, 0.12)),
                    Days.NONE);
        }
        boolean business = book.customer.segment() != Segment.CONSUMER;
        int agreed = invoice.due + AGREEMENT_AFTER;
        if (day > agreed && business && dice.chance(0.02)) {
            book.charge(invoice, agreed, 0, invoice.due + 2 * AGREEMENT_AFTER);
        } else if (day > invoice.due + FEE_AFTER && dice.chance(0.15)) {
            book.charge(invoice, invoice.due + FEE_AFTER, Math.max(SMALLEST_FEE, invoice.amount / 50), Days.NONE);
        }
    }
}
