package io.arrears.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * What one customer bought and gave back of one product by the as-of day. The best order is the one with the highest
 * net price a piece: {@code bestNet} cents for {@code bestQty} pieces; 0 pieces when nothing was sold.
 */
record ProductSales(long orders, long soldQty, long bestNet, long bestQty, long refundedQty, List<Return> loose) {

    static ProductSales of(Book book, Product product) {
        long orders = 0;
        long soldQty = 0;
        long bestNet = 0;
        long bestQty = 0;
        long refundedQty = 0;
        List<Return> loose = new ArrayList<>();
        for (Order order : book.orders) {
            if (order.product != product) {
                continue;
            }
            List<Return> returns = order.visibleReturns();
            refundedQty += returns.stream().mapToLong(Return::qty).sum();
            if (!order.isThere()) {
                loose.addAll(returns);
                continue;
            }
            orders++;
            soldQty += order.qty;
            if (bestQty == 0 || order.net() * bestQty > bestNet * order.qty) {
                bestNet = order.net();
                bestQty = order.qty;
            }
        }
        for (LooseReturn each : book.looseReturns) {
            if (each.product() == product
                    && Days.visible(each.back().day(), each.back().known())) {
                refundedQty += each.back().qty();
                loose.add(each.back());
            }
        }
        return new ProductSales(orders, soldQty, bestNet, bestQty, refundedQty, loose);
    }

    /** More came back than ever went out; what was sold before the ledger begins is unknown. */
    boolean isExceeded() {
        return orders > 0 && refundedQty > soldQty;
    }

    /** Whether a refund is above the highest price this customer paid. */
    boolean isAbovePrice(Return each) {
        return bestQty > 0
                && each.qty() > 0
                && each.refund() * bestQty - each.qty() * bestNet > Book.TOLERANCE * bestQty;
    }
}
