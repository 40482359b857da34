package io.arrears.sample;

import java.util.List;

/** Cases that lie exactly on, and one day beside, a limit counted back from the as-of day; their scene has any day. */
final class AsOfPlants {

    private static final int GRACE = 7;
    private static final int SHORT_PAYMENT = 30;
    private static final int LONG_OVERDUE = 90;
    private static final int PATIENCE = 3;
    private static final int DISPUTE = 120;
    private static final int FEE_GRACE = 30;
    private static final int DELINQUENT = 60;

    static final List<Plant> ALL = List.of(
            new Plant("B01 edge: one day over the grace", scene -> billedLate(scene, GRACE + 1)),
            new Plant("B01 near: last day of the grace", scene -> billedLate(scene, GRACE)),
            new Plant("C01 edge: last payment 30 days ago", scene -> partPaid(scene, SHORT_PAYMENT)),
            new Plant("C01 near: last payment 29 days ago", scene -> partPaid(scene, SHORT_PAYMENT - 1)),
            new Plant("C02 edge: due yesterday", scene -> due(scene, 1)),
            new Plant("C02 near: due today", scene -> due(scene, 0)),
            new Plant("C03 edge: 91 days overdue", scene -> due(scene, LONG_OVERDUE + 1)),
            new Plant("C03 near: 90 days overdue", scene -> due(scene, LONG_OVERDUE)),
            new Plant(
                    "C08 edge: failed 3 days ago",
                    scene -> scene.decline(due(scene, 1), Days.AS_OF - PATIENCE, Decline.DO_NOT_HONOR)),
            new Plant(
                    "C08 near: failed 2 days ago",
                    scene -> scene.decline(due(scene, 1), Days.AS_OF - PATIENCE + 1, Decline.DO_NOT_HONOR)),
            new Plant("C11 edge: captured 3 days ago", scene -> scene.capture(due(scene, 1), Days.AS_OF - PATIENCE)),
            new Plant(
                    "C11 near: captured 2 days ago", scene -> scene.capture(due(scene, 1), Days.AS_OF - PATIENCE + 1)),
            new Plant("C13 edge: captured 120 days ago", scene -> disputed(scene, DISPUTE)),
            new Plant("C13 near: captured 119 days ago", scene -> disputed(scene, DISPUTE - 1)),
            new Plant("A01 edge: 31 days overdue", scene -> due(scene, FEE_GRACE + 1)),
            new Plant("A01 near: 30 days overdue", scene -> due(scene, FEE_GRACE)),
            new Plant("A04 edge: two cents above the limit", scene -> limit(scene, -2)),
            new Plant("A04 near: owes the limit", scene -> limit(scene, 0)),
            new Plant("A05 edge: sold on the 60th day", scene -> soldAfter(scene, DELINQUENT)),
            new Plant("A05 near: sold on the 59th day", scene -> soldAfter(scene, DELINQUENT - 1)),
            new Plant("R12 edge: one piece more than was sold", scene -> refundLoosely(scene, 1, 0)),
            new Plant("R12 near: all that was sold", scene -> refundLoosely(scene, 0, 0)),
            new Plant("R13 above the price", scene -> refundLoosely(scene, 0, 500)),
            new Plant("R13 edge: two cents above the price", scene -> refundLoosely(scene, 0, 2)));

    private AsOfPlants() {}

    private static Order order(Scene scene, int day) {
        return scene.order(day, scene.product(), 2, scene.product().list(), 0);
    }

    private static void billedLate(Scene scene, int daysAgo) {
        Order order = order(scene, Days.AS_OF - daysAgo);
        scene.settle(scene.bill(order, Days.AS_OF + 1, order.net()));
    }

    /** For customers who left: the last event, this many days before the as-of day. */
    static void lastHeardOf(Scene scene, int daysAgo) {
        Order order = order(scene, Days.AS_OF - daysAgo);
        scene.bill(order, order.day, order.net());
    }

    private static void disputed(Scene scene, int daysAgo) {
        Invoice invoice = due(scene, daysAgo);
        scene.book().capture(invoice, Days.AS_OF - daysAgo, null, true);
        scene.pay(invoice, Days.AS_OF - daysAgo, invoice.amount);
    }

    /** The credit limit is what the customer owes and this many cents more. */
    private static void limit(Scene scene, long more) {
        due(scene, 1);
        scene.book().creditLimit = scene.book().owed() + more;
    }

    private static void soldAfter(Scene scene, int days) {
        Invoice overdue = due(scene, DELINQUENT + 10);
        scene.paid(order(scene, overdue.due + days));
    }

    /**
     * Refunds a product without naming an order: what is left of it and more pieces, at its highest price and cents
     * above.
     */
    private static void refundLoosely(Scene scene, int morePieces, long cents) {
        Order sold = order(scene, Days.AS_OF - FEE_GRACE);
        scene.paid(sold);
        ProductSales sales = ProductSales.of(scene.book(), sold.product);
        int qty = (int) (sales.soldQty() - sales.refundedQty()) + morePieces;
        if (qty > 0) {
            long worth = qty * sales.bestNet() / sales.bestQty();
            scene.book().refundLoosely(sold.product, Days.AS_OF - PATIENCE, qty, worth + cents);
        }
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
