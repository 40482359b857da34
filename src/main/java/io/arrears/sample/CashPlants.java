package io.arrears.sample;

import java.util.List;

/** Invoices paid wrongly, or booked wrongly; and invoices that only look so. */
final class CashPlants {

    private static final long SMALL_ERROR = 1_000;
    private static final int MATCH_DAYS = 45;

    static final List<Plant> ALL = List.of(
            new Plant("C01 short payment", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.pay(invoice, invoice.due + scene.dice().between(0, 5), scene.part(invoice.amount, 0.5, 0.97));
            }),
            new Plant("C01 near: one cent short", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.pay(invoice, invoice.due, invoice.amount - 1);
            }),
            new Plant("C02, C03 never paid", scene -> scene.bill(scene.order())),
            new Plant("C04 paid twice", scene -> {
                Invoice invoice = scene.bill(scene.order());
                int day = scene.settle(invoice);
                scene.pay(invoice, day + scene.dice().between(0, 2), invoice.amount);
            }),
            new Plant("C04 edge: again on the third day", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.pay(invoice, scene.settle(invoice) + 3, invoice.amount);
            }),
            new Plant("C04 near: again on the fourth day", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.pay(invoice, scene.settle(invoice) + 4, invoice.amount);
            }),
            new Plant("C04 near: two equal halves", scene -> {
                Order order = scene.order(scene.product(), 2, scene.product().list(), 0);
                Invoice invoice = scene.bill(order);
                int day = scene.pay(invoice, invoice.day + 2, invoice.amount / 2);
                scene.pay(invoice, day + 2, invoice.amount - invoice.amount / 2);
            }),
            new Plant("C04 near: bounced, then paid", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.book().bounce(invoice, invoice.day, invoice.amount);
                scene.settle(invoice);
            }),
            new Plant("C05 overpaid", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.pay(invoice, invoice.day + 3, invoice.amount + scene.part(invoice.amount, 0.02, 0.2));
            }),
            new Plant("C05 near: one cent over", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.pay(invoice, invoice.day + 3, invoice.amount + 1);
            }),
            new Plant("C06 for an unknown invoice", scene -> scene.book()
                    .payUnknown(scene.day() + 1, scene.product().list(), true)),
            new Plant("C06 near: bounced", scene -> scene.book()
                    .payUnknown(scene.day() + 1, scene.product().list(), false)),
            new Plant("C06 near: one cent", scene -> scene.book().payUnknown(scene.day() + 1, 1, true)),
            new Plant("C06 pair: captured, booked on a wrong number", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.capture(invoice, invoice.day + 1);
                scene.book().payUnknown(invoice.day + 3, invoice.amount, true);
            }),
            new Plant("C06 pair: declined, then transferred without the number", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.decline(invoice, invoice.day + 1, Decline.INSUFFICIENT_FUNDS);
                scene.book().payUnknown(invoice.day + 12, invoice.amount, true);
            }),
            new Plant("C06 pair: never billed, and its money came", scene -> {
                Order order = scene.order();
                scene.book().payUnknown(order.day + MATCH_DAYS, order.net(), true);
            }),
            new Plant("C06 near: its money came a day too late", scene -> {
                Order order = scene.order();
                scene.book().payUnknown(order.day + MATCH_DAYS + 1, order.net(), true);
            }),
            new Plant("C14 called paid, is open", scene -> {
                Invoice invoice = scene.bill(scene.order());
                invoice.wrongStatus = Invoice.PAID;
            }),
            new Plant("C14 called unpaid, is paid", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.settle(invoice);
                invoice.wrongStatus = Invoice.UNPAID;
            }),
            new Plant("C14 another amount stored", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.settle(invoice);
                invoice.wrongPaid = -SMALL_ERROR;
            }),
            new Plant("C14 near: one cent off", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.settle(invoice);
                invoice.wrongPaid = 1;
            }));

    private CashPlants() {}
}
