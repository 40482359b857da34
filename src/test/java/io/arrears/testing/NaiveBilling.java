package io.arrears.testing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What orders say and what invoices bill on them, without tax, by going through the rows that a day knows again for every
 * question. Slow and obvious on purpose.
 */
public final class NaiveBilling {

    /** What an invoice bills on an order, or on none that is known. */
    private static final class Billed {
        private final String invoice;
        private final String order;
        private final BigDecimal gross;
        private final BigDecimal statedNet;
        private final boolean isVoid;
        private final String currency;

        Billed(String invoice, String order, BigDecimal gross, BigDecimal statedNet, boolean isVoid, String currency) {
            this.invoice = invoice;
            this.order = order;
            this.gross = gross;
            this.statedNet = statedNet;
            this.isVoid = isVoid;
            this.currency = currency;
        }
    }

    private final Map<String, Row> orders = new TreeMap<>();
    private final Map<String, BigDecimal> nets = new TreeMap<>();
    private final List<Billed> billed = new ArrayList<>();
    private final Map<String, BigDecimal> shares = new HashMap<>();

    public NaiveBilling(SparkSession session) {
        NaiveLines lines = new NaiveLines();
        session.table("known_orders").collectAsList().forEach(row -> orders.put(row.getAs("order_id"), row));
        orders.forEach((id, order) -> nets.put(id, order.getAs("net_amount")));
        sumLines(session.table("known_order_lines").collectAsList(), lines);
        for (Row line : session.table("known_invoice_lines").collectAsList()) {
            lines.all()
                    .add(new NaiveLines.Line(
                            line.getAs("invoice_line_id"),
                            line.getAs("invoice_id"),
                            line.getAs("order_id"),
                            line.getAs("sku"),
                            line.getAs("net_amount"),
                            line.getAs("tax_amount")));
        }
        for (Row invoice : session.table("known_invoices").collectAsList()) {
            bill(invoice, lines);
        }
        shares.putAll(NaiveTaxShares.of(grossOrders()));
    }

    /** An order is what its lines say, if each has a quantity and a price. */
    private void sumLines(List<Row> rows, NaiveLines lines) {
        Map<String, List<Row>> byOrder = new TreeMap<>();
        Map<String, Set<String>> ordersOfLine = new TreeMap<>();
        for (Row row : rows) {
            String order = row.getAs("order_id");
            if (orders.containsKey(order)) {
                byOrder.computeIfAbsent(order, any -> new ArrayList<>()).add(row);
                ordersOfLine
                        .computeIfAbsent(row.getAs("line_id"), any -> new TreeSet<>())
                        .add(order);
            }
        }
        orders.forEach((order, row) -> sold(order, List.of(row), lines));
        byOrder.forEach((order, its) -> {
            if (its.stream().allMatch(row -> row.getAs("net_amount") != null)) {
                lines.sellsOnly(order);
                sold(order, its, lines);
                nets.put(
                        order,
                        its.stream()
                                .map(row -> row.<BigDecimal>getAs("net_amount"))
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
            }
        });
        ordersOfLine.forEach((line, its) -> {
            if (its.size() == 1) {
                lines.orderOfLine(line, its.iterator().next());
            }
        });
    }

    private static void sold(String order, List<Row> rows, NaiveLines lines) {
        rows.stream()
                .map(row -> row.<String>getAs("sku"))
                .filter(java.util.Objects::nonNull)
                .forEach(sku -> lines.sells(order, sku));
    }

    private void bill(Row invoice, NaiveLines lines) {
        String id = invoice.getAs("invoice_id");
        BigDecimal amount = invoice.getAs("amount");
        String currency = invoice.getAs("currency");
        boolean isVoid = NaiveLedger.isVoid(invoice.<String>getAs("ledger_state"));
        List<NaiveLines.Part> parts = lines.parts(
                id, invoice.getAs("order_id"), amount, invoice.getAs("net_amount"), currency, orders.keySet());
        BigDecimal sum = parts.stream().map(NaiveLines.Part::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal upTo = BigDecimal.ZERO;
        BigDecimal given = BigDecimal.ZERO;
        for (NaiveLines.Part part : parts) {
            upTo = upTo.add(part.weight());
            BigDecimal cut = sum.signum() == 0
                    ? upTo
                    : upTo.compareTo(sum) == 0
                            ? amount
                            : amount.multiply(upTo).divide(sum, NaiveCurrencies.digits(currency), RoundingMode.HALF_UP);
            BigDecimal gross = isVoid ? BigDecimal.ZERO : cut.subtract(given);
            BigDecimal net = isVoid ? BigDecimal.ZERO : part.net();
            billed.add(new Billed(id, part.order(), gross, net, isVoid, currency));
            given = cut;
        }
    }

    private List<NaiveTaxShares.Gross> grossOrders() {
        List<NaiveTaxShares.Gross> all = new ArrayList<>();
        nets.forEach((order, net) -> {
            List<Billed> its = billed.stream()
                    .filter(each -> order.equals(each.order) && !each.isVoid)
                    .toList();
            Set<String> currencies = new TreeSet<>();
            currencies.add(orders.get(order).getAs("currency"));
            its.forEach(each -> currencies.add(each.currency));
            boolean isStated = its.stream().anyMatch(each -> each.statedNet != null);
            if (!its.isEmpty() && currencies.size() == 1 && net != null && net.signum() > 0) {
                all.add(new NaiveTaxShares.Gross(
                        order,
                        orders.get(order).getAs("customer_id"),
                        currencies.iterator().next(),
                        net,
                        its.stream().map(each -> each.gross).reduce(BigDecimal.ZERO, BigDecimal::add),
                        its.size(),
                        isStated));
            }
        });
        return all;
    }

    private BigDecimal net(Billed each) {
        BigDecimal share = each.order == null ? null : shares.get(each.order);
        return each.statedNet != null
                ? each.statedNet
                : share == null
                        ? each.gross
                        : each.gross.divide(
                                BigDecimal.ONE.add(share), NaiveCurrencies.digits(each.currency), RoundingMode.HALF_UP);
    }

    /** By invoice what it bills without tax; without zeros. */
    public Map<String, String> netOfInvoices() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        billed.forEach(each -> sums.merge(each.invoice, net(each), BigDecimal::add));
        return plain(sums);
    }

    /** By order what all its invoices bill on it without tax, whatever their currency; without zeros. */
    public Map<String, String> netOfOrders() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        billed.stream()
                .filter(each -> each.order != null)
                .forEach(each -> sums.merge(each.order, net(each), BigDecimal::add));
        return plain(sums);
    }

    /** By order what it says; without zeros and those that say nothing. */
    public Map<String, String> ordered() {
        Map<String, BigDecimal> known = new TreeMap<>(nets);
        known.values().removeIf(java.util.Objects::isNull);
        return plain(known);
    }

    /** Orders with a constant share of tax. */
    public Map<String, String> shares() {
        return plain(new TreeMap<>(shares));
    }

    private static Map<String, String> plain(Map<String, BigDecimal> sums) {
        Map<String, String> plain = new TreeMap<>();
        sums.forEach((name, amount) -> plain.put(name, NaiveReceivables.plain(amount)));
        plain.values().removeIf("0"::equals);
        return plain;
    }
}
