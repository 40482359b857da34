package io.arrears.sample;

import java.util.ArrayList;
import java.util.List;

/** One order and everything that follows from it. Money in cents, days since 1970. */
final class Order {

    static final String COMPLETED = "completed";
    static final String CANCELLED = "cancelled";
    static final String RETURNED = "returned";

    final long id;
    final int day;
    final Product product;
    final int qty;
    final long price;
    final long discount;
    final List<Return> returns = new ArrayList<>(0);
    /** Set when it does not follow from the returns. */
    String forcedStatus;
    /** Its invoices name it, but the order system does not have it. */
    boolean isLost;
    /** It was made by word of mouth: the order system does not have it, and its invoices name no order. */
    boolean isUnnamed;

    Order(long id, int day, Product product, int qty, long price, long discount) {
        this.id = id;
        this.day = day;
        this.product = product;
        this.qty = qty;
        this.price = price;
        this.discount = discount;
    }

    /** Whether the order system shows it on the as-of day. */
    boolean isThere() {
        return day <= Days.AS_OF && !isLost && !isUnnamed;
    }

    /** What had come back by the as-of day, as known then. */
    List<Return> visibleReturns() {
        return returns.stream()
                .filter(each -> Days.visible(each.day(), each.known()))
                .toList();
    }

    long gross() {
        return qty * price;
    }

    long net() {
        return gross() - discount;
    }

    /** As the order system stores it on the as-of day. */
    String status() {
        if (forcedStatus != null) {
            return forcedStatus;
        }
        for (Return each : returns) {
            if (Days.visible(each.day(), each.known())) {
                return RETURNED;
            }
        }
        return COMPLETED;
    }
}
