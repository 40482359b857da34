package io.arrears.sample;

/**
 * Charges a card for an invoice: one attempt after the invoice date, retries on fixed days when it fails, then
 * dunning. Whether it is paid in the end depends on the customer's reliability at the time, on the reason of the
 * decline and on the amount.
 */
final class CardCollection {

    private static final int[] RETRY_AFTER = {8, 13, 20, 29, 41};
    private static final double FIRST_LOGIT = 0.25;
    private static final double LATE_LOGIT = 3.8;
    private static final long USUAL_AMOUNT = 6_000;

    private final Book book;
    private final Dice dice;
    private final Customer customer;

    CardCollection(Book book, Dice dice) {
        this.book = book;
        this.dice = dice;
        this.customer = book.customer;
    }

    void collect(Invoice invoice) {
        double size = StrictMath.log((double) invoice.amount / USUAL_AMOUNT);
        int first = invoice.day + (dice.chance(0.7) ? 1 : dice.between(0, 2));
        double logit = FIRST_LOGIT + 0.85 * customer.reliability(first) - 0.22 * size;
        if (dice.chance(Dice.logistic(logit))) {
            book.attempt(invoice.order, invoice, first, invoice.amount, true, "capture", null, 0);
            book.pay(invoice, first, invoice.amount);
            return;
        }
        retry(invoice, first, size);
    }

    private void retry(Invoice invoice, int first, double size) {
        Decline reason = Decline.draw(dice);
        int from = book.attempts.size();
        book.attempt(invoice.order, invoice, first, invoice.amount, false, "capture", reason.code, 0);
        int last = first;
        boolean renewed = false;
        for (int after : RETRY_AFTER) {
            int day = first + after + dice.between(-1, 1);
            double reliability = customer.reliability(day);
            if (dice.chance(0.10 * StrictMath.exp(0.6 * reliability))) {
                finish(invoice, from, dice.between(last + 1, day), false);
                return;
            }
            renewed |= dice.chance(reason.renewal * StrictMath.exp(0.5 * reliability));
            double payday = Days.dayOfMonth(day) <= 6 ? 0.4 : 0;
            double logit = (renewed ? 2.5 : reason.retry + payday) + 1.0 * reliability - 0.30 * size;
            if (dice.chance(Dice.logistic(logit))) {
                finish(invoice, from, day, true);
                return;
            }
            reason = dice.chance(0.85) || renewed ? reason : Decline.draw(dice);
            book.attempt(invoice.order, invoice, day, invoice.amount, false, "capture", reason.code, 0);
            last = day;
        }
        afterDunning(invoice, from, last);
    }

    private void afterDunning(Invoice invoice, int from, int last) {
        double logit = LATE_LOGIT + 1.3 * customer.reliability(last);
        boolean pays = dice.chance(Dice.logistic(logit));
        int day = last + (int) (4 + 38 * dice.uniform());
        if (!pays && dice.chance(0.25)) {
            pays = true;
            day = last + dice.between(70, 200);
        }
        if (pays) {
            finish(invoice, from, day, false);
        } else {
            Dunning.until(Days.LAST, invoice, book, dice);
            countRetries(from);
        }
    }

    private void finish(Invoice invoice, int from, int day, boolean byCard) {
        Dunning.until(day, invoice, book, dice);
        long open = invoice.openOn(day);
        if (book.pay(invoice, day, open) && byCard) {
            book.attempt(invoice.order, invoice, day, open, true, "capture", null, 0);
        }
        countRetries(from);
    }

    /** Like many systems, this one keeps only the final number of retries, on every attempt. */
    private void countRetries(int from) {
        int retries = Math.max(0, book.attempts.size() - from - 1);
        for (int i = from; i < book.attempts.size(); i++) {
            book.attempts.set(i, book.attempts.get(i).withRetries(retries));
        }
    }
}
