package io.arrears.sample;

/** Where a defect is planted: one customer, one product, one day; and the plain steps its chain is made of. */
record Scene(Book book, Dice dice, Product product, Product cheapest, Product passThrough, int day) {

    private static final int LONGEST_BILLING = 2;
    private static final int FEW = 4;

    Order order() {
        return order(product, dice.between(2, FEW), product.list(), 0);
    }

    /** A net amount of which 80 % is a whole number of cents. */
    Order orderOfFive() {
        return order(product, 5, product.list(), 0);
    }

    Order order(Product sold, int qty, long price, long discount) {
        return order(day, sold, qty, price, discount);
    }

    Order order(int onDay, Product sold, int qty, long price, long discount) {
        return book.order(onDay, sold, qty, price, discount);
    }

    Invoice bill(Order order) {
        return bill(order, order.net());
    }

    Invoice bill(Order order, long amount) {
        return bill(order, order.day + dice.between(0, LONGEST_BILLING), amount);
    }

    Invoice bill(Order order, int onDay, long amount) {
        return book.bill(order, Math.min(onDay, Days.LAST), book.customer.terms(), amount);
    }

    /** Paid in full a few days after the invoice. */
    int settle(Invoice invoice) {
        return pay(invoice, invoice.day + dice.between(1, FEW), invoice.amount);
    }

    /** Returns the day of the payment. */
    int pay(Invoice invoice, int onDay, long amount) {
        book.pay(invoice, onDay, amount);
        return onDay;
    }

    /** An order billed and paid as it should be. */
    Order paid(Order order) {
        settle(bill(order));
        return order;
    }

    /** A paid order of which this amount is refunded within the policy's days. */
    Return refund(Order order, int qty, long amount) {
        return refund(order, order.day + dice.between(10, 25), qty, amount);
    }

    Return refund(Order order, int onDay, int qty, long amount) {
        return book.refund(order, onDay, qty, amount, "not_needed");
    }

    /** The card is charged for the invoice. */
    void capture(Invoice invoice, int onDay) {
        book.capture(invoice, onDay, null, false);
    }

    void decline(Invoice invoice, int onDay, Decline reason) {
        book.capture(invoice, onDay, reason, false);
    }

    /** This share of an amount, between the bounds, in cents. */
    long part(long amount, double low, double high) {
        return Math.round(amount * dice.between(low, high));
    }
}
