package io.arrears.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The true findings about card attempts, as {@link Truth} tells the others. An attempt counts from its day; attempts of one
 * invoice in the order of their times; refunds are none.
 *
 * <table>
 * <caption>Controls; one finding per entity</caption>
 * <tr><td>C08</td><td>attempt</td><td>the invoice's last one, failed at least 3 days ago, the card not lost; the invoice
 * not void, its order not cancelled, open &gt; tol; an invoice not known on the day is owed</td></tr>
 * <tr><td>C09</td><td>debt = invoice</td><td>a failed attempt after one that failed because the card was lost</td></tr>
 * <tr><td>C10</td><td>debt = invoice</td><td>Visa: more than 20 attempts in any 30 days; Mastercard: more than 10 in a
 * day or 35 in any 30 days</td></tr>
 * <tr><td>C11</td><td>attempt</td><td>succeeded at least 3 days ago, and all such captures of the invoice up to it - all
 * payments known &gt; tol; C08 and C11: no money without a number meets it</td></tr>
 * <tr><td>C12</td><td>payment</td><td>successful, of the day and amount of a failed attempt of its invoice, beyond the
 * successful ones of that day and amount</td></tr>
 * <tr><td>C13</td><td>attempt</td><td>succeeded at least 120 days ago and is flagged as charged back</td></tr>
 * </table>
 */
final class CardTruth {

    private static final int PATIENCE = 3;
    private static final int DISPUTE = 120;
    private static final int WINDOW = 30;
    private static final int VISA_CAP = 20;
    private static final int MASTERCARD_CAP = 35;
    private static final int MASTERCARD_CAP_A_DAY = 10;

    private final Consumer<Finding> found;
    private final Set<Object> met;

    /** @param met what {@link CashTruth} found: its money is there, without a number */
    CardTruth(Consumer<Finding> found, Set<Object> met) {
        this.found = found;
        this.met = met;
    }

    void tell(Book book) {
        for (Invoice invoice : book.invoices) {
            List<Attempt> attempts = attempts(book, invoice);
            if (!attempts.isEmpty()) {
                Standing standing = Standing.of(invoice);
                last(attempts.get(attempts.size() - 1), standing);
                retries(attempts, invoice, book.customer.method());
                captures(attempts, standing);
                recorded(attempts, standing);
            }
        }
    }

    /** The attempts to collect an invoice until the as-of day, in order of time. */
    static List<Attempt> attempts(Book book, Invoice invoice) {
        return book.attempts.stream()
                .filter(each -> each.invoice() == invoice
                        && each.day() <= Days.AS_OF
                        && !each.type().equals("refund"))
                .sorted(Comparator.comparingInt(Attempt::day)
                        .thenComparingInt(Attempt::second)
                        .thenComparingLong(Attempt::id))
                .toList();
    }

    /** Whether a debt with attempts is still owed; of an invoice that is not known yet nothing else is known. */
    static boolean isOwed(Standing standing) {
        Invoice invoice = standing.invoice();
        return !Days.visible(invoice.day, invoice.known)
                || !invoice.isVoid
                        && standing.open() > Book.TOLERANCE
                        && !(invoice.order.isThere() && invoice.order.status().equals(Order.CANCELLED));
    }

    private void last(Attempt last, Standing standing) {
        if (!last.success() && Days.AS_OF - last.day() >= PATIENCE && !isLost(last) && isOwed(standing)) {
            report("C08", last);
        }
    }

    private static boolean isLost(Attempt attempt) {
        return Decline.LOST_OR_STOLEN.code.equals(attempt.reason());
    }

    private void retries(List<Attempt> attempts, Invoice invoice, String network) {
        boolean wasLost = false;
        boolean isRetried = false;
        int mostInDay = 0;
        int mostInWindow = 0;
        for (Attempt each : attempts) {
            isRetried |= wasLost && !each.success();
            wasLost |= !each.success() && isLost(each);
            mostInDay = Math.max(mostInDay, within(attempts, each.day(), 1));
            mostInWindow = Math.max(mostInWindow, within(attempts, each.day(), WINDOW));
        }
        if (isRetried) {
            found.accept(new Finding("C09", "debt", invoice.id, invoice.id, invoice.order.id));
        }
        boolean isAboveCap = network.equals("visa") && mostInWindow > VISA_CAP
                || network.equals("mastercard") && (mostInDay > MASTERCARD_CAP_A_DAY || mostInWindow > MASTERCARD_CAP);
        if (isAboveCap) {
            found.accept(new Finding("C10", "debt", invoice.id, invoice.id, invoice.order.id));
        }
    }

    /** Attempts of the days that end with this one. */
    private static int within(List<Attempt> attempts, int day, int days) {
        return (int) attempts.stream()
                .filter(each -> each.day() <= day && each.day() > day - days)
                .count();
    }

    private void captures(List<Attempt> attempts, Standing standing) {
        long captured = 0;
        for (Attempt each : attempts) {
            if (each.success() && Days.AS_OF - each.day() >= PATIENCE) {
                captured += each.amount();
                if (captured - standing.paid() > Book.TOLERANCE) {
                    report("C11", each);
                }
            }
            if (each.success() && each.chargeback() && each.day() + DISPUTE <= Days.AS_OF) {
                report("C13", each);
            }
        }
    }

    private void recorded(List<Attempt> attempts, Standing standing) {
        if (!Days.visible(standing.invoice().day, standing.invoice().known)) {
            return;
        }
        List<Payment> payments = new ArrayList<>(standing.payments());
        payments.sort(Comparator.comparingLong(Payment::id));
        for (Payment payment : payments) {
            List<Attempt> same = attempts.stream()
                    .filter(each -> each.day() == payment.day() && each.amount() == payment.amount())
                    .toList();
            long captures = same.stream().filter(Attempt::success).count();
            long nth = payments.stream()
                    .filter(each -> each.day() == payment.day()
                            && each.amount() == payment.amount()
                            && each.id() <= payment.id())
                    .count();
            if (captures < same.size() && nth > captures) {
                Invoice invoice = standing.invoice();
                found.accept(new Finding("C12", "payment", payment.id(), invoice.id, invoice.order.id));
            }
        }
    }

    private void report(String control, Attempt each) {
        if (control.equals("C13") || !met.contains(each)) {
            found.accept(new Finding(control, "attempt", each.id(), each.invoice().id, each.order().id));
        }
    }
}
