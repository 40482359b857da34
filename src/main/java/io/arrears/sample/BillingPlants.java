package io.arrears.sample;

import java.util.List;

/** Orders billed wrongly, or sold at wrong prices; and orders that only look so. */
final class BillingPlants {

    static final List<Plant> ALL = List.of(
            new Plant("B01 never invoiced", Scene::order),
            new Plant("B02 under-billed", scene -> {
                Order order = scene.order();
                scene.settle(scene.bill(order, order.net() - scene.part(order.net(), 0.05, 0.3)));
            }),
            new Plant("B02 near: one cent under", scene -> {
                Order order = scene.order();
                scene.settle(scene.bill(order, order.net() - 1));
            }),
            new Plant("B02 edge: two cents under", scene -> {
                Order order = scene.order();
                scene.settle(scene.bill(order, order.net() - 2));
            }),
            new Plant("B03 over-billed", scene -> {
                Order order = scene.order();
                scene.settle(scene.bill(order, order.net() + scene.part(order.net(), 0.05, 0.3)));
            }),
            new Plant("B03 near: one cent over", scene -> {
                Order order = scene.order();
                scene.settle(scene.bill(order, order.net() + 1));
            }),
            new Plant("B03 pair: another order on the same invoice", scene -> {
                Order order = scene.order();
                Order other = scene.order();
                scene.settle(scene.bill(order, order.net() + other.net()));
            }),
            new Plant("B05 same order billed twice", scene -> {
                Order order = scene.order();
                Invoice first = scene.bill(order);
                scene.settle(first);
                scene.bill(order, first.day + scene.dice().between(5, 20), order.net());
            }),
            new Plant("B05 same customer and amount, 3 days apart", scene -> twice(scene, 3)),
            new Plant("B05 near: 3 days apart, each paid", scene -> scene.settle(twice(scene, 3))),
            new Plant("B05 near: 4 days apart", scene -> twice(scene, 4)),
            new Plant("B06 cancelled and paid", scene -> {
                Order order = scene.paid(scene.order());
                order.forcedStatus = Order.CANCELLED;
            }),
            new Plant("B06 cancelled and still open", scene -> {
                Order order = scene.order();
                scene.bill(order);
                order.forcedStatus = Order.CANCELLED;
            }),
            new Plant("B06 cancelled, part of the payment refunded", scene -> {
                Order order = scene.paid(scene.order());
                order.forcedStatus = Order.CANCELLED;
                scene.refund(order, 0, scene.part(order.net(), 0.3, 0.6));
            }),
            new Plant("B06 near: cancelled and voided", scene -> {
                Order order = scene.order();
                scene.bill(order).isVoid = true;
                order.forcedStatus = Order.CANCELLED;
            }),
            new Plant("B06 near: cancelled, all refunded", scene -> {
                Order order = scene.paid(scene.order());
                order.forcedStatus = Order.CANCELLED;
                scene.refund(order, order.qty, order.net());
            }),
            new Plant("B07 order lost", scene -> {
                Order order = scene.paid(scene.order());
                order.isLost = true;
            }),
            new Plant("B07 pair: an order billed under a lost number", scene -> {
                Order order = scene.order();
                Order lost = scene.order();
                lost.isLost = true;
                scene.settle(scene.bill(lost, order.net()));
            }),
            new Plant("B07 near: names no order", scene -> {
                Order order = scene.paid(scene.order());
                order.isUnnamed = true;
            }),
            new Plant("P04 given away", scene -> {
                Product product = scene.product();
                scene.order(product, 2, product.list(), 2 * product.list());
            }),
            new Plant("P04 near: sold for one cent", scene -> {
                Product product = scene.product();
                scene.order(product, 2, product.list(), 2 * product.list() - 1);
            }),
            new Plant("P01 below list", scene -> {
                Product product = scene.product();
                scene.paid(scene.order(product, 2, scene.part(product.list(), 0.85, 0.97), 0));
            }),
            new Plant("P01 edge: one cent below list", scene -> {
                Product product = scene.product();
                scene.paid(scene.order(product, 3, product.list() - 1, 0));
            }),
            new Plant("P02 discount above the limit", scene -> {
                Product product = scene.product();
                scene.paid(scene.order(product, 3, product.list(), scene.part(3 * product.list(), 0.16, 0.28)));
            }),
            new Plant("P02 near: exactly the limit", scene -> {
                Product product = scene.cheapest();
                scene.paid(scene.order(product, 20, product.list(), 3 * product.list()));
            }),
            new Plant("P03 below cost", scene -> {
                Product product = scene.product();
                scene.paid(scene.order(product, 2, scene.part(product.cost(), 0.85, 0.97), 0));
            }),
            new Plant("P03 below cost by the discount alone", scene -> {
                Product product = scene.passThrough();
                scene.paid(scene.order(product, 2, product.list(), 2 * (product.list() - product.cost()) + 500));
            }),
            new Plant("P03 near: exactly the cost", scene -> {
                Product product = scene.passThrough();
                int qty = scene.dice().between(1, 4);
                scene.paid(scene.order(product, qty, product.list(), qty * (product.list() - product.cost())));
            }));

    private BillingPlants() {}

    /** Two orders of the same net amount, their invoices this many days apart. */
    /** The second invoice, which is not paid. */
    private static Invoice twice(Scene scene, int days) {
        Order first = scene.order();
        int billed = first.day + 1;
        scene.settle(scene.bill(first, billed, first.net()));
        int later = Math.min(first.day + days, Days.LAST);
        Order second = scene.order(later, first.product, first.qty, first.price, 0);
        return scene.bill(second, billed + days, second.net());
    }
}
