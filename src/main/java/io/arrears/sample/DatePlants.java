package io.arrears.sample;

import java.util.List;

/** Things that happened in the wrong order, or too late; and things that only look so. */
final class DatePlants {

    private static final int LATE_BILLING = 14;
    private static final int LONGEST_TERMS = 120;

    static final List<Plant> ALL = List.of(
            new Plant(
                    "B04 billed late",
                    scene -> billedAfter(scene, LATE_BILLING + scene.dice().between(2, 30))),
            new Plant("B04 edge: day 15", scene -> billedAfter(scene, LATE_BILLING + 1)),
            new Plant("B04 near: day 14", scene -> billedAfter(scene, LATE_BILLING)),
            new Plant(
                    "B08 due before the invoice",
                    scene -> scene.settle(due(scene, -scene.dice().between(1, 9)))),
            new Plant("B08 near: due at once", scene -> scene.settle(due(scene, 0))),
            new Plant("B08 edge: 121 days to pay", scene -> scene.settle(due(scene, LONGEST_TERMS + 1))),
            new Plant("B08 near: 120 days to pay", scene -> scene.settle(due(scene, LONGEST_TERMS))),
            new Plant("B08 invoiced before the order", scene -> {
                Order order = scene.order();
                scene.settle(scene.bill(
                        order, notBeforeTheFirst(order.day - scene.dice().between(1, 5)), order.net()));
            }),
            new Plant("C07 paid before the invoice", scene -> {
                Order order = scene.order();
                Invoice invoice = scene.bill(order, order.day + 2, order.net());
                scene.pay(invoice, invoice.day - 1, invoice.amount);
            }),
            new Plant("C07 near: paid the same day", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.pay(invoice, invoice.day, invoice.amount);
            }),
            new Plant("R10 refund before the order", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, notBeforeTheFirst(order.day - scene.dice().between(1, 5)), 1, order.net() / 5);
            }),
            new Plant("R10 near: refund on the day of the order", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.day, 1, order.net() / 5);
            }));

    /** For customers who joined after the first day; the scene is the day of the sign-up. */
    static final List<Plant> AT_SIGNUP = List.of(
            new Plant(
                    "A06 order before the sign-up",
                    scene -> ordered(scene, scene.dice().between(2, 20))),
            new Plant("A06 edge: the day before", scene -> ordered(scene, 1)),
            new Plant("A06 near: on the day", scene -> ordered(scene, 0)));

    private DatePlants() {}

    private static int notBeforeTheFirst(int day) {
        return Math.max(Days.FIRST, day);
    }

    private static void billedAfter(Scene scene, int days) {
        Order order = scene.order();
        scene.settle(scene.bill(order, order.day + days, order.net()));
    }

    private static Invoice due(Scene scene, int terms) {
        Order order = scene.order();
        return scene.book().bill(order, order.day, terms, order.net());
    }

    private static void ordered(Scene scene, int daysBefore) {
        Product product = scene.product();
        scene.paid(scene.order(notBeforeTheFirst(scene.day() - daysBefore), product, 2, product.list(), 0));
    }
}
