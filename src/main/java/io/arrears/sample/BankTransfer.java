package io.arrears.sample;

/**
 * A customer who pays by bank transfer: on time, late, in parts, or never, by reliability at the due date, habit,
 * season and the size of the invoice beside the customer's usual.
 */
final class BankTransfer {

    private static final double NEVER_LOGIT = -5.3;
    private static final int DEFAULT_DAYS = 90;
    private static final double USUAL_DELAY = StrictMath.log(17);

    private final Book book;
    private final Dice dice;
    private final Customer customer;

    BankTransfer(Book book, Dice dice) {
        this.book = book;
        this.dice = dice;
        this.customer = book.customer;
    }

    void collect(Invoice invoice) {
        double reliability = customer.reliability(invoice.due);
        double size = StrictMath.log((double) invoice.amount / (customer.plan().list() * customer.planQty()));
        if (dice.chance(Dice.logistic(NEVER_LOGIT - 1.5 * reliability + 0.35 * size))) {
            neverInTime(invoice);
            return;
        }
        int day = Math.max(invoice.day + 1, invoice.due + delay(invoice, reliability));
        Dunning.until(day, invoice, book, dice);
        if (dice.chance(0.008)) {
            book.bounce(invoice, Math.max(invoice.day, day - dice.between(1, 3)), invoice.openOn(day));
        }
        if (dice.chance(0.07)) {
            part(invoice, day);
            day += dice.between(6, 40);
        }
        book.pay(invoice, day, invoice.openOn(day));
    }

    private int delay(Invoice invoice, double reliability) {
        double holidays =
                switch (Days.monthOfYear(Days.monthOf(Math.min(invoice.due, Days.LAST)))) {
                    case 8, 12 -> 3;
                    default -> 0;
                };
        double usual = USUAL_DELAY - 0.60 * reliability + 0.15 * customer.habit() + 0.55 * dice.normal();
        double delay = StrictMath.exp(usual) - 5 + holidays;
        if (dice.chance(Math.min(0.5, 0.10 * StrictMath.exp(-0.7 * reliability)))) {
            delay += dice.between(15, 60);
        }
        return (int) Math.min(delay, DEFAULT_DAYS - 3);
    }

    private void neverInTime(Invoice invoice) {
        if (dice.chance(0.3)) {
            part(invoice, invoice.due + dice.between(3, 40));
        }
        if (dice.chance(0.25)) {
            int day = invoice.due + DEFAULT_DAYS + dice.between(5, 170);
            Dunning.until(day, invoice, book, dice);
            book.pay(invoice, day, invoice.openOn(day));
        } else {
            Dunning.until(Days.LAST, invoice, book, dice);
        }
    }

    private void part(Invoice invoice, int day) {
        book.pay(invoice, day, Math.round(invoice.amount * dice.between(0.25, 0.75)));
    }
}
