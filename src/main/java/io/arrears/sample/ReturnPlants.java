package io.arrears.sample;

import java.util.List;

/** Returns and refunds that break a rule; and some that only look so. */
final class ReturnPlants {

    private static final int RETURN_WINDOW = 30;

    static final List<Plant> ALL = List.of(
            new Plant("R01 refund above the order", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.qty, order.net() + scene.part(order.net(), 0.02, 0.3));
            }),
            new Plant("R01 near: refund of the whole order", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.qty, order.net());
            }),
            new Plant("R02 refund above the cash", scene -> {
                Order order = scene.order();
                Invoice invoice = scene.bill(order);
                scene.pay(invoice, invoice.day + 2, scene.part(order.net(), 0.4, 0.6));
                scene.refund(order, order.qty, scene.part(order.net(), 0.65, 0.75));
            }),
            new Plant("R02 near: refund of exactly the cash", scene -> {
                Order order = scene.order();
                Invoice invoice = scene.bill(order);
                long cash = scene.part(order.net(), 0.4, 0.6);
                scene.pay(invoice, invoice.day + 2, cash);
                scene.refund(order, order.qty, cash);
            }),
            new Plant("R03 refund of most of the order", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.qty, scene.part(order.net(), 0.82, 0.97));
            }),
            new Plant(
                    "R03 near: exactly 80 %",
                    scene -> {
                        Order order = scene.paid(scene.orderOfFive());
                        scene.refund(order, order.qty, order.net() / 5 * 4);
                    }),
            new Plant(
                    "R03 edge: one cent above 80 %",
                    scene -> {
                        Order order = scene.paid(scene.orderOfFive());
                        scene.refund(order, order.qty, order.net() / 5 * 4 + 1);
                    }),
            new Plant("R04 nothing came back", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, 0, scene.part(order.net(), 0.2, 0.7));
            }),
            new Plant("R04 order not marked returned", scene -> {
                Order order = scene.paid(scene.order());
                order.forcedStatus = Order.COMPLETED;
                scene.refund(order, 1, scene.part(order.net(), 0.2, 0.7));
            }),
            new Plant("R04 near: exchanged, nothing refunded", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, 0, 0);
            }),
            new Plant("R05 returned, invoice still open", scene -> {
                Order order = scene.order();
                scene.bill(order);
                scene.refund(order, order.qty, 0);
            }),
            new Plant("R05 near: returned, one cent open", scene -> {
                Order order = scene.order();
                Invoice invoice = scene.bill(order);
                scene.pay(invoice, invoice.day + 2, invoice.amount - 1);
                scene.refund(order, 1, scene.part(order.net(), 0.2, 0.4));
            }),
            new Plant("R06 after the window", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(
                        order,
                        order.day + RETURN_WINDOW + scene.dice().between(1, 40),
                        1,
                        scene.part(order.net(), 0.2, 0.4));
            }),
            new Plant("R06 edge: day 31", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.day + RETURN_WINDOW + 1, 1, scene.part(order.net(), 0.2, 0.4));
            }),
            new Plant("R06 near: day 30", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.day + RETURN_WINDOW, 1, scene.part(order.net(), 0.2, 0.4));
            }),
            new Plant("R07 one piece too many", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.qty, order.net() / 3);
                scene.refund(order, 1, order.net() / 4);
            }),
            new Plant("R07 near: all in two parts", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.qty - 1, order.net() / 3);
                scene.refund(order, 1, order.net() / 4);
            }),
            new Plant("R08 refunded twice", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, order.qty, order.net() / 3);
                scene.refund(order, order.qty, order.net() / 3);
            }),
            new Plant("R08 near: two equal parts", scene -> {
                Order order = scene.paid(scene.order());
                scene.refund(order, 1, order.net() / 4);
                scene.refund(order, 1, order.net() / 4);
            }),
            new Plant("R11 no return row", scene -> {
                Order order = scene.paid(scene.order());
                order.forcedStatus = Order.RETURNED;
            }));

    private ReturnPlants() {}
}
