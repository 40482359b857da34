package io.arrears.testing;

import static io.arrears.testing.NaiveLedger.ZERO;
import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The oracle's cash discounts: what an invoice grants as a day knew it, by loops over the rows that the as-of day knows. */
public final class NaiveDiscounts {

    private final SparkSession session;

    /** @param session has the views {@code known_invoices} and the others */
    public NaiveDiscounts(SparkSession session) {
        this.session = session;
    }

    /** Lets many invoices be paid less 3 %, and most that were paid in part offer what is short of their price, nearly so, or more. */
    static void offer(Random random, StagedRows rows) {
        for (Map<String, Object> invoice : rows.of("stg_invoices")) {
            BigDecimal amount = (BigDecimal) invoice.get("amount");
            BigDecimal paid = ZERO;
            Map<String, Object> newest = null;
            for (Map<String, Object> payment : rows.of("stg_payments")) {
                if (invoice.get("invoice_id").equals(payment.get("invoice_id"))
                        && Boolean.TRUE.equals(payment.get("is_success"))
                        && ((BigDecimal) payment.get("amount")).signum() > 0) {
                    paid = paid.add((BigDecimal) payment.get("amount"));
                    boolean isNewer =
                            newest == null || date(payment, "payment_date").isAfter(date(newest, "payment_date"));
                    newest = isNewer ? payment : newest;
                }
            }
            BigDecimal rest = amount.subtract(paid);
            BigDecimal share = paid.multiply(new BigDecimal("0.03")).setScale(2, RoundingMode.HALF_UP);
            if (newest != null && rest.signum() <= 0 && amount(newest).compareTo(share) > 0 && random.nextInt(3) > 0) {
                newest.put("amount", amount(newest).subtract(share).setScale(4));
                rest = rest.add(share);
            }
            if (newest != null && rest.signum() > 0 && random.nextInt(4) > 0) {
                invoice.put("discount_until", date(newest, "payment_date").minusDays(random.nextInt(4) / 3));
                BigDecimal cents = BigDecimal.valueOf(random.nextInt(3) - 1, 2);
                BigDecimal times = BigDecimal.valueOf(1 + random.nextInt(4) / 2);
                invoice.put("discount_amount", rest.multiply(times).add(cents));
            }
        }
    }

    /** What the invoices grant at the end of a day, those above nothing. */
    public Map<String, BigDecimal> granted(LocalDate day) {
        Map<String, BigDecimal> granted = new LinkedHashMap<>();
        List<Map<String, Object>> payments = seen("known_payments", day);
        List<Map<String, Object>> charges = seen("known_charges", day);
        List<Map<String, Object>> credits = seen("known_credit_notes", day);
        List<Map<String, Object>> parts = rows("known_instalments");
        for (Map<String, Object> invoice : seen("known_invoices", day)) {
            Object id = invoice.get("invoice_id");
            BigDecimal offered = (BigDecimal) invoice.get("discount_amount");
            BigDecimal amount = (BigDecimal) invoice.get("amount");
            boolean isOut = offered == null
                    || invoice.get("discount_until") == null
                    || NaiveLedger.isVoid((String) invoice.get("ledger_state"))
                    || offered.signum() <= 0
                    || offered.compareTo(amount) >= 0
                    || !of(parts, id).isEmpty();
            BigDecimal share = isOut ? ZERO : granted(invoice, of(payments, id), of(charges, id), of(credits, id));
            if (share.signum() != 0) {
                granted.put((String) id, share.stripTrailingZeros());
            }
        }
        return granted;
    }

    private static BigDecimal granted(
            Map<String, Object> invoice,
            List<Map<String, Object>> payments,
            List<Map<String, Object>> charges,
            List<Map<String, Object>> credits) {
        LocalDate until = date(invoice, "discount_until");
        BigDecimal amount = (BigDecimal) invoice.get("amount");
        String currency = (String) invoice.get("known_currency");
        BigDecimal least = NaiveCurrencies.minorUnit(currency);
        NaivePayments paid = NaivePayments.of(payments.stream()
                .filter(row -> Boolean.TRUE.equals(row.get("is_success")))
                .toList());
        BigDecimal received = paid.gone();
        for (Map<String, Object> payment : paid.stayed()) {
            received = date(payment, "payment_date").isAfter(until) ? received : received.add(amount(payment));
        }
        BigDecimal credited = ZERO;
        for (Map<String, Object> credit : credits) {
            credited = credited.add(amount(credit));
        }
        BigDecimal asked = amount;
        for (Map<String, Object> charge : charges) {
            if (amount(charge).signum() < 0) {
                credited = credited.subtract(amount(charge));
            } else if (!date(charge, "charge_date").isAfter(until)) {
                asked = asked.add(amount(charge));
            }
        }
        BigDecimal kept = amount.subtract(credited).max(ZERO).min(amount);
        int digits = "XXX".equals(currency) ? 3 : least.scale();
        BigDecimal allowed = ((BigDecimal) invoice.get("discount_amount"))
                .multiply(kept)
                .divide(amount, digits, RoundingMode.HALF_UP);
        BigDecimal rest = asked.subtract(credited).subtract(received);
        boolean isGranted =
                received.signum() > 0 && rest.compareTo(least) > 0 && rest.compareTo(allowed.add(least)) <= 0;
        return isGranted ? rest.min(allowed) : ZERO;
    }

    private static BigDecimal amount(Map<String, Object> row) {
        return (BigDecimal) row.get("amount");
    }

    private static List<Map<String, Object>> of(List<Map<String, Object>> rows, Object invoice) {
        return rows.stream()
                .filter(row -> invoice.equals(row.get("invoice_id")))
                .toList();
    }

    private List<Map<String, Object>> seen(String view, LocalDate day) {
        return rows(view).stream()
                .filter(row -> !date(row, "visible_from").isAfter(day))
                .toList();
    }

    private List<Map<String, Object>> rows(String view) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Row row : session.table(view).collectAsList()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (String column : row.schema().fieldNames()) {
                Object value = row.getAs(column);
                values.put(column, value instanceof java.sql.Date day ? day.toLocalDate() : value);
            }
            rows.add(values);
        }
        return rows;
    }
}
