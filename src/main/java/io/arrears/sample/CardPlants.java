package io.arrears.sample;

import java.util.List;

/** Cards charged wrongly, or booked wrongly; and attempts that only look so. */
final class CardPlants {

    private static final int VISA_CAP = 20;
    private static final int MASTERCARD_CAP_A_DAY = 10;
    private static final int MANY = 36;

    static final List<Plant> ALL = List.of(
            new Plant("C08 failed and not tried again", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.decline(invoice, invoice.day + 1, Decline.INSUFFICIENT_FUNDS);
            }),
            new Plant("C08 near: the card was lost", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.decline(invoice, invoice.day + 1, Decline.LOST_OR_STOLEN);
            }),
            new Plant("C08 near: paid by other means", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.decline(invoice, invoice.day, Decline.DO_NOT_HONOR);
                scene.settle(invoice);
            }),
            new Plant("C09 retried after the card was lost", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.decline(invoice, invoice.day, Decline.LOST_OR_STOLEN);
                scene.decline(invoice, invoice.day + 3, Decline.LOST_OR_STOLEN);
                scene.pay(invoice, invoice.day + 5, invoice.amount);
            }),
            new Plant("C09 near: another card", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.decline(invoice, invoice.day, Decline.LOST_OR_STOLEN);
                scene.capture(invoice, invoice.day + 3);
                scene.pay(invoice, invoice.day + 3, invoice.amount);
            }),
            new Plant("C10 too many attempts", scene -> attempts(scene, 1)),
            new Plant("C10 near: as many as allowed", scene -> attempts(scene, 0)),
            new Plant("C11 captured, not recorded", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.capture(invoice, invoice.day + 1);
            }),
            new Plant("C11 near: recorded days later", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.capture(invoice, invoice.day + 1);
                scene.pay(invoice, invoice.day + 4, invoice.amount);
            }),
            new Plant("C12 recorded, not captured", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.decline(invoice, invoice.day + 1, Decline.LIMIT_EXCEEDED);
                scene.pay(invoice, invoice.day + 1, invoice.amount);
            }),
            new Plant("C12 near: paid the next day", scene -> {
                Invoice invoice = scene.bill(scene.order());
                scene.decline(invoice, invoice.day + 1, Decline.LIMIT_EXCEEDED);
                scene.pay(invoice, invoice.day + 2, invoice.amount);
            }),
            new Plant("C13 charged back", scene -> chargedBack(scene)),
            new Plant("C13 charged back and refunded", scene -> {
                Order order = chargedBack(scene);
                scene.refund(order, order.qty, order.net());
            }));

    private CardPlants() {}

    private static Order chargedBack(Scene scene) {
        Order order = scene.order();
        Invoice invoice = scene.bill(order);
        scene.book().capture(invoice, invoice.day + 1, null, true);
        scene.pay(invoice, invoice.day + 1, invoice.amount);
        return order;
    }

    /** The most the network allows and these; networks without a cap bear many. Paid in the end. */
    private static void attempts(Scene scene, int more) {
        Invoice invoice = scene.bill(scene.order());
        boolean inOneDay = scene.book().customer.method().equals("mastercard");
        int attempts =
                switch (scene.book().customer.method()) {
                    case "visa" -> VISA_CAP + more;
                    case "mastercard" -> MASTERCARD_CAP_A_DAY + more;
                    default -> MANY;
                };
        for (int i = 0; i < attempts; i++) {
            scene.decline(invoice, invoice.day + (inOneDay ? 1 : i % 30), Decline.INSUFFICIENT_FUNDS);
        }
        scene.pay(invoice, invoice.day + 31, invoice.amount);
    }
}
