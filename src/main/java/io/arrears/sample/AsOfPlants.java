package io.arrears.sample;

import java.util.List;

/** Cases that lie exactly on, and one day beside, a limit counted back from the as-of day; their scene has any day. */
final class AsOfPlants {

    private static final int GRACE = 7;
    private static final int SHORT_PAYMENT = 30;
    private static final int LONG_OVERDUE = 90;

    static final List<Plant> ALL = List.of(
            new Plant("B01 edge: one day over the grace", scene -> billedLate(scene, GRACE + 1)),
            new Plant("B01 near: last day of the grace", scene -> billedLate(scene, GRACE)),
            new Plant("C01 edge: last payment 30 days ago", scene -> partPaid(scene, SHORT_PAYMENT)),
            new Plant("C01 near: last payment 29 days ago", scene -> partPaid(scene, SHORT_PAYMENT - 1)),
            new Plant("C02 edge: due yesterday", scene -> due(scene, 1)),
            new Plant("C02 near: due today", scene -> due(scene, 0)),
            new Plant("C03 edge: 91 days overdue", scene -> due(scene, LONG_OVERDUE + 1)),
            new Plant("C03 near: 90 days overdue", scene -> due(scene, LONG_OVERDUE)));

    private AsOfPlants() {
    }

    private static Order order(Scene scene, int day) {
        return scene.order(day, scene.product(), 2, scene.product().list(), 0);
    }

    private static void billedLate(Scene scene, int daysAgo) {
        Order order = order(scene, Days.AS_OF - daysAgo);
        scene.settle(scene.bill(order, Days.AS_OF + 1, order.net()));
    }

    private static Invoice due(Scene scene, int daysAgo) {
        int billed = Days.AS_OF - daysAgo - scene.book().customer.terms();
        Order order = order(scene, billed);
        return scene.bill(order, billed, order.net());
    }

    private static void partPaid(Scene scene, int daysAgo) {
        Invoice invoice = due(scene, SHORT_PAYMENT + 10);
        scene.pay(invoice, Days.AS_OF - daysAgo, scene.part(invoice.amount, 0.3, 0.9));
    }
}
