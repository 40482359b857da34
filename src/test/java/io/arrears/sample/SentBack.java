package io.arrears.sample;

import java.util.List;

/** Refunds that took down what an order's invoices were overpaid: no refund of goods, and no credit balance. */
final class SentBack {

    private SentBack() {}

    /** What refunds of the order took down of the overpayments of its invoices. */
    static long of(Order order, List<Standing> invoices) {
        long overpaid = invoices.stream()
                .filter(each -> each.invoice().order == order)
                .mapToLong(each -> Math.max(-each.open(), 0))
                .sum();
        return order.isThere() ? Math.min(refunded(order), overpaid) : 0;
    }

    /** The part of it that was this invoice's: the older invoices come first. */
    static long of(Standing one, List<Standing> all) {
        Invoice invoice = one.invoice();
        List<Standing> older = all.stream()
                .filter(each -> each.invoice().day < invoice.day
                        || each.invoice().day == invoice.day && each.invoice().id < invoice.id)
                .toList();
        long left = Math.min(of(invoice.order, all) - of(invoice.order, older), Math.max(-one.open(), 0));
        return Math.max(left, 0);
    }

    /** The part of it that was this refund: the older refunds come first. */
    static long of(Return one, List<Return> all, long sentBack) {
        long before = all.stream()
                .filter(other -> other.day() < one.day() || other.day() == one.day() && other.id() < one.id())
                .mapToLong(Return::refund)
                .sum();
        return Math.max(Math.min(one.refund(), sentBack - before), 0);
    }

    static long refunded(Order order) {
        return order.returns.stream()
                .filter(each -> Days.visible(each.day(), each.known()))
                .mapToLong(Return::refund)
                .sum();
    }
}
