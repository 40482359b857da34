package io.arrears.testing;

import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Currencies row by row, by plain loops: what a row states, else what it names states. XXX in a row: it states none. */
public final class NaiveCurrencies {

    public static final String NONE = "XXX";

    private final Map<String, List<Map<String, Object>>> rows;
    private final Map<String, List<Map<String, Object>>> database;
    private final String fallback;

    /** @param fallback the currency of a ledger that states none */
    public NaiveCurrencies(Map<String, List<Map<String, Object>>> tables, LocalDate asOf, String fallback) {
        this(tables, tables, asOf, fallback);
    }

    /** @param database what beside the tables may state a currency: a ledger is all that one database holds */
    NaiveCurrencies(
            Map<String, List<Map<String, Object>>> tables,
            Map<String, List<Map<String, Object>>> database,
            LocalDate asOf,
            String fallback) {
        this.fallback = fallback;
        this.rows = seen(tables, asOf);
        this.database = seen(database, asOf);
    }

    private static Map<String, List<Map<String, Object>>> seen(
            Map<String, List<Map<String, Object>>> tables, LocalDate asOf) {
        Map<String, List<Map<String, Object>>> seen = new HashMap<>();
        tables.forEach((table, all) -> seen.put(
                table,
                all.stream()
                        .filter(row -> row.containsKey("visible_from"))
                        .filter(row -> !date(row, "visible_from").isAfter(asOf))
                        .toList()));
        return seen;
    }

    /** The value of one minor unit; of an unknown currency that of most. */
    public static BigDecimal minorUnit(String currency) {
        return switch (currency) {
            case "JPY" -> BigDecimal.ONE;
            case "KWD", "BHD", "TND" -> new BigDecimal("0.001");
            default -> new BigDecimal("0.01");
        };
    }

    /** Digits of the minor unit after the point. */
    static int digits(String currency) {
        return minorUnit(currency).scale();
    }

    private static String stated(Map<String, Object> row) {
        Object own = row == null ? null : row.get("currency");
        return own == null || own.equals(NONE) ? null : (String) own;
    }

    private List<Map<String, Object>> table(String name) {
        return rows.getOrDefault(name, List.of());
    }

    private Map<String, Object> first(String table, String key, Object id) {
        return table(table).stream()
                .filter(row -> id != null && id.equals(row.get(key)))
                .min(Comparator.comparing(row -> date(row, "visible_from")))
                .orElse(null);
    }

    private static String only(Set<String> currencies) {
        return currencies.size() == 1 ? currencies.iterator().next() : null;
    }

    private Set<String> statedUntil(LocalDate day) {
        Set<String> found = new HashSet<>();
        for (List<Map<String, Object>> all : database.values()) {
            all.stream()
                    .filter(row ->
                            stated(row) != null && !date(row, "visible_from").isAfter(day))
                    .forEach(row -> found.add(stated(row)));
        }
        return found;
    }

    private String assumed(LocalDate day) {
        Set<String> found = statedUntil(day);
        return found.isEmpty() ? fallback : found.size() == 1 ? only(found) : NONE;
    }

    private String ofOrder(Object id) {
        Map<String, Object> order = first("stg_orders", "order_id", id);
        if (order == null || stated(order) != null) {
            return stated(order);
        }
        Set<String> billed = new HashSet<>();
        List<Object> invoices = new ArrayList<>();
        table("stg_invoice_lines").stream()
                .filter(line -> id.equals(line.get("order_id")))
                .forEach(line -> invoices.add(line.get("invoice_id")));
        for (Map<String, Object> invoice : table("stg_invoices")) {
            boolean names = id.equals(invoice.get("order_id")) || invoices.contains(invoice.get("invoice_id"));
            if (names && stated(invoice) != null) {
                billed.add(stated(invoice));
            }
        }
        return only(billed);
    }

    private Object debtor(Map<String, Object> row) {
        Map<String, Object> order = first("stg_orders", "order_id", row.get("order_id"));
        return row.get("customer_id") != null
                ? row.get("customer_id")
                : order == null ? null : order.get("customer_id");
    }

    private String ofCustomer(Object id) {
        Set<String> traded = new HashSet<>();
        for (String table : List.of("stg_invoices", "stg_orders", "stg_payments", "stg_returns", "stg_transactions")) {
            table(table).stream()
                    .filter(row -> stated(row) != null && id != null && id.equals(debtor(row)))
                    .forEach(row -> traded.add(stated(row)));
        }
        return only(traded);
    }

    private static String firstOf(String... found) {
        for (String each : found) {
            if (each != null) {
                return each;
            }
        }
        return NONE;
    }

    /** The currency of a row as the as-of day knows it. */
    public String settled(Map<String, Object> row) {
        Set<String> all = statedUntil(LocalDate.MAX);
        if (all.size() <= 1) {
            return firstOf(stated(row), only(all), fallback);
        }
        Map<String, Object> invoice =
                row.containsKey("invoice_date") ? null : first("stg_invoices", "invoice_id", row.get("invoice_id"));
        String ofInvoice = invoice == null
                ? null
                : stated(invoice) != null
                        ? stated(invoice)
                        : ofOrder(invoice.get("order_id")) != null
                                ? ofOrder(invoice.get("order_id"))
                                : ofCustomer(debtor(invoice));
        return firstOf(stated(row), ofInvoice, ofOrder(row.get("order_id")), ofCustomer(debtor(row)));
    }

    /** The currency of a row as the day knew it on which the row became visible. */
    public String known(Map<String, Object> row) {
        LocalDate day = date(row, "visible_from");
        String own = stated(row);
        if (own == null && !row.containsKey("invoice_date")) {
            Map<String, Object> invoice = first("stg_invoices", "invoice_id", row.get("invoice_id"));
            own = invoice == null || date(invoice, "visible_from").isAfter(day)
                    ? null
                    : stated(invoice) != null ? stated(invoice) : knownOfOrder(invoice, date(invoice, "visible_from"));
        }
        String ofOrder = knownOfOrder(row, day);
        return own != null ? own : ofOrder != null ? ofOrder : assumed(day);
    }

    private String knownOfOrder(Map<String, Object> row, LocalDate day) {
        Map<String, Object> order = first("stg_orders", "order_id", row.get("order_id"));
        return order == null || date(order, "visible_from").isAfter(day) ? null : stated(order);
    }
}
