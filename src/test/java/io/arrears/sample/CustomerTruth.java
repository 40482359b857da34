package io.arrears.sample;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The true findings that take all of a customer, as {@link Truth} tells the others. All amounts of one customer are in one
 * currency.
 *
 * <table>
 * <caption>Controls; one finding per entity</caption>
 * <tr><td>C06</td><td>payment</td><td>successful, above tol, for an invoice that does not exist</td></tr>
 * <tr><td>A03</td><td>invoice</td><td>open &gt; tol, and no order, no invoice and no payment of the customer for 180
 * days</td></tr>
 * <tr><td>A04</td><td>customer, currency</td><td>what is owed - credit limit &gt; tol</td></tr>
 * <tr><td>A05</td><td>order</td><td>not cancelled, of a day at least 60 days after the due date of an invoice that is
 * open, or before its last payment</td></tr>
 * <tr><td>R12</td><td>customer, sku, currency</td><td>pieces back &gt; pieces sold &gt; none</td></tr>
 * <tr><td>R13</td><td>customer, sku, currency, order</td><td>a refund - its pieces × the order's net price a piece &gt;
 * tol; where the refund names no order, the customer's highest, and the finding none</td></tr>
 * </table>
 */
final class CustomerTruth {

    private static final int DORMANT = 180;
    private static final int DELINQUENT = 60;

    private final Consumer<Finding> found;

    CustomerTruth(Consumer<Finding> found) {
        this.found = found;
    }

    /** {@code invoices}: those that count. */
    void tell(Book book, List<Standing> invoices) {
        for (UnappliedPayment each : book.unapplied) {
            Payment payment = each.payment();
            if (payment.success()
                    && payment.amount() > Book.TOLERANCE
                    && Days.visible(payment.day(), payment.known())) {
                found.accept(new Finding("C06", "payment", payment.id(), 0, 0));
            }
        }
        balance(book, invoices);
        orders(book, invoices);
        Set<Product> products = new LinkedHashSet<>();
        book.orders.forEach(order -> products.add(order.product));
        products.forEach(product -> product(book, product));
    }

    private void balance(Book book, List<Standing> invoices) {
        int last = book.orders.stream()
                .filter(Order::isThere)
                .mapToInt(each -> each.day)
                .max()
                .orElse(Days.FIRST);
        for (Standing each : invoices) {
            last = Math.max(last, Math.max(each.invoice().day, each.lastPayment()));
        }
        boolean isDormant = Days.AS_OF - last >= DORMANT;
        long owed = 0;
        for (Standing each : invoices) {
            owed += Math.max(0, each.open());
            if (isDormant && each.open() > Book.TOLERANCE) {
                Invoice invoice = each.invoice();
                found.accept(new Finding("A03", "invoice", invoice.id, invoice.id, invoice.order.id));
            }
        }
        if (book.creditLimit > 0 && owed - book.creditLimit > Book.TOLERANCE && book.customer.signup() <= Days.AS_OF) {
            found.accept(new Finding("A04", "customer_currency", entity(book, List.of()), 0, 0));
        }
    }

    private void orders(Book book, List<Standing> invoices) {
        for (Order order : book.orders) {
            if (order.isThere()
                    && !order.status().equals(Order.CANCELLED)
                    && invoices.stream().anyMatch(each -> wasDelinquent(each, order.day))) {
                found.accept(new Finding("A05", "order", order.id, 0, order.id));
            }
        }
    }

    private static boolean wasDelinquent(Standing invoice, int day) {
        int until = invoice.open() > Book.TOLERANCE ? Days.AS_OF + 1 : invoice.lastPayment();
        return day >= invoice.due() + DELINQUENT && day < until;
    }

    private void product(Book book, Product product) {
        ProductSales sales = ProductSales.of(book, product);
        String sku = product.sku();
        if (sales.isExceeded()) {
            found.accept(new Finding("R12", "customer_sku_currency", entity(book, List.of(sku)), 0, 0));
        }
        if (sales.loose().stream().anyMatch(sales::isAbovePrice)) {
            found.accept(new Finding("R13", "customer_sku_currency_order", entity(book, List.of(sku)), 0, 0));
        }
        for (Order order : book.orders) {
            if (order.product == product
                    && order.isThere()
                    && order.visibleReturns().stream()
                            .anyMatch(each -> each.qty() > 0
                                    && each.refund() * order.qty - each.qty() * order.net()
                                            > Book.TOLERANCE * order.qty)) {
                found.accept(new Finding(
                        "R13",
                        "customer_sku_currency_order",
                        entity(book, List.of(sku)) + "|" + order.id,
                        0,
                        order.id));
            }
        }
    }

    /** The customer, what else names it, the currency: as the findings write their entity. */
    private static String entity(Book book, List<String> between) {
        return book.customer.id() + "|"
                + String.join("", between.stream().map(each -> each + "|").toList()) + book.customer.currency();
    }
}
