package io.arrears.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which orders without an invoice of a customer are billed elsewhere, by plain loops: what is billed above the net of another
 * order, or on an invoice that names no known order, at most 45 days away. A bill meets the one order of its amount, the
 * nearest; or all of them, if they make up its amount. A tie is none, and an order of two bills neither.
 */
final class BillingTruth {

    private static final int MATCH_DAYS = 45;

    private record Bill(int day, long amount) {
        int days(Order order) {
            return Math.abs(day - order.day);
        }
    }

    private BillingTruth() {}

    /** The orders that are done, ask for money and have no invoice. */
    static List<Order> unbilled(Book book, List<Standing> invoices) {
        return book.orders.stream()
                .filter(order -> order.isThere()
                        && order.status().equals(Order.COMPLETED)
                        && order.net() > Book.TOLERANCE
                        && invoices.stream().noneMatch(each -> each.invoice().order == order))
                .toList();
    }

    /** Those of them that are billed elsewhere. */
    static Set<Order> billedElsewhere(Book book, List<Standing> invoices) {
        List<Order> unbilled = unbilled(book, invoices);
        Set<Order> met = new HashSet<>();
        Set<Order> twice = new HashSet<>();
        for (Bill bill : bills(book, invoices)) {
            List<Order> near = unbilled.stream()
                    .filter(order -> bill.days(order) <= MATCH_DAYS)
                    .toList();
            Set<Order> own = new HashSet<>(alone(bill, near));
            if (near.size() > 1
                    && Math.abs(near.stream().mapToLong(Order::net).sum() - bill.amount) <= Book.TOLERANCE) {
                own.addAll(near);
            }
            own.stream().filter(order -> !met.add(order)).forEach(twice::add);
        }
        met.removeAll(twice);
        return met;
    }

    private static List<Order> alone(Bill bill, List<Order> near) {
        List<Order> fitting = near.stream()
                .filter(order -> Math.abs(order.net() - bill.amount) <= Book.TOLERANCE)
                .toList();
        int days = fitting.stream().mapToInt(bill::days).min().orElse(0);
        List<Order> nearest =
                fitting.stream().filter(order -> bill.days(order) == days).toList();
        return nearest.size() == 1 ? nearest : List.of();
    }

    private static List<Bill> bills(Book book, List<Standing> invoices) {
        List<Bill> bills = new ArrayList<>();
        for (Order order : book.orders) {
            List<Invoice> own = invoices.stream()
                    .map(Standing::invoice)
                    .filter(each -> each.order == order)
                    .toList();
            long billed = own.stream().mapToLong(each -> each.amount).sum();
            if (!order.isThere() && !order.isUnnamed) {
                own.forEach(each -> bills.add(new Bill(each.day, each.amount)));
            } else if (order.isThere() && !own.isEmpty() && billed - order.net() > Book.TOLERANCE) {
                bills.add(new Bill(own.stream().mapToInt(each -> each.day).min().orElseThrow(), billed - order.net()));
            }
        }
        return bills;
    }
}
