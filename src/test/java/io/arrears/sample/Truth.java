package io.arrears.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All true findings of one customer on {@link Days#AS_OF}, planted or not, told from the chains themselves.
 *
 * <p>The definitions, at the defaults of leakage.policy and with a late fee; {@link CardTruth} and {@link CustomerTruth}
 * tell theirs. An order counts from its date, other rows when dated and
 * known by the day. Void invoices count nowhere. billed = face amounts of the order's invoices, without charges;
 * amount = face + charges; paid = successful payments; open = amount - paid; net = round(qty × price - discount); ref
 * = refunds of the order; tol = 0.01; dpd = day - due date, the due date last agreed counting. Order status as stored.
 *
 * <table>
 * <caption>Controls; one finding per entity</caption>
 * <tr><td>B01</td><td>order</td><td>completed, no invoice, day - order date &gt; 7, not billed elsewhere ({@link BillingTruth})</td></tr>
 * <tr><td>B02</td><td>order</td><td>not cancelled, has an invoice, net - billed &gt; tol</td></tr>
 * <tr><td>B03</td><td>order</td><td>has an invoice, billed - net &gt; tol</td></tr>
 * <tr><td>B04</td><td>order</td><td>not cancelled, net &gt; tol, first invoice date - order date &gt; 14</td></tr>
 * <tr><td>B05</td><td>invoice</td><td>an earlier one (date, id) of the same face amount has the same order, or the
 * same customer
 * and is at most 3 days older; not where both are settled by payments, or the customer has two such pairs; instalments
 * (several invoices, billed - net &lt;= tol) are left out</td></tr>
 * <tr><td>B06</td><td>invoice</td><td>order cancelled, and paid - ref &gt; tol or open &gt; tol</td></tr>
 * <tr><td>B07</td><td>invoice</td><td>names an order or customer that is not there</td></tr>
 * <tr><td>B08</td><td>invoice</td><td>due date &lt; invoice date &lt; order date, or due date - invoice date &gt;
 * 120</td></tr>
 * <tr><td>P01</td><td>order</td><td>price &lt; list</td></tr>
 * <tr><td>P02</td><td>order</td><td>discount - 15 % of gross &gt; tol</td></tr>
 * <tr><td>P03</td><td>order</td><td>cost × qty - net &gt; tol</td></tr>
 * <tr><td>P04</td><td>order</td><td>net &lt;= 0</td></tr>
 * <tr><td>C01</td><td>invoice</td><td>paid &gt; 0, open &gt; tol, dpd &gt; 0, last payment at least 30 days
 * ago</td></tr>
 * <tr><td>C02</td><td>invoice</td><td>paid = 0, open &gt; tol, dpd &gt; 0</td></tr>
 * <tr><td>C03</td><td>invoice</td><td>open &gt; tol, dpd &gt; 90</td></tr>
 * <tr><td>C04</td><td>payment</td><td>an earlier one (date, id) of the same invoice and amount is at most 3 days
 * older, and all
 * payments up to this one - sent back - amount &gt; tol</td></tr>
 * <tr><td>C05</td><td>invoice</td><td>paid - sent back - amount &gt; tol</td></tr>
 * <tr><td>C07</td><td>payment</td><td>successful, payment date &lt; invoice date</td></tr>
 * <tr><td>C14</td><td>invoice</td><td>stored paid with open &gt; tol, stored unpaid with paid &gt; tol, or |stored
 * amount paid - paid|
 * &gt; tol</td></tr>
 * <tr><td>R01</td><td>order</td><td>ref - net &gt; tol</td></tr>
 * <tr><td>R02</td><td>order</td><td>ref - paid &gt; tol</td></tr>
 * <tr><td>R03</td><td>order</td><td>net &gt; 0, ref &gt; 80 % of net</td></tr>
 * <tr><td>R04</td><td>return</td><td>refund &gt; tol, and qty = 0 or the order not marked returned</td></tr>
 * <tr><td>R05</td><td>order</td><td>marked returned, open of its invoices &gt; tol</td></tr>
 * <tr><td>R06</td><td>return</td><td>refund &gt; tol, return date - order date &gt; 30</td></tr>
 * <tr><td>R07</td><td>order</td><td>pieces back &gt; pieces ordered</td></tr>
 * <tr><td>R08</td><td>return</td><td>an earlier one (date, id) of the order has the same refund &gt; tol; left out where
 * pieces came back and the order returns no more than its pieces and net</td></tr>
 * <tr><td>R10</td><td>return</td><td>return date &lt; order date</td></tr>
 * <tr><td>R11</td><td>order</td><td>marked returned, no return row</td></tr>
 * <tr><td>A01</td><td>invoice</td><td>order not cancelled, open &gt; tol, dpd &gt; 30, charges &lt;= 0</td></tr>
 * <tr><td>A06</td><td>order</td><td>order date &lt; sign-up</td></tr>
 * </table>
 */
final class Truth {

    private static final long TOLERANCE = Book.TOLERANCE;

    private static final int BILLING_GRACE = 7;
    private static final int DUPLICATE_DAYS = 3;
    private static final int USUAL_PAIRS = 2;
    private static final int SHORT_PAYMENT = 30;
    private static final int LONG_OVERDUE = 90;
    private static final int RETURN_WINDOW = 30;
    private static final int LATE_BILLING = 14;
    private static final int LONGEST_TERMS = 120;
    private static final int FEE_GRACE = 30;

    private final Consumer<Finding> found;
    private Set<Object> met = Set.of();

    private Truth(Consumer<Finding> found) {
        this.found = found;
    }

    /** All true findings of one customer. */
    static List<Finding> of(Book book) {
        List<Finding> findings = new ArrayList<>();
        new Truth(findings::add).tell(book);
        return findings;
    }

    private void tell(Book book) {
        List<Standing> invoices = book.invoices.stream()
                .map(Standing::of)
                .filter(Standing::counts)
                .toList();
        Set<Order> billedElsewhere = BillingTruth.billedElsewhere(book, invoices);
        met = CashTruth.met(book, invoices, billedElsewhere);
        met.addAll(billedElsewhere);
        new CardTruth(found, met).tell(book);
        new CustomerTruth(found).tell(book, invoices);
        for (Order order : book.orders) {
            report(
                    "A06",
                    order,
                    order.isThere() && order.day < book.customer.signup() && book.customer.signup() <= Days.AS_OF);
            if (order.isThere()) {
                List<Standing> own = invoices.stream()
                        .filter(each -> each.invoice().order == order)
                        .toList();
                order(order, own);
            }
        }
        for (Standing invoice : invoices) {
            invoice(invoice, invoices);
            dates(invoice);
            Order order = invoice.invoice().order;
            report("B07", invoice, !order.isUnnamed && !order.isThere() || book.customer.signup() > Days.AS_OF);
        }
    }

    private void order(Order order, List<Standing> invoices) {
        long billed = invoices.stream().mapToLong(each -> each.invoice().amount).sum();
        long paid = invoices.stream().mapToLong(Standing::paid).sum();
        long open = invoices.stream().mapToLong(Standing::open).sum();
        boolean returned = order.status().equals(Order.RETURNED);
        if (invoices.isEmpty()) {
            report(
                    "B01",
                    order,
                    order.status().equals(Order.COMPLETED)
                            && order.net() > TOLERANCE
                            && Days.AS_OF - order.day > BILLING_GRACE
                            && !met.contains(order));
        } else {
            report("B02", order, !order.status().equals(Order.CANCELLED) && order.net() - billed > TOLERANCE);
            report("B03", order, billed - order.net() > TOLERANCE);
            int first =
                    invoices.stream().mapToInt(each -> each.invoice().day).min().orElseThrow();
            report(
                    "B04",
                    order,
                    !order.status().equals(Order.CANCELLED)
                            && order.net() > TOLERANCE
                            && first - order.day > LATE_BILLING);
        }
        report("P04", order, order.net() <= 0);
        report("P01", order, order.price < order.product.list());
        report("P02", order, 100 * order.discount - 15 * order.gross() > 100 * TOLERANCE);
        report("P03", order, order.qty * order.product.cost() - order.net() > TOLERANCE);
        report("R05", order, returned && open > TOLERANCE);
        returns(order, paid, SentBack.of(order, invoices), returned);
    }

    private void returns(Order order, long paid, long sentBack, boolean returned) {
        List<Return> returns = order.visibleReturns();
        long pieces = returns.stream().mapToLong(Return::qty).sum();
        long refunded = returns.stream().mapToLong(Return::refund).sum();
        report("R01", order, refunded - sentBack - order.net() > TOLERANCE);
        report("R02", order, refunded > TOLERANCE && refunded - paid > TOLERANCE);
        report("R03", order, order.net() > 0 && 5 * (refunded - sentBack) > 4 * order.net());
        report("R11", order, returned && returns.isEmpty());
        report("R07", order, pieces > order.qty);
        boolean isInParts = pieces <= order.qty && refunded - sentBack - order.net() <= TOLERANCE;
        for (Return each : returns) {
            long refund = each.refund() - SentBack.of(each, returns, sentBack);
            if (refund > TOLERANCE && !(isInParts && each.qty() > 0) && isRepeat(each, returns)) {
                found.accept(new Finding("R08", "return", each.id(), 0, order.id));
            }
            if (each.day() < order.day) {
                found.accept(new Finding("R10", "return", each.id(), 0, order.id));
            }
            if (refund > TOLERANCE && (each.qty() == 0 || !returned)) {
                found.accept(new Finding("R04", "return", each.id(), 0, order.id));
            }
            if (refund > TOLERANCE && each.day() - order.day > RETURN_WINDOW) {
                found.accept(new Finding("R06", "return", each.id(), 0, order.id));
            }
        }
    }

    private static boolean isRepeat(Return one, List<Return> all) {
        return all.stream()
                .anyMatch(other -> other.refund() == one.refund()
                        && (other.day() < one.day() || other.day() == one.day() && other.id() < one.id()));
    }

    private void dates(Standing one) {
        Invoice invoice = one.invoice();
        report(
                "B08",
                one,
                invoice.due < invoice.day
                        || invoice.due - invoice.day > LONGEST_TERMS
                        || invoice.order.isThere() && invoice.day < invoice.order.day);
        long charged = one.amount() - invoice.amount;
        report(
                "A01",
                one,
                one.open() > TOLERANCE
                        && Days.AS_OF - one.due() > FEE_GRACE
                        && charged <= 0
                        && !(invoice.order.isThere() && invoice.order.status().equals(Order.CANCELLED)));
        for (Payment payment : one.payments()) {
            if (payment.day() < invoice.day) {
                found.accept(new Finding("C07", "payment", payment.id(), invoice.id, invoice.order.id));
            }
        }
    }

    private void invoice(Standing one, List<Standing> all) {
        Invoice invoice = one.invoice();
        boolean open = one.open() > TOLERANCE;
        int overdue = Days.AS_OF - one.due();
        report("B05", one, isRepeat(one, all));
        report(
                "B06",
                one,
                invoice.order.isThere()
                        && invoice.order.status().equals(Order.CANCELLED)
                        && (one.paid() - SentBack.refunded(invoice.order) > TOLERANCE || open));
        report("C01", one, one.paid() > 0 && open && overdue > 0 && Days.AS_OF - one.lastPayment() >= SHORT_PAYMENT);
        report("C02", one, one.paid() == 0 && open && overdue > 0);
        report("C03", one, open && overdue > LONG_OVERDUE);
        long sentBack = SentBack.of(one, all);
        report("C05", one, -one.open() - sentBack > TOLERANCE);
        report(
                "C14",
                one,
                invoice.storedStatus.equals(Invoice.PAID) && open
                        || invoice.storedStatus.equals(Invoice.UNPAID) && one.paid() > TOLERANCE
                        || Math.abs(invoice.storedPaid - one.paid()) > TOLERANCE);
        for (Payment payment : one.payments()) {
            if (isRepeat(payment, one, sentBack)) {
                found.accept(new Finding("C04", "payment", payment.id(), invoice.id, invoice.order.id));
            }
        }
    }

    private static boolean isRepeat(Standing one, List<Standing> all) {
        if (isInstalment(one, all)) {
            return false;
        }
        Standing ofOrder = before(one, all, true);
        Standing ofCustomer = before(one, all, false);
        return ofOrder != null && !areBothPaid(ofOrder, one)
                || isNear(ofCustomer, one) && !areBothPaid(ofCustomer, one) && !isUsual(one, all);
    }

    /** The last equal invoice before this one, of its order or its customer. */
    private static Standing before(Standing one, List<Standing> all, boolean isOfOrder) {
        Standing last = null;
        for (Standing other : all) {
            boolean isEqual = other.invoice().amount == one.invoice().amount
                    && (!isOfOrder || other.invoice().order == one.invoice().order)
                    && !isInstalment(other, all);
            last = isEqual && isBefore(other, one) && (last == null || isBefore(last, other)) ? other : last;
        }
        return last;
    }

    private static boolean isBefore(Standing one, Standing other) {
        Invoice earlier = one.invoice();
        Invoice later = other.invoice();
        return earlier.day < later.day || earlier.day == later.day && earlier.id < later.id;
    }

    private static boolean isNear(Standing before, Standing one) {
        return before != null && one.invoice().day - before.invoice().day <= DUPLICATE_DAYS;
    }

    /** Every payment is of one invoice. */
    private static boolean areBothPaid(Standing before, Standing one) {
        return before.paid() > 0 && before.open() <= TOLERANCE && one.paid() > 0 && one.open() <= TOLERANCE;
    }

    private static boolean isUsual(Standing one, List<Standing> all) {
        int pairs = 0;
        for (Standing other : all) {
            Standing before = other.invoice().amount == one.invoice().amount ? before(other, all, false) : null;
            pairs += isNear(before, other) && areBothPaid(before, other) ? 1 : 0;
        }
        return pairs >= USUAL_PAIRS;
    }

    private static boolean isInstalment(Standing one, List<Standing> all) {
        Order order = one.invoice().order;
        List<Standing> own =
                all.stream().filter(each -> each.invoice().order == order).toList();
        long billed = own.stream().mapToLong(each -> each.invoice().amount).sum();
        return own.size() > 1 && billed - order.net() <= TOLERANCE;
    }

    private static boolean isRepeat(Payment payment, Standing invoice, long sentBack) {
        long paidSoFar = 0;
        boolean repeats = false;
        for (Payment other : invoice.payments()) {
            boolean isEarlier =
                    other.day() < payment.day() || other.day() == payment.day() && other.id() < payment.id();
            paidSoFar += isEarlier || other == payment ? other.amount() : 0;
            repeats |= isEarlier && other.amount() == payment.amount() && payment.day() - other.day() <= DUPLICATE_DAYS;
        }
        return repeats && paidSoFar - sentBack - invoice.amount() > TOLERANCE;
    }

    private void report(String control, Order order, boolean isTrue) {
        if (isTrue) {
            found.accept(new Finding(control, "order", order.id, 0, order.id));
        }
    }

    private void report(String control, Standing invoice, boolean isTrue) {
        if (isTrue) {
            Invoice each = invoice.invoice();
            found.accept(new Finding(control, "invoice", each.id, each.id, each.order.id));
        }
    }
}
