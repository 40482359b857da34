package io.arrears.sample;

import java.util.List;

/**
 * Plays one customer's months: subscription and other orders, invoices, collection, returns; defects where they are
 * due.
 */
final class OrderToCash {

    private static final double[] SEASON = {0.8, 0.8, 0.95, 1.0, 1.0, 0.95, 0.85, 0.8, 1.05, 1.1, 1.35, 1.5};
    private static final int LAST_BILLING_DAY = 28;
    private static final int RETURN_DAYS = 30;
    private static final String[] REASONS = {"damaged", "wrong_item", "not_needed", "late_delivery", "defective"};

    private final Company company;
    private final Defects defects;

    OrderToCash(Company company, Defects defects) {
        this.company = company;
        this.defects = defects;
    }

    /** At most this many invoices, or fewer where the customer leaves before. */
    void play(Book book, Dice dice, long mostInvoices) {
        Customer customer = book.customer;
        int start = Math.max(customer.signup(), Days.FIRST);
        defects.plantAtSignup(book, dice, mostInvoices);
        for (int month = Days.monthOf(start); month < Days.months(); month++) {
            int billing = Days.inMonth(month, customer.billingDay());
            subscription(book, dice, mostInvoices, Math.max(start, billing - dice.between(0, 2)), billing);
            double extra = customer.segment().extraOrders * SEASON[month % SEASON.length];
            while (dice.chance(extra / (1 + extra))) {
                extraOrder(book, dice, mostInvoices, Days.inMonth(month, dice.between(1, LAST_BILLING_DAY)));
            }
        }
        defects.plantAtAsOf(book, dice, mostInvoices);
    }

    private void subscription(Book book, Dice dice, long most, int day, int billing) {
        Customer customer = book.customer;
        if (billing < day || !isCustomer(customer, billing) || book.invoices.size() >= most) {
            return;
        }
        int swing = Math.max(0, customer.planQty() / 8);
        int qty = customer.planQty() + dice.between(-swing, swing);
        if (defects.isDue(dice, book, most)) {
            defects.plant(book, dice, customer.plan(), day);
        } else {
            sell(book, dice, most, customer.plan(), qty, day, billing);
        }
    }

    private void extraOrder(Book book, Dice dice, long most, int day) {
        Customer customer = book.customer;
        if (!isCustomer(customer, day) || book.invoices.size() >= most) {
            return;
        }
        List<Product> goods = company.equipment();
        Product product = dice.chance(0.03) ? company.passThrough() : goods.get(dice.between(0, goods.size() - 1));
        int qty = customer.segment() == Segment.CONSUMER ? dice.between(1, 2) : dice.between(1, 8);
        if (defects.isDue(dice, book, most)) {
            defects.plant(book, dice, product, day);
        } else {
            sell(book, dice, most, product, qty, day, Math.min(Days.LAST_SALE, day + dice.between(0, 3)));
        }
    }

    private static boolean isCustomer(Customer customer, int day) {
        return day >= Math.max(customer.signup(), Days.FIRST) && day <= Math.min(customer.leaves(), Days.LAST_SALE);
    }

    private void sell(Book book, Dice dice, long most, Product product, int qty, int day, int billing) {
        Customer customer = book.customer;
        long gross = qty * product.list();
        long discount = product == company.passThrough() ? 0 : Math.round(gross * customer.discount());
        if (!book.isFree(billing, gross - discount)) {
            return;
        }
        Order order = book.order(day, product, qty, product.list(), discount);
        if (dice.chance(0.008)) {
            order.forcedStatus = Order.CANCELLED;
            return;
        }
        long first = order.net();
        int second = billing + dice.between(5, 20);
        long part = Math.round(order.net() * 0.6);
        boolean split = customer.segment() == Segment.ENTERPRISE
                && dice.chance(0.03)
                && second <= Days.LAST_SALE
                && most - book.invoices.size() > 1
                && book.isFree(billing, part)
                && book.isFree(second, order.net() - part);
        if (split) {
            first = part;
        }
        Invoice invoice = book.bill(order, billing, customer.terms(), first);
        collect(book, dice, invoice);
        if (split) {
            collect(book, dice, book.bill(order, second, customer.terms(), order.net() - first));
        } else if (company.equipment().contains(product)) {
            perhapsReturn(book, dice, order, invoice);
        }
    }

    static void collect(Book book, Dice dice, Invoice invoice) {
        if (book.customer.card()) {
            new CardCollection(book, dice).collect(invoice);
        } else {
            new BankTransfer(book, dice).collect(invoice);
        }
    }

    /** Goods come back within the policy's days, after they were paid for. */
    private static void perhapsReturn(Book book, Dice dice, Order order, Invoice invoice) {
        double reluctance = 0.3 * book.customer.rep().grip() + 0.4 * book.customer.habit();
        if (invoice.payments.isEmpty() || !dice.chance(Dice.logistic(-2.2 - reluctance))) {
            return;
        }
        Payment last = invoice.payments.get(invoice.payments.size() - 1);
        int day = Math.max(last.day() + 1, order.day + dice.between(4, RETURN_DAYS));
        if (day > order.day + RETURN_DAYS || invoice.openOn(day) > 0 || last.known() > day) {
            return;
        }
        int qty = dice.between(1, order.qty);
        boolean kept = dice.chance(0.8);
        long refund = Math.round((double) order.net() * qty / order.qty * (kept ? dice.between(0.5, 0.8) : 1));
        if (book.refund(order, day, qty, refund, dice.one(REASONS)) != null && book.customer.card()) {
            book.attempt(order, invoice, day, refund, true, "refund", null, 0);
        }
    }
}
