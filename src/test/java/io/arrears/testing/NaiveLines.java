package io.arrears.testing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The lines of invoices, and how each invoice is divided among the orders they name, line by line. */
public final class NaiveLines {

    /** A line of an invoice; order, product and tax may be null. */
    public record Line(String id, String invoice, String order, String sku, BigDecimal net, BigDecimal tax) {
        BigDecimal weight() {
            return tax == null ? net : net.add(tax);
        }
    }

    /** What an invoice bills on an order; the order is null where none that is known is named, the net where nobody says. */
    public record Part(String order, BigDecimal weight, BigDecimal net) {}

    private final List<Line> lines = new ArrayList<>();

    /** What stands in the place of an order: the id of a line that one order alone has, to that order. */
    private final Map<String, String> orderOfLine = new TreeMap<>();

    /** The products that each order sells. */
    private final Map<String, Set<String>> skus = new TreeMap<>();

    public List<Line> all() {
        return lines;
    }

    public void orderOfLine(String line, String order) {
        orderOfLine.put(line, order);
    }

    public void sells(String order, String sku) {
        skus.computeIfAbsent(order, any -> new TreeSet<>()).add(sku);
    }

    /** Forgets what the order's own row sells: its lines say it. */
    public void sellsOnly(String order) {
        skus.remove(order);
    }

    private String known(String named, Set<String> orders) {
        return named == null || orders.contains(named) ? named : orderOfLine.get(named);
    }

    private String orderOf(String named, Set<String> orders) {
        String meant = known(named, orders);
        return meant != null && orders.contains(meant) ? meant : null;
    }

    /** Whether net and tax of the lines make up the amount, or without any tax the net, to a minor unit a line. */
    private boolean sums(String invoice, BigDecimal amount, BigDecimal net, String currency) {
        List<Line> its = of(invoice);
        BigDecimal within = NaiveCurrencies.minorUnit(currency).multiply(BigDecimal.valueOf(its.size()));
        BigDecimal sum = its.stream().map(Line::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean isTaxed = its.stream().anyMatch(line -> line.tax() != null);
        return !its.isEmpty()
                && (sum.subtract(amount).abs().compareTo(within) <= 0
                        || !isTaxed && net != null && sum.subtract(net).abs().compareTo(within) <= 0);
    }

    private List<Line> of(String invoice) {
        return lines.stream().filter(line -> line.invoice().equals(invoice)).toList();
    }

    /** The parts of an invoice, the orders by their ids and what names none last. */
    public List<Part> parts(
            String invoice, String order, BigDecimal amount, BigDecimal net, String currency, Set<String> orders) {
        if (!sums(invoice, amount, net, currency)) {
            return List.of(new Part(orderOf(order, orders), amount, net));
        }
        Comparator<String> nullsLast = Comparator.nullsLast(Comparator.naturalOrder());
        Map<String, Part> parts = new TreeMap<>(nullsLast);
        for (Line line : of(invoice)) {
            String own = orderOf(line.order(), orders);
            String meant = own != null ? own : isApart(line, order, orders) ? null : orderOf(order, orders);
            Part before = parts.getOrDefault(meant, new Part(meant, BigDecimal.ZERO, BigDecimal.ZERO));
            parts.put(
                    meant,
                    new Part(
                            meant,
                            before.weight().add(line.weight()),
                            before.net().add(line.net())));
        }
        return List.copyOf(parts.values());
    }

    /** Whether a line names nothing of its invoice's order, where another one does name an order. */
    private boolean isApart(Line line, String order, Set<String> orders) {
        String meant = orderOf(order, orders);
        boolean isSold = meant != null
                && line.sku() != null
                && skus.getOrDefault(meant, Set.of()).contains(line.sku());
        return line.order() == null
                && !isSold
                && of(line.invoice()).stream().anyMatch(each -> orderOf(each.order(), orders) != null);
    }

    /** What of an amount falls on the part of this place: in proportion, each cut to the minor unit, the last takes the rest. */
    public static BigDecimal share(BigDecimal amount, List<Part> parts, int place, String currency) {
        int digits = NaiveCurrencies.digits(currency);
        BigDecimal sum = parts.stream().map(Part::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> weights = parts.stream()
                .map(part -> sum.signum() < 0 ? part.weight().negate() : part.weight())
                .map(weight -> weight.max(BigDecimal.ZERO))
                .toList();
        BigDecimal whole = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (whole.signum() == 0) {
            return place == 0 ? amount : BigDecimal.ZERO;
        }
        BigDecimal upTo = BigDecimal.ZERO;
        BigDecimal given = BigDecimal.ZERO;
        for (int i = 0; i <= place; i++) {
            upTo = upTo.add(weights.get(i));
            BigDecimal cut = upTo.compareTo(whole) == 0
                    ? amount
                    : amount.multiply(upTo).divide(whole, digits, RoundingMode.HALF_UP);
            if (i == place) {
                return cut.subtract(given);
            }
            given = cut;
        }
        throw new IllegalArgumentException("no part " + place);
    }
}
